import { rowsOf } from '../../account/support-table.ts';
import type { StepsBelow } from '../../account/key-path.ts';
import { grouped } from '../../shared/grouped.ts';
import type { KubernetesField } from '../objects/field.ts';
import { support } from '../support/support.ts';

/**
 * Fields that a key becomes beside the one that its row names, or instead of it, depending on its value: `user` is the
 * user and the group. A key has one field in the account; all others are here.
 */
const furtherSources: Readonly<Partial<Record<KubernetesField, readonly StepsBelow<'services'>[]>>> = {
  'Container.command': [['command']],
  'Container.image': [['build']],
  'Container.securityContext.allowPrivilegeEscalation': [['security_opt']],
  'Container.securityContext.runAsGroup': [['user']],
  'CronJob.spec.jobTemplate.spec.backoffLimit': [['deploy', 'restart_policy'], ['restart']],
  'DaemonSet.spec.updateStrategy': [['deploy', 'update_config']],
  'Job.spec.backoffLimit': [['deploy', 'restart_policy'], ['restart']],
  'Pod.spec.affinity': [['deploy', 'placement']],
  'Pod.spec.hostnameOverride': [['hostname']],
  'Pod.spec.securityContext.fsGroup': [['user']],
  'Pod.spec.shareProcessNamespace': [['pid']],
};

/** Each item of these lists has a source of its own. */
const itemized: ReadonlySet<string> = new Set<KubernetesField>(['Container.env', 'Container.volumeMounts']);

/** The keys by `section field`. */
let sources: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;

/**
 * The keys of an entry of a section (a service, a volume; the name of the project) that become a field of an object: those
 * of which the account says so. Where two say the same, that of `deploy` comes first.
 */
export function keysBehind(section: string, field: string): readonly (readonly string[])[] {
  sources ??= readSources();
  return sources.get(`${section} ${field}`) ?? [];
}

function readSources(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const carried = rowsOf(support()).flatMap(({ key: [section = '', ...steps], row }) =>
    row.kind === 'carried' || row.kind === 'approximated'
      ? row.field.split(', ').map((field) => ({ section, field, steps }))
      : [],
  );
  const further = Object.entries(furtherSources).flatMap(([field, keys]) =>
    (keys ?? []).map((steps) => ({ section: 'services', field, steps })),
  );
  const ofDeploy = carried.filter(({ steps }) => steps[0] === 'deploy');
  const others = carried.filter(({ steps }) => steps[0] !== 'deploy');
  const all = [...ofDeploy, ...others, ...further].filter(({ field }) => !itemized.has(field));
  return new Map(
    [...grouped(all, ({ section, field }) => `${section} ${field}`)].map(([id, found]) => [
      id,
      found.map(({ steps }) => steps),
    ]),
  );
}
