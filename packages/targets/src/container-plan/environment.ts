import type { Named, Path } from '@transpose/core';
import { looksSecret } from '../shared/secret-names.ts';
import type { PlanContext } from './context.ts';
import { userText } from './context.ts';
import type { EnvironmentEntry } from './types.ts';

/** Environment variables (or build arguments); values that look secret go into the plan's secrets. */
export function planEnvironment(
  context: PlanContext,
  service: string,
  path: Path,
  variables: Named<string | null>,
): readonly EnvironmentEntry[] {
  return Object.entries(variables).map(([name, value]) => {
    const at = [...path, name];
    if (value === null) return { name, value: null, path: at };
    const secret =
      value !== '' && looksSecret(name, value) ? { secret: context.secrets.put(name, value, service, at) } : {};
    return { name, value: userText(context, at, value), ...secret, path: at };
  });
}
