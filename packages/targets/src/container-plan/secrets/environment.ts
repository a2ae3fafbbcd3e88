import type { Named, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { hideText, secretsNamedIn } from './hidden-secrets.ts';
import { looksSecretText } from './secret-text.ts';
import type { Text } from '../text.ts';
import { text } from '../text.ts';
import type { EnvironmentEntry } from '../types.ts';

/** Environment variables (or build arguments); values that look secret go into the plan's secrets. */
export function planEnvironment(
  context: PlanContext,
  service: string,
  path: KeyPath,
  variables: Named<string | null>,
): readonly EnvironmentEntry[] {
  return Object.entries(variables).map(([name, value]) => {
    const at = pathTo([...path, name]);
    const kept = value === null ? context.variables?.bareAt(at) : context.variables?.textAt(at, value);
    if (kept) {
      const onlyIf = value === null || context.loaded.origins.at(at)?.bare ? { onlyIf: name } : {};
      return { ...keptEntry(context, name, kept, at), ...onlyIf };
    }
    if (value === null) return { name, value: null, path: at };
    const hides =
      context.hidden.isSecret(name, value, at) || context.hidden.spansIn(value, { path: at, name }).length > 0;
    const secret = value !== '' && hides ? { secret: context.secrets.put(name, value, service, at) } : {};
    return { name, value: text(value), ...secret, path: at };
  });
}

/** An entry whose variables stay. */
function keptEntry(context: PlanContext, name: string, kept: Text, path: KeyPath): EnvironmentEntry {
  const value = hideText(context, kept, { path, name });
  const hidden = looksSecretText(name, kept, context.hidden.choiceAt(path)) || secretsNamedIn(value).length > 0;
  return {
    name,
    value,
    ...(hidden ? { hidden } : {}),
    path,
  };
}

/** Names that are alone in an `env_file` and are not set now: they may be when the plan runs. */
export function unsetEntries(context: PlanContext, service: Service): readonly EnvironmentEntry[] {
  const names = context.loaded.unsetLines
    .filter((line) => line.service === service.name && !Object.hasOwn(service.environment, line.name))
    .map((line) => line.name);
  return [...new Set(names)].flatMap((name) => {
    const value = context.variables?.unset(name);
    return value ? [{ name, value, onlyIf: name, path: pathTo(['services', service.name, 'env_file']) }] : [];
  });
}
