import { execFileSync } from 'node:child_process';
import type { Recorded } from '../engine/fake-engine.ts';

/** A recorded request, reduced to what counts: two that do the same are equal as JSON. */
export type Comparable = Readonly<Record<string, unknown>>;

type Json = Record<string, unknown>;

/** Keys that users choose: their entries count even when the value is empty. */
const userMaps = new Set([
  'Labels',
  'ExposedPorts',
  'PortBindings',
  'Tmpfs',
  'Sysctls',
  'StorageOpt',
  'Annotations',
  'Options',
  'DriverOpts',
  'EndpointsConfig',
  'Config',
  'AuxiliaryAddresses',
  'Volumes',
]);
/** Fields of which the presence counts, whatever the value. */
const presence = new Set([
  'Entrypoint',
  'MaskedPaths',
  'ReadonlyPaths',
  'Init',
  'StopTimeout',
  'EnableIPv4',
  'EnableIPv6',
]);
/** Lists whose order is of no meaning. */
const unordered = new Set(['Env', 'Binds', 'Mounts', 'ExtraHosts', 'Ulimits', 'Links']);
const ignoredLabels = [
  ...['config-hash', 'image', 'image-volume-digest', 'version'].map((name) => `com.docker.compose.${name}`),
  'transpose.sum',
];
const ignoredFields = new Set(['IPAddress', 'IPv6Gateway', 'ConsoleSize']);

/** What is compared of a container, a network, a volume or an exec. `reference`: what a command line cannot say is taken out. */
export function comparable(request: Recorded, reference: boolean): Comparable {
  const body = structuredClone(request.body ?? {}) as Json;
  if (request.kind === 'network') equalizeNetwork(body, reference);
  if (request.kind === 'volume' && body['Driver'] === 'local') delete body['Driver'];
  if (request.kind === 'container') equalizeContainer(body, reference);
  equalizeLabels(body, reference);
  const { name: _name, ...query } = request.query ?? {};
  return { query, body: withoutEmpty(body) } as Comparable;
}

function equalizeLabels(body: Json, reference: boolean): void {
  const labels = body['Labels'] as Record<string, string> | null | undefined;
  if (!labels) return;
  for (const name of ignoredLabels) delete labels[name];
  for (const name of Object.keys(labels)) if (reference && /[=\s]/.test(name)) delete labels[name];
  const dependsOn = labels['com.docker.compose.depends_on'];
  if (dependsOn !== undefined) labels['com.docker.compose.depends_on'] = dependsOn.split(',').sort().join(',');
}

function equalizeNetwork(body: Json, reference: boolean): void {
  if (body['Driver'] === 'bridge') delete body['Driver'];
  const ipam = body['IPAM'] as { Driver?: string; Config?: Json[] | null; Options?: unknown } | null;
  if (!ipam) return;
  if (reference && ipam.Config) ipam.Config = ipam.Config.filter((pool) => pool['Subnet']);
  if (ipam.Driver === 'default') delete ipam.Driver;
  // The command line puts the pools into a map, so that their order changes from run to run.
  ipam.Config?.sort((one, other) => (String(one['Subnet']) < String(other['Subnet']) ? -1 : 1));
}

function equalizeContainer(body: Json, reference: boolean): void {
  const host = (body['HostConfig'] ?? {}) as Json;
  equalizeProcess(body);
  equalizeHealth(body, reference);
  equalizeMounts(host, reference);
  equalizeRequests(host, reference);
  if (host['MemorySwappiness'] === -1) delete host['MemorySwappiness'];
  if ((host['RestartPolicy'] as Json | undefined)?.['Name'] === 'no') delete host['RestartPolicy'];
  if (body['OpenStdin']) for (const field of ['AttachStdin', 'StdinOnce']) delete body[field];
  if (!reference) return;
  for (const field of ['CpuCount', 'CpuPercent']) delete host[field];
  const log = host['LogConfig'] as Json | undefined;
  if (log?.['Type'] === 'none') delete log['Config'];
  const sysctls = (host['Sysctls'] ?? {}) as Json;
  for (const name of Object.keys(sysctls)) {
    if (!/^(net\.|fs\.mqueue\.|kernel\.(msg|sem$|shm))/.test(name)) delete sysctls[name];
  }
  if (Array.isArray(host['Ulimits'])) {
    host['Ulimits'] = (host['Ulimits'] as { Soft: number; Hard: number }[]).filter(
      ({ Soft, Hard }) => Hard === -1 || (Soft !== -1 && Soft <= Hard),
    );
  }
}

