import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command in the sandbox said. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A place of its own for a container engine and, if wanted, a service manager: own mounts (so own storage, networks and
 * `/run`), own network, own control groups. Nothing that others run on the machine is seen or touched. Needs root.
 */
export interface Sandbox {
  /** A directory of the machine that the sandbox sees at the same path; gone after `stop`. */
  readonly directory: string;
  /** The name of its control group, in each tree of groups. */
  readonly groups: string;
  /** Runs a command in the sandbox to its end. */
  run(
    command: readonly string[],
    options?: { readonly cwd?: string; readonly input?: Uint8Array; readonly env?: Readonly<Record<string, string>> },
  ): Outcome;
  /** Starts a command in the sandbox; it ends with it. */
  start(command: readonly string[]): void;
  stop(): void;
}

const manager = '/lib/systemd/systemd';

/** Why there can be no sandbox on this machine; undefined: there can. */
export function sandboxLacks(): string | undefined {
  if (process.getuid?.() !== 0) return 'it needs root';
  for (const tool of ['unshare', 'nsenter', 'ip', 'podman', 'runc', 'busybox']) {
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) return `there is no ${tool}`;
  }
  if (!existsSync(manager)) return 'there is no systemd';
  for (const base of hierarchies()) {
    const probe = join(base, 'transpose-probe');
    if (spawnSync('sh', ['-c', 'mkdir "$1" && rmdir "$1"', 'sh', probe]).status !== 0)
      return `control groups cannot be made in ${base}`;
  }
  const own = 'mount -t tmpfs tmpfs /run && ip link set lo up';
  if (spawnSync('unshare', ['--mount', '--net', '--propagation', 'private', 'sh', '-c', own]).status !== 0)
    return 'this machine allows no mounts and networks of its own';
  return undefined;
}

/** Podman without a systemd of the system: processes are limited as the machine is, control groups are files. */
const containersConf = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
log_driver = "k8s-file"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
`;

/**
 * Netavark starts the network's name server in a scope of the system's systemd, which is not there: this starts it outside
 * of the control group of whoever needed it first.
 */
const scopeStub = (groups: string): string => `#!/bin/sh
while :; do
  case $1 in
    -*) shift ;;
    *) break ;;
  esac
done
for base in ${hierarchies().join(' ')}; do echo $$ >"$base/${groups}/cgroup.procs"; done
exec "$@"
`;

/** Quadlet's units for users wait for it: it asks the manager of the system, which is not there, for a minute and a half. */
const networkWait = 'podman-user-wait-network-online.service';

/** Shell lines that change the root to the machine's files and, over them, those of a tree. What is written there is lost. */
const laidOver = (tree: string, directory: string): string => {
  const layers = join(directory, 'layers');
  return `mkdir ${layers}
mount -t tmpfs tmpfs ${layers}
mkdir ${layers}/upper ${layers}/work ${layers}/root
cp -a ${tree} ${layers}/tree
mount -t overlay -o lowerdir=${layers}/tree:/,upperdir=${layers}/upper,workdir=${layers}/work overlay ${layers}/root
for place in /proc /sys /dev ${directory}; do
  mkdir -p ${layers}/root$place
  mount --rbind $place ${layers}/root$place
done
cd ${layers}/root
mkdir -p old
pivot_root . old
umount -l old
cd /`;
};

export interface SandboxOptions {
  /** A manager of a user runs in it, and `systemctl --user` speaks to it. */
  readonly systemd?: boolean;
  /** A tree of files that is laid over the machine's: a newer Podman. Its Quadlet generator works for the manager. */
  readonly over?: string;
  /** A folder whose `sbin` and `bin` are looked into before the machine's: a Docker that is unpacked and not installed. */
  readonly programs?: string;
}

export function startSandbox({ systemd = false, over, programs }: SandboxOptions = {}): Sandbox {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const groups = `transpose-${directory.slice(-6)}`;
  for (const name of ['containers', 'home/.config', 'tmp']) mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, 'containers/containers.conf'), containersConf);
  writeFileSync(join(directory, 'containers/policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');
  writeFileSync(join(directory, 'containers/registries.conf'), 'unqualified-search-registries = []\n');
  writeFileSync(join(directory, 'systemd-run'), scopeStub(groups), { mode: 0o755 });
  const path = process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin';
  const environment = {
    PATH: programs === undefined ? path : `${programs}/sbin:${programs}/bin:${path}`,
    HOME: join(directory, 'home'),
    XDG_CONFIG_HOME: join(directory, 'home/.config'),
    XDG_RUNTIME_DIR: '/run/user/0',
    TMPDIR: join(directory, 'tmp'),
    PODMAN_IGNORE_CGROUPSV1_WARNING: 'true',
  };
  const script = `set -e
