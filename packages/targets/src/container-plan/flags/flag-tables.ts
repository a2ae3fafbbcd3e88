import type { Service } from '@transpose/core';

// Options of `create` that need no more than a row. The support table takes its rows from these.

/** Keys whose value is that of an option, word for word. */
export const strings = {
  hostname: '--hostname',
  domainname: '--domainname',
  user: '--user',
  working_dir: '--workdir',
  stop_signal: '--stop-signal',
  runtime: '--runtime',
  userns_mode: '--userns',
  uts: '--uts',
  cgroup: '--cgroupns',
  cgroup_parent: '--cgroup-parent',
  isolation: '--isolation',
  cpuset: '--cpuset-cpus',
} as const satisfies Partial<Record<keyof Service, `--${string}`>>;

/** Keys whose items are values of an option that may be repeated. */
export const lists = {
  cap_add: '--cap-add',
  cap_drop: '--cap-drop',
  dns: '--dns',
  dns_opt: '--dns-option',
  dns_search: '--dns-search',
  expose: '--expose',
  group_add: '--group-add',
  security_opt: '--security-opt',
  device_cgroup_rules: '--device-cgroup-rule',
} as const satisfies Partial<Record<keyof Service, `--${string}`>>;

/** Maps whose entries are values `KEY=VALUE` of an option. */
export const maps = {
  annotations: '--annotation',
  storage_opt: '--storage-opt',
} as const satisfies Partial<Record<keyof Service, `--${string}`>>;

/** Keys that switch an option on; `init` can also be switched off against the engine's default. */
export const switches = {
  init: '--init',
  privileged: '--privileged',
  read_only: '--read-only',
  stdin_open: '--interactive',
  tty: '--tty',
  oom_kill_disable: '--oom-kill-disable',
} as const satisfies Partial<Record<keyof Service, `--${string}`>>;

type ValueOf<T> = T[keyof T];

/** The options of these tables. */
export type PlainOption =
  | ValueOf<typeof strings>
  | ValueOf<typeof lists>
  | ValueOf<typeof maps>
  | ValueOf<typeof switches>;
