import { volumeAt } from '../container-plan/plan-index.ts';
import { isSince } from '../container-plan/engine.ts';
import { mountFlag } from '../container-plan/flags/mounts.ts';
import type { Flag, MountPlan, ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import { containerLabels, hasLabel } from '../unit-plan/compose-labels.ts';
import { makeDirectories, shellCommand, untilHealthy } from '../unit-plan/engine-waits.ts';
import { postStartEntries, preStartEntries, preStopEntries } from '../unit-plan/hooks.ts';
import { imageVolumeEntries, imageVolumesWords } from '../unit-plan/image-volumes.ts';
import type { Replica } from '../unit-plan/markers.ts';
import { marked, nameOf } from '../unit-plan/markers.ts';
import type { Relations } from '../unit-plan/relations.ts';
import { activeEntries, isAwaitedHealthy, isJob, relationsOf, typeEntries, unitList } from '../unit-plan/relations.ts';
import { exitStatusEntries, restartEntries } from '../unit-plan/restart-entries.ts';
import { startedWith } from '../unit-plan/target-unit.ts';
import { timeouts } from '../unit-plan/timeouts.ts';
import { needed, sayable, unitTitle, words } from '../unit-plan/unit-context.ts';
import type { QuadletContext } from './entries.ts';
import { argumentEntries, flagEntries, optionEntries, valueFor, variableEntries } from './entries.ts';
import { containerKeys } from './keys.ts';
import { networkEntries, networkUnits } from './network-entries.ts';
import { inPod, isOfPod } from './pod-options.ts';
import { environmentEntries, fileEntries, hookEnvironment, hookFileName } from './secrets.ts';
import { pathTo } from '../account/key-path.ts';

/** The `.container` file of one container. Source: podman-systemd.unit(5). */
export function containerFile(context: QuadletContext, replica: Replica): UnitFile {
  const { plan, names } = context;
  const { service } = replica;
  const job = isJob(plan, service);
  const healthy = isAwaitedHealthy(plan, service);
  const relations = relationsOf(context, service);
  const restart = restartEntries(service, job, context.systemdVersion, context.ledger);
  const container = containerEntries(context, replica, healthy);
  const made = [...buildUnits(context, service), ...networkUnits(context, replica)];
  const { header, description } = unitTitle(context, service.service, pathTo(['services', service.service]));
  return {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [
          description,
          ...unitList('Requires', relations.requires, made),
          ...unitList('Wants', relations.wants),
          ...unitList('After', relations.requires, relations.wants, made),
          ...unitList('PartOf', [names.target], relations.partOf),
          ...restart.unit,
        ],
      },
      { name: 'Container', entries: container },
      {
        name: 'Service',
        entries: serviceEntries(context, replica, job, healthy, relations, [
          ...restart.service,
          ...variableEntries(container),
        ]),
      },
      ...startedWith(context, service, relations, ['default.target']),
    ],
  };
}

/** `Image=NAME.build` waits for the build and runs its first name: that of the service that builds. */
const namesBuild = ({ version }: QuadletContext, { builtBy, service }: ServicePlan): boolean =>
  builtBy === service && isSince(version, '5.2');

/** The build that others wait for; before `.build` files, a plain unit builds. */
function buildUnits(context: QuadletContext, service: ServicePlan): readonly string[] {
  const waits = service.builtBy !== undefined && !namesBuild(context, service);
  return waits ? [context.names.build(service.builtBy)] : [];
}