/** Words of the entrypoint after the first may appear before the command; `[""]` clears as `[]` does. */
function equalizeProcess(body: Json): void {
  const entrypoint = body['Entrypoint'] as string[] | null | undefined;
  if (!entrypoint) return;
  const [first, ...rest] = entrypoint;
  body['Entrypoint'] = first === undefined || first === '' ? [] : [first];
  body['Cmd'] = [...rest, ...((body['Cmd'] as string[] | null) ?? [])];
}

/** The command line knows CMD-SHELL alone: the words that a shell makes of it have to be those of CMD. */
function equalizeHealth(body: Json, reference: boolean): void {
  const health = body['Healthcheck'] as { Test?: string[] } | null | undefined;
  const test = health?.Test;
  if (!test) return;
  if (test[0] === 'NONE') body['Healthcheck'] = { Test: test };
  else if (reference && test[0] === 'CMD') health.Test = ['words', ...test.slice(1)];
  else if (!reference) (body['Healthcheck'] as Json)['ShellWords'] = test[1];
}

/** Words as sh splits a line, for a line that holds nothing but quoted words. */
export function shellWordsOf(line: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${line}`])
    .toString()
    .split('\0')
    .slice(0, -1);
}

interface MountBody {
  Type: string;
  Source?: string;
  Target: string;
  ReadOnly?: boolean;
  BindOptions?: Record<string, unknown> | null;
}

/** A bind of Compose may come as `Mounts` or as `Binds`; the second form always makes the source. */
function equalizeMounts(host: Json, reference: boolean): void {
  const binds = ((host['Binds'] ?? []) as string[]).flatMap((bind): string[] => {
    const colon = reference ? /^(\/.*:.*):(\/.*:.*):rw$/.exec(bind) : null;
    if (!colon?.[1] || !colon[2] || bind.split(':').length <= 4) return [bindText(bind)];
    host['Mounts'] = [
      ...((host['Mounts'] as MountBody[] | null) ?? []),
      { Type: 'bind', Source: colon[1], Target: colon[2] },
    ];
    return [];
  });
  const mounts = ((host['Mounts'] ?? []) as MountBody[]).flatMap((mount): MountBody[] => {
    const { CreateMountpoint, Propagation, ...options } = mount.BindOptions ?? {};
    const plain = Object.values(options).every((value) => !value);
    if (mount.Type === 'bind' && CreateMountpoint && Propagation && plain) {
      binds.push(bindText(`${mount.Source}:${mount.Target}:${mount.ReadOnly ? 'ro' : 'rw'},${Propagation as string}`));
      return [];
    }
    return [{ ...mount, BindOptions: { ...options, ...(Propagation ? { Propagation } : {}) } }];
  });
  host['Binds'] = binds;
  host['Mounts'] = mounts;
}

function bindText(bind: string): string {
  const [source = '', target = '', options = ''] = bind.split(':');
  const set = new Set(options.split(',').filter((option) => option !== '' && option !== 'rw'));
  return [source, target, [...set].sort().join(',')].join(':');
}

function equalizeRequests(host: Json, reference: boolean): void {
  for (const request of (host['DeviceRequests'] as { Driver?: string; Capabilities?: string[][] | null }[] | null) ??
    []) {
    if (request.Driver === 'cdi') request.Capabilities = null;
    if (!request.Capabilities) continue;
    request.Capabilities = request.Capabilities.map((all) => [...new Set(reference ? [...all, 'gpu'] : all)].sort());
  }
}

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const isEmpty = (value: unknown): boolean =>
  !value || (Array.isArray(value) ? value.length === 0 : isMap(value) && Object.keys(value).length === 0);

function withoutEmpty(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value.map((item) => withoutEmpty(item));
    return unordered.has(key)
      ? list.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1))
      : list;
  }
  if (!isMap(value)) return value;
  const entries = Object.entries(value)
    .filter(([name]) => !ignoredFields.has(name))
    .map(([name, item]) => [name, withoutEmpty(item, name)] as const)
    .filter(
      ([name, item]) =>
        userMaps.has(key) || (presence.has(name) ? item !== null && item !== undefined : !isEmpty(item)),
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries);
}
