import { isSince } from '../container-plan/engine.ts';
import { secretOf } from '../container-plan/plan-index.ts';
import { literalOf } from '../container-plan/text.ts';
import type { ContainerPlan, CopiedFile, EnvironmentEntry, ServicePlan } from '../container-plan/types.ts';
import { grouped } from '../shared/grouped.ts';
import { shortHash } from '../shared/bytes/hash.ts';
import { fileName } from '../shared/output-path.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import type { InstalledFile } from '../unit-plan/installer/installed-file.ts';
import type { Markers } from '../unit-plan/markers.ts';
import { marked, replicasOf } from '../unit-plan/markers.ts';
import type { UnitNames } from '../unit-plan/unit-names.ts';
import type { UnitEnvironment } from '../unit-plan/unit-environment.ts';
import { hooksOf, unitEnvironment } from '../unit-plan/unit-environment.ts';
import { commandSecrets, environmentFile } from '../unit-plan/unit-secrets.ts';
import type { QuadletContext } from './entries.ts';
import { argumentEntries, optionEntries } from './entries.ts';
import { containerKeys } from './keys.ts';

/** The name of a secret in Podman's store. */
const storedName = (markers: Markers, variable: string): string => `${markers.project}-${variable}`;

/** The names of a service's files in Podman's store, as far as they are not secrets of the plan. */
function contentNames({ service, files }: ServicePlan): ReadonlyMap<CopiedFile, string> {
  const plain = ({ target }: CopiedFile): string => target.replace(/[^A-Za-z0-9]+/g, '_');
  const alike = grouped(files, (file) => plain(file).toLowerCase());
  return new Map(
    [...alike.values()].flatMap((group) =>
      group.map((file) => {
        const name = `FILE_${service}_${plain(file)}`;
        return [file, group.length > 1 ? `${name}_${shortHash(file.target)}` : name] as const;
      }),
    ),
  );
}

/** A variable's name as `Secret=` can say it. */
const plainName = /^[^",\s=]+$/;

/** The environment: secret values from Podman's store, the others as they are. */
export function environmentEntries(context: QuadletContext, service: ServicePlan): readonly UnitEntry[] {
  return service.environment.flatMap((entry): readonly UnitEntry[] => {
    if (entry.secret !== undefined) return secretVariable(context, entry, entry.secret);
    if (entry.value === null) {
      return isSince(context.version, '5.6')
        ? optionEntries(context, { '--env': { key: 'Environment', since: '5.6' } }, '--env', entry.name, entry.path)
        : argumentEntries(context, ['--env', entry.name], entry.path);
    }
    const keys = { '--env': { key: 'Environment', since: '4.4' } } as const;
    return optionEntries(context, keys, '--env', `${entry.name}=${marked(context.markers, entry.value)}`, entry.path);
  });
}

function secretVariable(context: QuadletContext, entry: EnvironmentEntry, variable: string): readonly UnitEntry[] {
  if (!plainName.test(entry.name)) {
    context.ledger.dropped(
      entry.path,
      'Podman cannot hand a secret on under a name with quotes, commas or spaces.',
      'rename the variable',
    );
    return [];
  }
  return optionEntries(
    context,
    containerKeys,
    '--secret',
    `${storedName(context.markers, variable)},type=env,target=${entry.name}`,
    entry.path,
  );
}

/** Files with given content come out of Podman's store as well. */
export function fileEntries(context: QuadletContext, service: ServicePlan): readonly UnitEntry[] {
  const names = contentNames(service);
  return service.files.flatMap((file): readonly UnitEntry[] => {
    if (/["\n\r]/.test(file.target)) {
      context.ledger.dropped(file.path, 'Podman cannot put a secret at a path with quotes or line breaks.');
      return [];
    }
    const target = file.target.includes(',') ? `"target=${file.target}"` : `target=${file.target}`;
    const fields = [
      storedName(context.markers, file.secret ?? names.get(file) ?? ''),
      'type=mount',
      target,
      ...(file.owned ? [`uid=${file.uid}`, `gid=${file.gid}`] : []),
      `mode=${file.mode.toString(8).padStart(4, '0')}`,
    ];
    return optionEntries(context, containerKeys, '--secret', fields.join(','), file.path);
  });
}

/** The secret values in commands of the unit, and those that hooks take: they are commands beside the container. */
export function hookEnvironment(context: QuadletContext, service: ServicePlan): UnitEnvironment {
  const entries = [
    ...(service.preStart.length === 0 ? [] : service.environment),
    ...hooksOf(service).flatMap((hook) => hook.environment),
  ];
  return unitEnvironment(context, [
    ...entries.filter((entry) => entry.secret !== undefined),
    ...commandSecrets(context.plan, service),
  ]);
}

export const hookFileName = (service: ServicePlan): string => fileName(service.service, '~hooks.env');

/** The files with those values. */
export function hookFiles(context: QuadletContext): readonly InstalledFile[] {
  return context.plan.services.flatMap((service): readonly InstalledFile[] => {
    const environment = hookEnvironment(context, service);
    if (environment.lines.length === 0) return [];
    const units = replicasOf(service).map((replica) => context.names.container(replica));
    return [environmentFile(hookFileName(service), environment, units)];
  });
}

/** The secrets that the installer puts into Podman's store. */
export function secretFiles(plan: ContainerPlan, markers: Markers, names: UnitNames): readonly InstalledFile[] {
  const contents = new Map<string, string>();
  const users = new Map<string, Set<string>>();
  const put = (variable: string, content: string, service: ServicePlan): void => {
    contents.set(variable, content);
    const units = users.get(variable) ?? new Set();
    users.set(variable, units);
    for (const replica of replicasOf(service)) units.add(names.container(replica));
  };
  for (const service of plan.services) {
    for (const entry of service.environment) {
      if (entry.secret !== undefined) put(entry.secret, secretOf(plan, entry.secret)?.value ?? '', service);
    }
    const stored = contentNames(service);
    for (const file of service.files)
      put(file.secret ?? stored.get(file) ?? '', literalOf(file.content) ?? '', service);
  }
  return Array.from(contents, ([variable, content]) => ({
    kind: 'secret',
    name: storedName(markers, variable),
    source: `secrets/${variable}`,
    content,
    ...(secretOf(plan, variable) ? { withoutSecrets: '' } : {}),
    mode: 0o600,
    outputMode: 0o600,
    units: [...(users.get(variable) ?? [])],
  }));
}
