import type { Service } from '@transpose/core';
import { parseVolumesFrom, seconds } from '@transpose/core';
import { pathTo } from '../account/key-path.ts';
import { networkFlags, planAttachments, planLinks, planNetworkMode } from './flags/attachments.ts';
import { planBuild } from './build.ts';
import { dockerImageName } from '../shared/images/image-lookup.ts';
import { knownImage } from '../shared/images/known-images.ts';
import { withImageProcess } from '../shared/images/with-images.ts';
import { certainlyEnds } from '../shared/one-shot.ts';
import type { PlanContext } from './context.ts';
import { dockerText } from './context.ts';
import { hiddenWords } from './words.ts';
import type { Engine } from './engine.ts';
import { createFlags, serviceLabels } from './flags/create-flags.ts';
import { planEnvironment, unsetEntries } from './secrets/environment.ts';
import { planFiles } from './files.ts';
import { planHealth } from './flags/health.ts';
import { planHooks } from './hooks.ts';
import { mountFlag, planMounts } from './flags/mounts.ts';
import { tellOfSocket } from './podman/podman-mounts.ts';
import { nameOfContainer, nameOfFirstContainer, nameOfImage } from './names.ts';
import { needsOf, planWaits, sharesOf } from './order.ts';
import { planPull } from './flags/pull.ts';
import { accountMode, planRestart, restartFlags } from './flags/restart.ts';
import type { Text } from './text.ts';
import { literalOf, text } from './text.ts';
import type { EnvironmentEntry, Flag, MountPlan, ServicePlan } from './types.ts';

/** The containers of one service. */
export function planService(context: PlanContext, service: Service): ServicePlan {
  const path = pathTo(['services', service.name]);
  accountMode(context, service);
  const { mounts, files, flags: stored } = planFiles(context, service);
  const socket = apiSocket(context, service);
  const builtBy = context.builders.of.get(service.name);
  const build = builtBy === service.name ? planBuild(context, service) : undefined;
  const dataPaths = dataPathsOf(context, service);
  const record = context.images(dockerImageName(context.project, service));
  const imageDirectory = record?.working_dir;
  const health = planHealth(context, service);
  const restart = planRestart(context, service);
  const networkMode = planNetworkMode(context, service);
  const schedule = context.schedules.get(service.name);
  const isScheduled = (name: string): boolean => context.schedules.has(name);
  const waits = planWaits(context.project, service);
  for (const wait of waits)
    if (isScheduled(wait.service)) context.ledger.dropped(wait.path, `"${wait.service}" runs on a schedule.`);
  const platform =
    service.platform === undefined ? undefined : dockerText(context, pathTo([...path, 'platform']), service.platform);
  const networks = networkMode ? [] : planAttachments(context, service);
  return {
    service: service.name,
    name: nameOfContainer(service),
    replicas: service.scale ?? service.deploy?.replicas ?? 1,
    image: nameOfImage(context, service),
    pull: planPull(context, service),
    ...(dataPaths && { dataPaths }),
    ...(imageDirectory && { imageDirectory }),
    ...(builtBy === undefined ? {} : { builtBy }),
    ...(build ? { build } : {}),
    ...(platform ? { platform } : {}),
    ...(networkMode ? { networkMode } : {}),
    networks,
    links: planLinks(context, service),
    environment: [
      ...planEnvironment(context, service.name, pathTo([...path, 'environment']), service.environment),
      ...unsetEntries(context, service),
      ...socket.environment,
    ],
    mounts: [...planMounts(context, service), ...mounts, ...socket.mounts],
    files,
    ...(health ? { health } : {}),
    labels: serviceLabels(context, service),
    ...(restart ? { restart } : {}),
    flags: [
      ...(networkMode ? bareMac(service) : []),
      ...createFlags(context, service),
      ...volumesFrom(context, service),
      ...stored,
    ],
    ...planProcess(context, service),
    ends: certainlyEnds(withImageProcess(service, record)),
    waits: waits.filter((wait) => !isScheduled(wait.service)),
    ...(schedule ? { schedule } : {}),
    needs: needsOf(context.project, service).filter((name) => !isScheduled(name)),
    shares: sharesOf(service).filter((name) => context.project.services[name] !== undefined),
    preStart: planHooks(context, service, 'pre_start'),
    postStart: planHooks(context, service, 'post_start'),
    preStop: planHooks(context, service, 'pre_stop'),
    ...(service.stop_grace_period === undefined ? {} : { stopGrace: Math.floor(seconds(service.stop_grace_period)) }),
  };
}

