import { volumeAt } from '../../container-plan/plan-index.ts';
import type { Mount, Path, Service } from '@transpose/core';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../../container-plan/context.ts';
import type { Text } from '../../container-plan/text.ts';
import { fillText } from '../../container-plan/text.ts';
import type {
  AttachmentPlan,
  ContainerPlan,
  CopiedFile,
  EnvironmentEntry,
  MountPlan,
  ServicePlan,
} from '../../container-plan/types.ts';
import { serviceHash } from '../../shared/service-hash.ts';
import type { AttachmentView, ContainerView, FileView, HostPath, MountView, VariableView } from './model.ts';
import type { DependencyEdge } from './model.ts';
import { pathText } from './portable.ts';
import type { Sources } from './sources.ts';

/** The part of the container plan that templates see of a service, each piece with the keys that it comes from. */
export function containerView(
  context: PlanContext,
  plan: ContainerPlan,
  service: ServicePlan,
  portable: Service,
  waits: readonly DependencyEdge[],
  sources: Sources,
  secretPaths: readonly Path[],
): ContainerView {
  const at = pathsIn('services', service.service);
  const shown: Shown = { context, plan, service, sources };
  const { entrypoint, command } = portable;
  const view: ContainerView = {
    name: plainText(plan, service, service.name),
    order: plan.services.indexOf(service),
    replicas: service.replicas,
    image: plainText(plan, service, service.image),
    pull: service.pull,
    hash: serviceHash(withoutValues(portable, ['services', service.service], new Set(secretPaths.map(pathKey)))),
    ...(service.entrypoint && entrypoint ? { entrypoint } : {}),
    ...(command ? { command } : {}),
    environment: service.environment.map((entry) => variableView(shown, entry)),
    mounts: service.mounts.map((mount) => {
      const paths = mountPaths(context, mount);
      const name: readonly Path[] = mount.volume === undefined ? [] : [pathTo(['volumes', mount.volume, 'name'])];
      return sources.of(mountView(context, plan, mount), { type: [], source: [...paths, ...name] }, paths);
    }),
    files: service.files.map((file) => fileView(shown, file)),
    networks: service.networks.map((network) => attachmentView(shown, network)),
    waits,
    needs: service.needs,
  };
  return sources.of(
    view,
    {
      name: [at('container_name')],
      replicas: [at('scale'), at('deploy', 'replicas')],
      image: [at('image')],
      pull: [at('pull_policy')],
      entrypoint: [at('entrypoint')],
      command: [at('command')],
      needs: [
        at('links'),
        at('volumes_from'),
        ...service.needs.map((name): Path => [...at('depends_on', name), 'name']),
      ],
    },
    [],
  );
}

/** A service as it is shown. */
interface Shown {
  readonly context: PlanContext;
  readonly plan: ContainerPlan;
  readonly service: ServicePlan;
  readonly sources: Sources;
}

function variableView({ plan, service, sources }: Shown, entry: EnvironmentEntry): VariableView {
  const variable: VariableView = {
    name: entry.name,
    ...(entry.value === null ? {} : { value: plainText(plan, service, entry.value) }),
    ...(entry.secret === undefined ? {} : { secret: entry.secret }),
  };
  return sources.of(variable, { value: [entry.path], secret: [entry.path] }, []);
}

function fileView({ context, plan, service, sources }: Shown, file: CopiedFile): FileView {
  const { target, content, secret, mode, uid, gid, path } = file;
  const literal = content.every((part) => typeof part === 'string');
  const variable = content.find((part) => typeof part !== 'string' && part.of === 'variable');
  const known: FileView = {
    target,
    ...(literal ? { content: plainText(plan, service, content) } : {}),
    ...(typeof variable === 'object' && variable.of === 'variable' ? { variable: variable.name } : {}),
    mode,
    uid,
    gid,
    ...(secret === undefined ? {} : { secret }),
  };
  const top = topOf(context, path);
  const own = [path];
  return sources.of(
    known,
    { content: top, variable: top, secret: top, target: own, mode: own, uid: own, gid: own },
    [],
  );
}

