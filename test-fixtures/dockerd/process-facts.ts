import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../engine/sandbox.ts';

type Facts = Record<string, unknown>;

const looked = [
  'net/core/somaxconn',
  'net/ipv4/ip_forward',
  'net/ipv4/ip_unprivileged_port_start',
  'net/ipv4/ping_group_range',
  'net/ipv4/tcp_syncookies',
  'net/ipv6/conf/all/disable_ipv6',
  'kernel/msgmax',
  'kernel/shmmax',
];

/**
 * What a container's first process sees: its words, environment, ids, capabilities, limits, mounts, names and settings of the
 * kernel. The processes of a sandbox are those of the machine, so `/proc` of the machine tells all of it.
 */
export function processFacts(sandbox: Sandbox, pid: number): Facts {
  const at = (file: string) => `/proc/${pid}/${file}`;
  const read = (file: string): string => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : '');
  const status = new Map(
    read('status')
      .split('\n')
      .map((line): [string, string] => [line.split(':', 1)[0] ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  const said = ['Uid', 'Gid', 'Groups', 'CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb', 'NoNewPrivs', 'Seccomp'];
  const sysctls = sandbox.run([
    'nsenter',
    `--target=${pid}`,
    '--net',
    '--ipc',
    'sh',
    '-c',
    'for f; do printf "%s %s\\n" "$f" "$(cat "/proc/sys/$f" 2>&1)"; done',
    'sh',
    ...looked,
  ]);
  return {
    argv: read('cmdline').split('\0').slice(0, -1),
    env: Object.fromEntries(
      read('environ')
        .split('\0')
        .filter((line) => line !== '')
        .toSorted()
        .map((line) => [line.split('=', 1)[0], `=${line.slice(line.indexOf('=') + 1)}`]),
    ) as Facts,
    cwd: readlinkSync(at('cwd')),
    input: readlinkSync(at('fd/0')).replace(/:?\[\d+\]|\/\d+$/, ''),
    status: Object.fromEntries(said.map((name) => [name, status.get(name)])),
    limits: limitsOf(read('limits')),
    'oom score': read('oom_score_adj').trim(),
    mounts: mountsOf(read('mountinfo')),
    groups: groupLimits(read('cgroup')),
    hosts: asKeys(namesOf(read('root/etc/hosts'))),
    resolv: asKeys(
      read('root/etc/resolv.conf')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#')),
    ),
    sysctls: asKeys(sysctls.stdout.split('\n')),
  };
}

/** Lines of which each says something by itself. */
const asKeys = (lines: readonly string[]): Facts => Object.fromEntries(lines.map((line) => [line, 'yes']));

function limitsOf(text: string): Facts {
  const rows = text.split('\n').slice(1, -1);
  return Object.fromEntries(rows.map((row) => [row.slice(0, 26).trim(), row.slice(26, 68).trim().replace(/\s+/, ' ')]));
}

/** Mount points with their kind and options; where the file system lies on the machine is of no account. */
function mountsOf(text: string): Facts {
  const rows = text.split('\n').filter((row) => row !== '');
  return Object.fromEntries(
    rows.flatMap((row): [string, string][] => {
      const [before = '', after = ''] = row.split(' - ');
      const [, , , , point = '', options = '', ...optional] = before.split(' ');
      const [kind = '', , whole = ''] = after.split(' ');
      if (point === '/' || kind.startsWith('cgroup')) return [];
      const shared = optional.map((word) => word.replace(/:\d+/, '')).join(' ');
      return [[point, [kind, options, shared, kind === 'tmpfs' ? whole : ''].join(' ').trim()]];
    }),
  );
}

const groupFiles: Readonly<Record<string, readonly string[]>> = {
  memory: ['memory.limit_in_bytes', 'memory.soft_limit_in_bytes', 'memory.oom_control'],
  cpu: ['cpu.shares', 'cpu.cfs_quota_us', 'cpu.cfs_period_us'],
  cpuset: ['cpuset.cpus'],
  pids: ['pids.max'],
  '': ['memory.max', 'memory.low', 'cpu.weight', 'cpu.max', 'cpuset.cpus', 'pids.max'],
};

/** The limits of the control groups that a process is in (version 1: a group for each kind; version 2: one). */
function groupLimits(text: string): Facts {
  const facts: Facts = {};
  for (const row of text.split('\n')) {
    const [, kinds = '', path = ''] = row.split(':');
    for (const kind of kinds.split(',')) {
      for (const file of groupFiles[kind] ?? []) {
        const place = join('/sys/fs/cgroup', kind, path, file);
        if (existsSync(place)) facts[file] = readFileSync(place, 'utf8').trim().split('\n')[0];
      }
    }
  }
  return facts;
}

/** The names in a hosts file by their addresses; those that the engine gave the container are others each time. */
function namesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) =>
      line
        .trim()
        .replaceAll(/\s+/g, ' ')
        .replace(/^(?:172\.\d+|192\.168|10\.8[89])\.\d+\.\d+ /, '{address} '),
    )
    .toSorted();
}
