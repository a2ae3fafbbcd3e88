import type { Sandbox } from '../engine/sandbox.ts';
import { processFacts } from './process-facts.ts';

/** What the engine and a look into the containers show of a project: a text for each fact, by its path. */
export type Snapshot = ReadonlyMap<string, string>;

type Json = Record<string, unknown>;

interface Container extends Json {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Pid: number; readonly Status: string; readonly ExitCode: number; readonly Health?: Json };
  readonly Config: Json & { Hostname?: string; Labels: Json };
  readonly HostConfig: Json;
  readonly Mounts: readonly Json[];
  readonly NetworkSettings: { readonly Networks: Record<string, Json>; readonly Ports: Json };
}

/** What `docker` shows of the containers, networks and volumes of a project, and what their processes see. */
export function dockerSnapshot(sandbox: Sandbox, project: string): Snapshot {
  const facts = new Map<string, string>();
  const inspected = <T>(kind: 'container' | 'network' | 'volume', ids: readonly string[]): readonly T[] =>
    ids.length === 0 ? [] : (JSON.parse(sandbox.run(['docker', kind, 'inspect', ...ids]).stdout) as T[]);
  const own = (kind: 'container' | 'network' | 'volume') => {
    const all = kind === 'container' ? ['--all', '--no-trunc'] : [];
    const label = `label=com.docker.compose.project=${project}`;
    return lines(sandbox.run(['docker', kind, 'ls', '--quiet', ...all, '--filter', label]).stdout);
  };
  const containers = inspected<Container>('container', own('container'));
  const plain = plainNames(containers);
  const add = (path: string, value: unknown) => flatten(facts, path, value, plain);
  for (const container of containers) {
    const path = `container ${container.Name.slice(1)}`;
    add(path, containerFacts(container));
    if (container.State.Status === 'running') add(`${path} process`, processFacts(sandbox, container.State.Pid));
  }
  for (const { Name, ...network } of inspected<Json>('network', own('network'))) {
    const { Driver, EnableIPv4, EnableIPv6, IPAM, Internal, Attachable, Options, Labels } = network;
    const pools = (IPAM as { Config?: Json[] | null }).Config ?? [];
    // Without a subnet of the project's the engine takes the next one that is free.
    const said = pools.filter(({ Subnet }) => /^(?:10\.91|fd00:91)/.test(String(Subnet)));
    const ipam = { ...(IPAM as Json), Config: said };
    add(`network ${String(Name)}`, { Driver, EnableIPv4, EnableIPv6, ipam, Internal, Attachable, Options, Labels });
  }
  for (const { Name, Driver, Options, Labels } of inspected<Json>('volume', own('volume'))) {
    if (!isAnonymous(String(Name))) add(`volume ${String(Name)}`, { Driver, Options, Labels });
  }
  return facts;
}

/** The same of what Podman runs in a sandbox, as far as it is shown in the same way: states, and what the processes see. */
export function podmanSnapshot(sandbox: Sandbox): Snapshot {
  const facts = new Map<string, string>();
  const ids = lines(sandbox.run(['podman', 'ps', '--all', '--quiet', '--no-trunc']).stdout);
  const inspected = ids.length === 0 ? '[]' : sandbox.run(['podman', 'container', 'inspect', ...ids]).stdout;
  const containers = (JSON.parse(inspected) as Container[]).map((one) => ({ ...one, Name: `/${one.Name}` }));
  const plain = plainNames(containers);
  for (const { Name, State } of containers) {
    const path = `container ${Name.slice(1)}`;
    flatten(facts, `${path}.State`, { Status: State.Status, ExitCode: State.ExitCode }, plain);
    if (State.Status === 'running') flatten(facts, `${path} process`, processFacts(sandbox, State.Pid), plain);
  }
  return facts;
}

/**
 * The part of a snapshot that Podman shows in the same way, without the capabilities that Docker alone gives every container
 * (AUDIT_WRITE, MKNOD, NET_RAW).
 */