function serviceEntries(
  context: QuadletContext,
  replica: Replica,
  job: boolean,
  healthy: boolean,
  relations: Relations,
  more: readonly UnitEntry[],
): readonly UnitEntry[] {
  const { service } = replica;
  const directories = service.mounts.flatMap((mount) =>
    mount.makeDirectory ? [marked(context.markers, mount.makeDirectory, replica)] : [],
  );
  const loops = healthy && !notifies(context, service);
  const environment = hookEnvironment(context, service);
  return [
    ...typeEntries(context.plan, service, []),
    ...(environment.lines.length === 0
      ? []
      : [unitEntry('EnvironmentFile', `${context.markers.config}/${hookFileName(service)}`)]),
    ...imageVolumeEntries(context, replica),
    ...(directories.length === 0
      ? []
      : [unitEntry('ExecStartPre', words(context, shellCommand(makeDirectories, ...directories)))]),
    ...activeEntries(context, relations),
    ...preStartEntries(context, replica, environment, false),
    ...postStartEntries(context, replica, environment),
    ...(loops
      ? [
          unitEntry(
            'ExecStartPost',
            words(context, shellCommand(untilHealthy('podman'), nameOf(context.markers, replica))),
          ),
        ]
      : []),
    ...preStopEntries(context, replica, environment),
    ...more,
    ...(job ? [] : exitStatusEntries(service)),
    ...timeouts(service, job, healthy),
  ];
}

/** An image that is built here is in no registry. */
function autoUpdate({ autoUpdate: from }: QuadletContext, service: ServicePlan): readonly UnitEntry[] {
  if (from === undefined || (from === 'registry' && service.builtBy !== undefined)) return [];
  return [unitEntry('AutoUpdate', from)];
}

/** Whether Podman itself tells systemd that the container is healthy: it needs a test that is known here. */
function notifies({ version }: QuadletContext, service: ServicePlan): boolean {
  return isSince(version, '5.0') && service.health?.test !== undefined && !service.health.disabled;
}

function containerEntries(context: QuadletContext, replica: Replica, healthy: boolean): readonly UnitEntry[] {
  const { markers } = context;
  const { service } = replica;
  const path = pathTo(['services', service.service]);
  const labels = context.composeLabels
    ? containerLabels(context.plan, markers, replica).filter(([key]) => !hasLabel(service, key))
    : [];
  const flags = service.flags.filter((flag) => !(context.pod && inPod(service) && isOfPod(flag)));
  return [
    unitEntry(
      'ContainerName',
      needed(
        context,
        valueFor(context, 'ContainerName', [nameOf(markers, replica)]),
        pathTo([...path, 'container_name']),
      ),
    ),
    unitEntry('Image', image(context, replica)),
    ...pull(context, service),
    ...autoUpdate(context, service),
    ...(service.platform
      ? flagEntries(
          context,
          containerKeys,
          { flag: '--platform', value: service.platform, path: pathTo([...path, 'platform']) },
          replica,
        )
      : []),
    ...networkEntries(context, replica),
    ...flags.flatMap((flag) => special(context, flag, replica) ?? flagEntries(context, containerKeys, flag, replica)),
    ...service.mounts.flatMap((mount) => mountEntries(context, mount, replica)),
    ...imageVolumesWords(service).map((value) => unitEntry('PodmanArgs', value)),
    ...environmentEntries(context, service),
    ...fileEntries(context, service),
    ...(service.health?.flags ?? []).flatMap((flag) => flagEntries(context, containerKeys, flag, replica)),
    ...(healthy && notifies(context, service) ? [unitEntry('Notify', 'healthy')] : []),
    ...service.labels.flatMap((flag) => flagEntries(context, containerKeys, flag, replica)),
    ...labels.flatMap(([key, value]) => optionEntries(context, containerKeys, '--label', `${key}=${value}`, path)),
    ...entrypoint(context, replica),
    ...command(context, replica),
  ];
}

function image(context: QuadletContext, replica: Replica): string {
  const { service } = replica;
  if (namesBuild(context, service)) return `${context.markers.project}-${service.service}.build`;
  return needed(
    context,
    valueFor(context, 'Image', [marked(context.markers, service.image, replica)]),
    pathTo(['services', service.service, 'image']),
  );
}

