import { escaped } from './hostile-text.ts';

/** A part of a Compose file: keys of a service, and of the resources that it uses. */
export interface Fragment {
  readonly service?: object;
  /** Keys of the service's network, volume, config and secret. */
  readonly network?: object;
  readonly volume?: object;
  readonly config?: object;
  readonly secret?: object;
}

/** A place of a project that reaches outputs, and where its text arrives. */
export interface Position {
  /** The place with the text in it. Values are given as Compose reads them: `$` doubled. */
  readonly of: (text: string) => Fragment;
  /** Options of the call that makes the container (`--label a=b`), or its command as one JSON text; of a pair either. */
  readonly created?: (text: string) => readonly (string | readonly [string, string])[];
  /** Options of the calls that make the service's network or volume. */
  readonly made?: (text: string) => readonly string[];
  /** The last words of a call in the container. */
  readonly executed?: (text: string) => readonly string[];
  /** The content of a file of the container. */
  readonly content?: (text: string) => string;
  /** What mounts have: the source (the end of it) and the target. */
  readonly mounted?: (text: string) => { readonly source: string; readonly target: string };
  /** What Kubernetes has, in the words of `fieldsOf`; nothing where it has no such thing. */
  readonly pod?: (text: string) => readonly string[];
}

const value = escaped;

/** Docker refuses these in the name of a host. */
const hostName = (text: string): string => text.replaceAll(/[:=]/g, '');

/** A row for a key whose value is that of an option. */
const option = (key: string, flag: string, pod?: string): Position => ({
  of: (text) => ({ service: { [key]: value(text) } }),
  created: (text) => [`${flag} ${text}`],
  ...(pod !== undefined && { pod: (text) => [`${pod}=${text}`] }),
});

/** A row for a key whose items are values of an option. */
const list = (key: string, flag: string): Position => ({
  of: (text) => ({ service: { [key]: [value(text)] } }),
  created: (text) => [`${flag} ${text}`],
});

/** Two rows for a map: texts in its values and in its keys. */
const map = (key: string, flag: string, pod?: string): Readonly<Record<string, Position>> => ({
  [`${key}, values`]: {
    of: (text) => ({ service: { [key]: { v: value(text) } } }),
    created: (text) => [`${flag} v=${text}`],
    ...(pod !== undefined && { pod: (text) => [`${pod}:v=${text}`] }),
  },
  [`${key}, keys`]: {
    of: (text) => ({ service: { [key]: { [`k${text}`]: 'v' } } }),
    created: (text) => [`${flag} k${text}=v`],
  },
});