export function shownByPodman(snapshot: Snapshot): Snapshot {
  const ofDocker = (1n << 29n) | (1n << 27n) | (1n << 13n);
  const plain = (path: string, value: string) =>
    / process\.status\.Cap/.test(path) ? (BigInt(`0x${value}`) & ~ofDocker).toString(16) : value;
  return new Map(
    [...snapshot].flatMap(([path, value]): [string, string][] =>
      /^container \S+(?: process\.|\.State\.(?:Status|ExitCode)$)/.test(path) ? [[path, plain(path, value)]] : [],
    ),
  );
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');
const isAnonymous = (volume: string): boolean => /^[0-9a-f]{64}$/.test(volume);

/** Words of the entrypoint after the first may come as those of the command: `Path` and `Args` are what both give. */
function containerFacts({ State, Config, HostConfig, Mounts, NetworkSettings, ...rest }: Container): Json {
  const { Path, Args, Platform } = rest as Json;
  const networks = Object.entries(NetworkSettings.Networks).map(([name, network]) => {
    const { IPAMConfig, Links, GwPriority } = network;
    // The engine answers for a name in any case, and takes IFNAME in any case; the command line has only small letters there.
    const [Aliases, DriverOpts] = [network['Aliases'], network['DriverOpts']].map(inSmallLetters);
    const mac = (network['MacAddress'] as string | undefined)?.startsWith('02:42:0a') ? network['MacAddress'] : '';
    return [
      name,
      { IPAMConfig, Links, Aliases: sorted([...new Set((Aliases ?? []) as string[])]), DriverOpts, GwPriority, mac },
    ];
  });
  const mounts = Mounts.map((mount) => {
    const anonymous = isAnonymous(String(mount['Name']));
    const { Destination, Name, Source, Mode: _spelling, ...others } = mount;
    return [
      Destination,
      { ...others, Name: anonymous ? '{anonymous}' : Name, Source: mount['Type'] === 'bind' ? Source : '' },
    ];
  });
  return {
    Path,
    Args,
    Platform,
    State: { Status: State.Status, ExitCode: State.ExitCode, Health: State.Health?.['Status'] },
    Config: { ...Config, Env: byName(Config['Env'] as string[] | null), Entrypoint: '', Cmd: '' },
    HostConfig: hostFacts(HostConfig),
    Mounts: Object.fromEntries(mounts) as Json,
    Networks: Object.fromEntries(networks) as Json,
    Ports: NetworkSettings.Ports,
  };
}

/** Lists in which the order says nothing are sorted, or become mappings by what each is about. */
function hostFacts(host: Json): Json {
  const by = (key: string, list: unknown) =>
    Object.fromEntries(((list ?? []) as Json[]).map((item) => [item[key] as string, item]));
  // Binds come in two forms; the container's own mounts say what both mean.
  const mounts = ((host['Mounts'] ?? []) as Json[]).filter((mount) => mount['Type'] !== 'bind');
  return {
    ...host,
    ExtraHosts: sorted(host['ExtraHosts']),
    // `seccomp:unconfined` is the old way to write `seccomp=unconfined`.
    SecurityOpt: ((host['SecurityOpt'] ?? []) as string[]).map((option) => option.replace(/^(\w+):/, '$1=')),
    Binds: '',
    Ulimits: by('Name', host['Ulimits']),
    Mounts: by('Target', mounts),
  };
}

/** Variables by their names; one without a value is asked of nobody and is not set. */
const byName = (variables: readonly string[] | null): Json =>
  Object.fromEntries(
    (variables ?? []).flatMap((line) =>
      line.includes('=') ? [[line.split('=', 1)[0], `=${line.slice(line.indexOf('=') + 1)}`]] : [],
    ),
  );

const inSmallLetters = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null).toLowerCase());
const sorted = (list: unknown): unknown => (Array.isArray(list) ? [...(list as string[])].toSorted() : list);

/** Puts the names of containers in the place of their ids, which are others each time. */
function plainNames(containers: readonly Container[]): (text: string) => string {
  const names = containers.flatMap(({ Id, Name }): [string, string][] => [
    [Id, `{id of ${Name.slice(1)}}`],
    [Id.slice(0, 12), `{id of ${Name.slice(1)}}`],
  ]);
  return (text) => names.reduce((changed, [id, name]) => changed.replaceAll(id, name), text);
}

/** Leaves are texts, numbers and truth values; what is empty, false or 0 is as good as not there. */
function flatten(facts: Map<string, string>, path: string, value: unknown, plain: (text: string) => string): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) flatten(facts, `${path}.${key}`, item, plain);
    return;
  }
  if (value) facts.set(plain(path), plain(typeof value === 'string' ? value : JSON.stringify(value)));
}