/** Where there are networks, one of them has it. */
function bareMac({ name, mac_address: address }: Service): readonly Flag[] {
  const path = pathTo(['services', name, 'mac_address']);
  return address === undefined ? [] : [{ flag: '--mac-address', value: text(address), path }];
}

/** Without a record of Docker Hub's own images alone: others of the name may declare more. */
function dataPathsOf({ images, project, builders }: PlanContext, service: Service): readonly string[] | undefined {
  const recorded = images(dockerImageName(project, service))?.volumes;
  if (recorded || builders.of.has(service.name)) return recorded;
  const { registry = 'docker.io', ...image } = service.image ?? {};
  const known = /^(?:index\.)?docker\.io$/.test(registry) ? (knownImage(image)?.dataPaths ?? []) : [];
  return known.length > 0 ? known : undefined;
}

/** The option takes the first word of the entrypoint; the others come before the command. */
function planProcess(context: PlanContext, service: Service): Pick<ServicePlan, 'entrypoint' | 'command'> {
  const words = (key: 'entrypoint' | 'command'): readonly Text[] =>
    hiddenWords(context, pathTo(['services', service.name, key]), service[key] ?? []);
  const command = words('command');
  if (service.entrypoint === undefined) return { command };
  const [first, ...rest] = words('entrypoint');
  if (!first && command.length === 0) {
    context.ledger.approximated(
      ['services', service.name, 'entrypoint'],
      '--entrypoint',
      "The command line also clears the image's command.",
      'give the service a `command`',
    );
  }
  return { entrypoint: first ?? [], command: [...rest, ...command] };
}

/** The engine's own socket, and where the client looks for its settings. Source: docker compose, `use_api_socket`. */
function apiSocket(
  context: PlanContext,
  service: Service,
): {
  readonly environment: readonly EnvironmentEntry[];
  readonly mounts: readonly MountPlan[];
} {
  if (!service.use_api_socket) return { environment: [], mounts: [] };
  const path = pathTo(['services', service.name, 'use_api_socket']);
  const socket = '/var/run/docker.sock';
  tellOfSocket(context, socket, path);
  return {
    environment: [{ name: 'DOCKER_CONFIG', value: text('/run/secrets/docker'), path }],
    mounts: [{ form: 'volume', value: text(`${socket}:${socket}`), target: socket, hostPath: text(socket), path }],
  };
}

/** Docker Compose hands the containers on without `:ro` and `:rw`. Source: docker compose, `pkg/compose/create.go`, getVolumesFrom. */
function volumesFrom(context: PlanContext, service: Service): readonly Flag[] {
  return service.volumes_from.map((written, index): Flag => {
    const path = pathTo(['services', service.name, 'volumes_from', index]);
    const from = parseVolumesFrom(written);
    if (from.mode === 'ro')
      context.ledger.approximated(
        path,
        '--volumes-from',
        'The volumes can be written, as with Docker Compose, which does not hand `ro` on.',
      );
    if (from.kind === 'container') return { flag: '--volumes-from', value: text(from.container), path };
    const other = context.project.services[from.service];
    return { flag: '--volumes-from', value: other ? nameOfFirstContainer(other) : text(from.service), path };
  });
}

/** All options of `create` with the container's name first; environment and labels of Compose are the printer's. */
export function createOptions(plan: ServicePlan, engine: Engine['name'] = 'docker'): readonly Flag[] {
  const path = pathTo(['services', plan.service]);
  return [
    ...(plan.platform
      ? [{ flag: '--platform', value: plan.platform, path: pathTo([...path, 'platform']) } as const]
      : []),
    ...networkFlags(plan, path, engine),
    ...plan.flags,
    ...plan.mounts.map(mountFlag),
    ...(plan.health?.flags ?? []),
    ...restartFlags(plan.restart),
    ...plan.labels,
    ...(plan.entrypoint
      ? [
          {
            flag: '--entrypoint',
            value: entrypointText(plan.entrypoint, engine),
            path: pathTo([...path, 'entrypoint']),
          } as const,
        ]
      : []),
  ];
}

/** Podman takes a text that begins with a bracket for an array of JSON. */
function entrypointText(entrypoint: Text, engine: Engine['name']): Text {
  const literal = literalOf(entrypoint);
  return engine === 'podman' && literal?.startsWith('[') ? text(JSON.stringify([literal])) : entrypoint;
}