function attachmentView({ plan, service, sources }: Shown, network: AttachmentPlan): AttachmentView {
  const { key, name, ownName, aliases, path } = network;
  const view = {
    key,
    name: plainText(plan, service, name),
    aliases: [...(ownName ? [ownName] : []), ...aliases].map((text) => plainText(plan, service, text)),
  };
  return sources.of(view, { aliases: [pathTo([...path, 'aliases'])], name: [pathTo(['networks', key, 'name'])] }, []);
}

/** A part of the project without the values at some places: a hash of a secret lets others test guesses of it. */
function withoutValues<T>(value: T, path: Path, places: ReadonlySet<string>): T {
  if (places.has(pathKey(path))) return undefined as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown, at) => withoutValues(one, [...path, at], places)) as T;
  const entries = Object.entries(value).map(([key, one]: [string, unknown]) => [
    key,
    withoutValues(one, [...path, key], places),
  ]);
  return Object.fromEntries(entries) as T;
}

const pathKey = (path: Path): string => JSON.stringify(path);

/** A text of the plan for the first container of a service, in the project's own name. */
function plainText(plan: ContainerPlan, service: ServicePlan | undefined, text: Text): string {
  const filled = fillText(text, ({ of }) => {
    if (of === 'project') return plan.project;
    if (of === 'number') return '1';
    if (of === 'name') return service ? plainText(plan, service, service.name) : '';
    return undefined;
  });
  return pathText(filled);
}

function mountView(context: PlanContext, plan: ContainerPlan, planned: MountPlan): MountView {
  const [, service = '', list, index] = planned.path;
  const { target } = planned;
  if (list === 'tmpfs') return { type: 'tmpfs', target, read_only: false };
  const host = planned.hostPath && hostOf(planned.hostPath);
  if (list !== 'volumes') return bindView(planned, host, true);
  const mount = context.project.services[service]?.volumes[Number(index)];
  if (!mount || mount.type === 'bind') return bindView(planned, host, mount?.read_only === true);
  const read_only = mount.read_only === true;
  const volume = planned.volume === undefined ? undefined : volumeAt(plan, planned.volume);
  const source = volume ? plainText(plan, undefined, volume.name) : mount.source;
  return {
    type: mount.type,
    ...(source === undefined ? {} : { source }),
    ...(planned.volume === undefined ? {} : { volume: planned.volume }),
    target,
    read_only,
    ...(mount.tmpfs?.size === undefined ? {} : { size: mount.tmpfs.size }),
  };
}

function bindView({ target, hostPath }: MountPlan, host: HostPath | undefined, read_only: boolean): MountView {
  const type: Mount['type'] = 'bind';
  return { type, ...(hostPath ? { source: pathText(hostPath) } : {}), ...(host ? { host } : {}), target, read_only };
}

function hostOf(text: Text): HostPath {
  const [first] = text;
  const rest = text
    .filter((part) => typeof part === 'string')
    .join('')
    .replace(/^\/+/, '');
  const of = typeof first === 'object' ? first.of : undefined;
  return { base: of === 'directory' ? 'project' : of === 'home' ? 'home' : 'root', path: rest };
}

function mountPaths(context: PlanContext, { path }: MountPlan): readonly Path[] {
  return path[2] === 'secrets' || path[2] === 'configs' ? [path, ...topOf(context, path)] : [path];
}

/** The top-level entries that a reference to a secret or config leads to. */
function topOf({ project }: PlanContext, [, service = '', kind, index]: Path): readonly Path[] {
  if (kind !== 'secrets' && kind !== 'configs') return [];
  const source = project.services[service]?.[kind][Number(index)]?.source;
  return source === undefined ? [] : [[kind, source]];
}