trap ': >${join(directory, 'failed')}; : >${join(directory, 'ready')}' EXIT
for base in ${hierarchies().join(' ')}; do
  mkdir -p "$base/${groups}"
  for file in cpuset.cpus cpuset.mems; do
    if [ -e "$base/${groups}/$file" ] && [ -e "$base/$file" ]; then cat "$base/$file" >"$base/${groups}/$file"; fi
  done
  echo $$ >"$base/${groups}/cgroup.procs"
done
${over === undefined ? '' : laidOver(over, directory)}
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /run/systemd/user /run/systemd/user-generators /run/user/0 /run/lock /etc/containers /var/lib/containers
mount --bind ${join(directory, 'containers')} /etc/containers
mount -t tmpfs tmpfs /var/lib/containers
if stub=$(command -v systemd-run); then mount --bind ${join(directory, 'systemd-run')} "$stub"; fi
generator=/usr/libexec/podman/quadlet
if [ -e $generator ]; then ln -s $generator /run/systemd/user-generators/podman-user-generator; fi
ln -s /dev/null /run/systemd/user/${networkWait}
ip link set lo up
: >${join(directory, 'ready')}
exec ${systemd ? `${manager} --user` : 'sleep infinity'}`;
  const keeper = spawn('unshare', ['--mount', '--net', '--propagation', 'private', 'sh', '-c', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
  waitUntil(() => existsSync(join(directory, 'ready')), 'the sandbox');
  if (existsSync(join(directory, 'failed'))) throw new Error('the sandbox could not be made');
  const enter = ['--target', String(keeper.pid), '--mount', '--net'];
  const run: Sandbox['run'] = (command, options = {}) => {
    const inside = ['env', '--chdir', options.cwd ?? directory, ...command];
    const done = spawnSync('nsenter', [...enter, ...inside], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...environment, ...options.env },
      ...(options.input === undefined ? {} : { input: options.input }),
    });
    return { status: done.status ?? 1, stdout: done.stdout, stderr: done.stderr };
  };
  if (systemd)
    waitUntil(() => run(['systemctl', '--user', 'is-system-running']).stdout.startsWith('running'), 'the manager');
  const others: ReturnType<typeof spawn>[] = [];
  return {
    directory,
    groups,
    run,
    start(command) {
      others.push(spawn('nsenter', [...enter, ...command], { stdio: 'ignore', env: environment }));
    },
    stop() {
      run(['podman', 'rm', '--all', '--force', '--time', '0']);
      for (const other of others) other.kill('SIGKILL');
      keeper.kill('SIGKILL');
      endGroup(groups);
      // What has just been ended may still be writing.
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The roots of the trees of control groups: one, or (version 1) one for each kind; all need the sandbox's own group. */
function hierarchies(): readonly string[] {
  const root = '/sys/fs/cgroup';
  if (existsSync(join(root, 'cgroup.procs'))) return [root];
  const folders = readdirSync(root).map((name) => join(root, name));
  return folders.filter((folder) => !lstatSync(folder).isSymbolicLink() && existsSync(join(folder, 'cgroup.procs')));
}

/** Ends what is left in the control groups of a sandbox, and removes them. */
function endGroup(groups: string): void {
  for (const base of hierarchies()) {
    const folder = join(base, groups);
    if (!existsSync(folder)) continue;
    const below = spawnSync('find', [folder, '-depth', '-type', 'd'], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');
    for (const one of below) {
      for (const pid of readFileSync(join(one, 'cgroup.procs'), 'utf8').split('\n'))
        if (Number(pid) > 0) kill(Number(pid));
    }
    for (const one of below) {
      for (let tries = 0; tries < 20 && existsSync(one); tries += 1) {
        try {
          rmdirSync(one);
        } catch {
          pause(50);
        }
      }
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Waits, for two minutes at most. */
export function waitUntil(holds: () => boolean, what: string): void {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (holds()) return;
    pause(100);
  }
  throw new Error(`waited too long for ${what}`);
}
