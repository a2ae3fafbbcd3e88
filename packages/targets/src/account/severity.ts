import type { Support } from './support.ts';

/**
 * What a difference costs: a container does not start or is not reached (`breaks`), data or secrets are lost or exposed
 * (`loses`), something behaves differently (`differs`), or nothing that anybody notices (`cosmetic`).
 */
export type Severity = 'breaks' | 'loses' | 'differs' | 'cosmetic';

/** From the worst to the least. */
export const severities: readonly Severity[] = ['breaks', 'loses', 'differs', 'cosmetic'];

/** Keys that hold data and secrets; what differs about them, or about anything below them, loses some. */
const ofData = [
  'services.volumes',
  'services.volumes_from',
  'services.secrets',
  'services.configs',
  'volumes',
  'secrets',
  'configs',
];

/** Keys that people and tools read, or that say how Docker does what another does in its own way. */
const ofDescription = [
  'services.annotations',
  'services.attach',
  'services.container_name',
  'services.deploy.labels',
  'services.develop',
  'services.labels',
  'services.logging',
  'services.stdin_open',
  'services.tty',
  'networks.attachable',
  'networks.driver',
  'networks.driver_opts',
  'networks.ipam',
  'networks.labels',
  'configs.labels',
  'secrets.labels',
  'volumes.labels',
];

const isAt = (keys: readonly string[], key: string): boolean =>
  keys.some((one) => key === one || key.startsWith(`${one}.`));

/** What a verdict on a key costs: what the target says, else what is usual for the key. */
export function severityOf(key: string, support: Support): Severity {
  if (support.kind === 'carried' || support.kind === 'resolved') return 'cosmetic';
  if (support.severity !== undefined) return support.severity;
  if (isAt(ofDescription, key)) return 'cosmetic';
  return isAt(ofData, key) ? 'loses' : 'differs';
}

export const worseOf = (one: Severity | undefined, other: Severity | undefined): Severity | undefined =>
  severities.find((severity) => severity === one || severity === other);