function pull(context: QuadletContext, service: ServicePlan): readonly UnitEntry[] {
  const policy = service.builtBy !== undefined ? 'never' : service.pull;
  return policy === 'missing'
    ? []
    : optionEntries(context, containerKeys, '--pull', policy, pathTo(['services', service.service, 'pull_policy']));
}

/** The volume's own unit stands for a volume of the project, so that it is made before. */
function mountEntries(context: QuadletContext, mount: MountPlan, replica: Replica): readonly UnitEntry[] {
  const { plan, markers } = context;
  const known = mount.volume === undefined ? undefined : volumeAt(plan, mount.volume);
  const volume = known?.external ? undefined : known;
  if (volume && mount.form === 'volume') {
    const name = marked(markers, volume.name, replica);
    const whole = marked(markers, mount.value, replica);
    const value = valueFor(context, 'Volume', [`${markers.project}-${volume.key}.volume${whole.slice(name.length)}`]);
    if (whole.startsWith(`${name}:`) && typeof value === 'string') return [unitEntry('Volume', value)];
  }
  return flagEntries(context, containerKeys, mountFlag(mount), replica);
}

/** Options whose key depends on their value. */
function special(context: QuadletContext, flag: Flag, replica: Replica): readonly UnitEntry[] | undefined {
  const text = flag.value === undefined ? '' : marked(context.markers, flag.value, replica);
  switch (flag.flag) {
    case '--security-opt':
      return securityOption(context, text, flag);
    case '--runtime':
      if (isSince(context.version, '4.8')) {
        const value = sayable(context, valueFor(context, 'GlobalArgs', ['--runtime', text]), flag.path);
        return value === undefined ? [] : [unitEntry('GlobalArgs', value)];
      }
      context.ledger.dropped(flag.path, 'Quadlet before Podman 4.8 has no options for podman itself.');
      return [];
    case '--cgroup-parent':
      if (isSince(context.version, '5.3'))
        return [unitEntry('CgroupsMode', 'enabled'), ...argumentEntries(context, [flag.flag, text], flag.path)];
      context.ledger.dropped(
        flag.path,
        'Quadlet before Podman 5.3 puts every container into the cgroup of its unit.',
        'set `Slice=` in a drop-in',
      );
      return [];
    default:
      return undefined;
  }
}

function securityOption(context: QuadletContext, text: string, flag: Flag): readonly UnitEntry[] {
  if (/^no-new-privileges(?:[:=]true)?$/.test(text)) return [unitEntry('NoNewPrivileges', 'true')];
  const profile = /^seccomp[:=](.+)$/s.exec(text)?.[1];
  const value = profile === undefined ? undefined : valueFor(context, 'SeccompProfile', [profile]);
  if (typeof value === 'string' && profile !== 'unconfined') return [unitEntry('SeccompProfile', value)];
  return argumentEntries(context, [flag.flag, text], flag.path);
}

/** An array of JSON where a plain word would be taken for one; an empty one, which clears the image's, is an argument. */
function entrypoint(context: QuadletContext, replica: Replica): readonly UnitEntry[] {
  const { service } = replica;
  if (!service.entrypoint) return [];
  const path = pathTo(['services', service.service, 'entrypoint']);
  const text = marked(context.markers, service.entrypoint, replica);
  if (text === '') return argumentEntries(context, ['--entrypoint='], path);
  return optionEntries(
    context,
    containerKeys,
    '--entrypoint',
    /^[\s["]|["\s]$|[\r\n]/.test(text) ? JSON.stringify([text]) : text,
    path,
  );
}

function command(context: QuadletContext, replica: Replica): readonly UnitEntry[] {
  const { service } = replica;
  if (service.command.length === 0) return [];
  const texts = service.command.map((one) => marked(context.markers, one, replica));
  const value = needed(context, valueFor(context, 'Exec', texts), pathTo(['services', service.service, 'command']));
  return [unitEntry('Exec', value)];
}
