import type { KeyPath } from '../account/key-path.ts';
import { isSince } from '../container-plan/engine.ts';
import type { Flag, NetworkPlan, ServicePlan, VolumePlan } from '../container-plan/types.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import { resourceLabels } from '../unit-plan/compose-labels.ts';
import { marked } from '../unit-plan/markers.ts';
import { needed, unitTitle, words } from '../unit-plan/unit-context.ts';
import { resourceSecrets } from '../unit-plan/unit-secrets.ts';
import type { QuadletContext } from './entries.ts';
import { argumentEntries, flagEntries, optionEntries, valueFor, variableEntries } from './entries.ts';
import { buildKeys, networkKeys, volumeKeys } from './keys.ts';
import { pathTo } from '../account/key-path.ts';

/** The `.network` file of a network; stopping it removes the network. */
export function networkFile(context: QuadletContext, network: NetworkPlan): UnitFile {
  const { markers, version } = context;
  const name = marked(markers, network.name);
  const path = pathTo(['networks', network.key]);
  const entries: UnitEntry[] = [
    ...named(context, 'NetworkName', name, path),
    ...network.flags.flatMap((flag) => networkOption(context, flag)),
    ...composeLabels(context, 'network', network.key).flatMap(([key, value]) =>
      optionEntries(context, networkKeys, '--label', `${key}=${value}`, path),
    ),
  ];
  const deletes = isSince(version, '5.5');
  if (deletes) entries.push(unitEntry('NetworkDeleteOnStop', 'true'));
  const stop = deletes ? [] : [unitEntry('ExecStop', `-${words(context, ['podman', 'network', 'rm', name], path)}`)];
  const secrets = resourceSecrets(context, 'network', network).entries;
  return file(context, `network ${network.key}`, 'Network', entries, [...secrets, ...stop]);
}

function networkOption(context: QuadletContext, flag: Flag): readonly UnitEntry[] {
  if (flag.flag !== '--opt') return resourceFlag(context, networkKeys, flag);
  const value = valueFor(context, 'Label', [marked(context.markers, flag.value ?? [])]);
  return typeof value === 'string' ? [unitEntry('Options', value)] : resourceFlag(context, networkKeys, flag);
}

/** The `.volume` file of a volume; nothing ever removes it. */
export function volumeFile(context: QuadletContext, volume: VolumePlan): UnitFile {
  const { markers } = context;
  const path = pathTo(['volumes', volume.key]);
  const entries = [
    ...named(context, 'VolumeName', marked(markers, volume.name), path),
    ...volume.flags.flatMap((flag) => resourceFlag(context, volumeKeys, flag)),
    ...composeLabels(context, 'volume', volume.key).flatMap(([key, value]) =>
      optionEntries(context, volumeKeys, '--label', `${key}=${value}`, path),
    ),
  ];
  return file(context, `volume ${volume.key}`, 'Volume', entries, resourceSecrets(context, 'volume', volume).entries);
}

const composeLabels = ({ composeLabels: wanted, markers }: QuadletContext, kind: 'network' | 'volume', key: string) =>
  wanted ? resourceLabels(markers, kind, key) : [];

/** Before 4.6 these files have no `PodmanArgs=`. */
function resourceFlag(context: QuadletContext, keys: typeof networkKeys, flag: Flag): readonly UnitEntry[] {
  const entries = flagEntries(context, keys, flag);
  if (isSince(context.version, '4.6') || entries.every(({ key }) => key !== 'PodmanArgs')) return entries;
  context.ledger.dropped(flag.path, `Quadlet before Podman 4.6 cannot say ${flag.flag} here.`);
  return [];
}

function named(
  context: QuadletContext,
  key: 'NetworkName' | 'VolumeName',
  name: string,
  path: KeyPath,
): readonly UnitEntry[] {
  if (isSince(context.version, '4.7')) return [{ key, value: needed(context, valueFor(context, key, [name]), path) }];
  context.ledger.approximated(
    [...path, 'name'],
    `${key}=`,
    'Quadlet before Podman 4.7 names it `systemd-` and the name of its file.',
  );
  return [];
}

/** The `.build` file of a service's image (Podman 5.2). */
export function buildFile(
  context: QuadletContext,
  service: ServicePlan,
  environmentFile: string | undefined,
  inlineFile: string | undefined,
): UnitFile | undefined {
  const build = service.build;
  if (!build) return undefined;
  const { markers } = context;
  const flags = inlineFile === undefined ? build.flags : build.flags.filter(({ flag }) => flag !== '--file');
  context.ledger.approximated(
    [...build.path, 'context'],
    'SetWorkingDirectory=',
    'The image is built, out of the cache where that is possible, whenever the unit starts.',
  );
  const args = build.args.flatMap((arg): readonly UnitEntry[] => {
    const plain = arg.value === null || arg.secret !== undefined;
    return plain
      ? argumentEntries(context, ['--build-arg', arg.name], arg.path)
      : optionEntries(context, buildKeys, '--build-arg', `${arg.name}=${marked(markers, arg.value ?? [])}`, arg.path);
  });
  const entries: UnitEntry[] = [
    ...flags.flatMap((flag) => flagEntries(context, buildKeys, flag)),
    ...(inlineFile === undefined ? [] : [unitEntry('File', `${markers.config}/${inlineFile}`)]),
    ...args,
    unitEntry(
      'SetWorkingDirectory',
      needed(
        context,
        valueFor(context, 'SetWorkingDirectory', [marked(markers, build.context)]),
        pathTo([...build.path, 'context']),
      ),
    ),
  ];
  const settings = [
    ...(environmentFile === undefined ? [] : [unitEntry('EnvironmentFile', `${markers.config}/${environmentFile}`)]),
    unitEntry('TimeoutStartSec', 'infinity'),
  ];
  return file(context, `image of ${service.service}`, 'Build', entries, settings);
}

function file(
  context: QuadletContext,
  what: string,
  section: string,
  entries: readonly UnitEntry[],
  service: readonly UnitEntry[],
): UnitFile {
  const { header, description } = unitTitle(context, what, pathTo(['name']));
  return {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [description, unitEntry('PartOf', context.names.target)],
      },
      { name: section, entries },
      { name: 'Service', entries: [...service, ...variableEntries(entries)] },
    ],
  };
}