/** Every place that takes a free text. A new one is a row. */
export const positions: Readonly<Record<string, Position>> = {
  command: {
    of: (text) => ({ service: { command: ['run', value(text), ''] } }),
    created: (text) => [JSON.stringify(['run', text, ''])],
    pod: (text) => [`args=${JSON.stringify(['run', text, ''])}`],
  },
  entrypoint: {
    of: (text) => ({ service: { entrypoint: [value(text)] } }),
    created: (text) => [[`--entrypoint ${text}`, `--entrypoint ${JSON.stringify([text])}`]],
    pod: (text) => [`command=${JSON.stringify([text])}`],
  },
  hostname: option('hostname', '--hostname'),
  user: option('user', '--user'),
  working_dir: {
    of: (text) => ({ service: { working_dir: `/w${value(text)}` } }),
    created: (text) => [`--workdir /w${text}`],
    pod: (text) => [`workingDir=/w${text}`],
  },
  stop_signal: option('stop_signal', '--stop-signal'),
  cgroup_parent: option('cgroup_parent', '--cgroup-parent'),
  cpuset: option('cpuset', '--cpuset-cpus'),
  dns_search: list('dns_search', '--dns-search'),
  dns_opt: list('dns_opt', '--dns-option'),
  group_add: list('group_add', '--group-add'),
  cap_add: list('cap_add', '--cap-add'),
  security_opt: {
    of: (text) => ({ service: { security_opt: [`label=${value(text)}`] } }),
    created: (text) => [`--security-opt label=${text}`],
  },
  'environment, values': {
    of: (text) => ({ service: { environment: { E: value(text) } } }),
    created: (text) => [[`--env E=${text}`, `file E=${text}`]],
    pod: (text) => [`env:E=${text}`],
  },
  'environment, keys': {
    of: (text) => ({ service: { environment: { [`e${text}`]: 'v' } } }),
    created: (text) => [[`--env e${text}=v`, `file e${text}=v`]],
    pod: (text) => [`env:e${text}=v`],
  },
  ...map('labels', '--label'),
  ...map('annotations', '--annotation', 'annotation'),
  'sysctls, values': {
    of: (text) => ({ service: { sysctls: { 'net.v': value(text) } } }),
    created: (text) => [`--sysctl net.v=${text}`],
    pod: (text) => [`sysctl:net.v=${text}`],
  },
  'sysctls, keys': {
    of: (text) => ({ service: { sysctls: { [`net.k${text}`]: 'v' } } }),
    created: (text) => [`--sysctl net.k${text}=v`],
    pod: (text) => [`sysctl:net.k${text}=v`],
  },
  'extra_hosts, keys': {
    of: (text) => ({ service: { extra_hosts: { [`h${hostName(text)}`]: '10.0.0.1' } } }),
    created: (text) => [[`--add-host h${hostName(text)}=10.0.0.1`, `--add-host h${hostName(text)}:10.0.0.1`]],
  },
  'logging.options, values': {
    of: (text) => ({ service: { logging: { driver: 'json-file', options: { tag: value(text) } } } }),
    created: (text) => [`--log-opt tag=${text}`],
  },
  'logging.options, keys': {
    of: (text) => ({ service: { logging: { driver: 'json-file', options: { [`k${text}`]: 'v' } } } }),
    created: (text) => [`--log-opt k${text}=v`],
  },
  healthcheck: {
    of: (text) => ({ service: { healthcheck: { test: ['CMD-SHELL', value(text)] } } }),
    created: (text) => [[`--health-cmd ${text}`, `--health-cmd ${JSON.stringify(['CMD-SHELL', text])}`]],
    pod: (text) => [`probe=${JSON.stringify(['/bin/sh', '-c', text])}`],
  },
  tmpfs: {
    of: (text) => ({ service: { tmpfs: [`/tmp${value(text.replaceAll(':', ''))}`] } }),
    created: (text) => [`--tmpfs /tmp${text.replaceAll(':', '')}`],
  },
  'bind mounts': {
    of: (text) => ({
      service: { volumes: [{ type: 'bind', source: `./b${value(text)}`, target: `/b${value(text)}` }] },
    }),
    mounted: (text) => ({ source: `/b${text}`, target: `/b${text}` }),
    pod: (text) => [`mount=/b${text}`],
  },
  'volumes, names and targets': {
    of: (text) => ({
      service: { volumes: [{ type: 'volume', source: 'VOLUME', target: `/v${value(text)}` }] },
      volume: { name: `vol${value(text)}` },
    }),
    mounted: (text) => ({ source: `vol${text}`, target: `/v${text}` }),
    pod: (text) => [`mount=/v${text}`],
  },
  'volumes, driver options': {
    of: (text) => ({
      service: { volumes: [{ type: 'volume', source: 'VOLUME', target: '/volume' }] },
      volume: { driver_opts: { o: value(text), [`k${text}`]: 'v' } },
    }),
    made: (text) => [`--opt o=${text}`, `--opt k${text}=v`],
  },
  'volumes, labels': {
    of: (text) => ({ volume: { labels: { l: value(text), [`k${text}`]: 'v' } } }),
    made: (text) => [`--label l=${text}`, `--label k${text}=v`],
  },
  'networks, names and aliases': {
    of: (text) => ({
      service: { networks: { NETWORK: { aliases: [`alias${value(text)}`] } } },
      network: { name: `net${value(text)}` },
    }),
    created: (text) => [
      [`--network name=net${text}`, `--network net${text}`],
      [`--network alias=alias${text}`, `--network-alias alias${text}`],
    ],
  },
  'networks, driver options': {
    of: (text) => ({ network: { driver_opts: { o: value(text), [`k${text}`]: 'v' } } }),
    made: (text) => [`--opt o=${text}`, `--opt k${text}=v`],
  },
  'networks, labels': {
    of: (text) => ({ network: { labels: { l: value(text), [`k${text}`]: 'v' } } }),
    made: (text) => [`--label l=${text}`, `--label k${text}=v`],
  },
  'configs, names and contents': {
    of: (text) => ({
      service: { configs: [{ source: 'CONFIG', target: `/c${value(text)}` }] },
      config: { name: `cfg${value(text)}`, content: value(text) },
    }),
    content: (text) => text,
    pod: (text) => [`file:/c${text}=${text}`],
  },
  'secrets, names': {
    of: (text) => ({
      service: { secrets: [{ source: 'SECRET', target: `/s${value(text)}` }] },
      secret: { name: `sec${value(text)}` },
    }),
    pod: (text) => [`file:/s${text}=/root`],
  },
  post_start: {
    of: (text) => ({ service: { post_start: [{ command: ['hook', value(text)] }] } }),
    executed: (text) => ['hook', text],
  },
};
