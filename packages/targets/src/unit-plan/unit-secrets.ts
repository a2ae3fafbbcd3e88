import { secretsNamedIn } from '../container-plan/secrets/hidden-secrets.ts';
import { secretOf } from '../container-plan/plan-index.ts';
import type { Text } from '../container-plan/text.ts';
import { text } from '../container-plan/text.ts';
import type { ContainerPlan, EnvironmentEntry, NetworkPlan, ServicePlan, VolumePlan } from '../container-plan/types.ts';
import { fileName } from '../shared/output-path.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { InstalledFile } from './installer/installed-file.ts';
import type { Markers } from './markers.ts';
import type { UnitContext } from './unit-context.ts';
import type { UnitEnvironment } from './unit-environment.ts';
import { unitEnvironment } from './unit-environment.ts';

/**
 * Secrets in the commands of a unit: they are variables, which systemd fills in from a file that only its owner reads.
 * Source: systemd.service(5), "Command lines": `${NAME}` is exactly the value, as a part of a word, too.
 */
export function secretEntries(plan: ContainerPlan, part: unknown): readonly EnvironmentEntry[] {
  return secretsNamedIn(part).flatMap((variable) => {
    const secret = secretOf(plan, variable);
    return secret ? [{ name: variable, value: text(secret.value), secret: variable, path: secret.path }] : [];
  });
}

/** The secrets in the commands that run a service's container: all but its environment and files, which come in by other ways. */
export function commandSecrets(plan: ContainerPlan, service: ServicePlan): readonly EnvironmentEntry[] {
  const { environment: _environment, files: _files, build: _build, ...rest } = service;
  return secretEntries(plan, rest);
}

/** A text with its secrets, for a file that only its owner reads. */
export function revealed(plan: ContainerPlan, one: Text): string {
  return one
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.of === 'secret' ? (secretOf(plan, part.variable)?.value ?? '') : '';
    })
    .join('');
}

/** The content of a unit with the variables of secrets in the place of their markers; each was quoted as a part of its word. */
export function withSecretVariables({ secret }: Markers, content: string): string {
  const [first = '', ...rest] = content.split(secret);
  return first + rest.map((piece) => `\${${piece.replace('@', '}')}`).join('');
}

/** What the unit of a network or volume needs for the secrets in its options. */
export function resourceSecrets(
  context: UnitContext,
  kind: 'network' | 'volume',
  resource: NetworkPlan | VolumePlan,
): { readonly entries: readonly UnitEntry[]; readonly files: readonly InstalledFile[] } {
  const { lines, openLines } = unitEnvironment(context, secretEntries(context.plan, resource.flags));
  if (lines.length === 0) return { entries: [], files: [] };
  const name = fileName(resource.key, `~${kind}.env`);
  const file = environmentFile(name, { lines, openLines }, [context.names[kind](resource.key)]);
  return { entries: [unitEntry('EnvironmentFile', `${context.markers.config}/${name}`)], files: [file] };
}

/** A file of variables that only its owner reads. */
export const environmentFile = (
  name: string,
  { lines, openLines }: Pick<UnitEnvironment, 'lines' | 'openLines'>,
  units: readonly string[],
): InstalledFile => ({
  kind: 'config',
  name,
  source: `env/${name}`,
  content: `${lines.join('\n')}\n`,
  ...(openLines.every((line, index) => line === lines[index]) ? {} : { withoutSecrets: `${openLines.join('\n')}\n` }),
  mode: 0o600,
  outputMode: 0o600,
  units,
});
