import type { Snapshot } from './snapshot.ts';

/** A difference to Docker Compose that is known, and why it is right or where people are told of it. */
interface Known {
  /** Of which outputs; all without it. */
  readonly way?: string;
  readonly path: RegExp;
  /** What is there instead; anything without it. */
  readonly seen?: RegExp;
  /** For readers of this list. */
  readonly why: string;
}

const known: readonly Known[] = [
  {
    path: /Labels\.com\.docker\.compose\.(?:config-hash|version|image|project\.(?:config_files|environment_file|working_dir)|image-volume-digest)$/,
    why: "Compose's notes of its own state",
  },
  { way: 'run.sh', path: /^(?:network|volume) .*Labels\.transpose\.sum$/, why: 'what it was made with' },
  {
    path: /^container scale-a-\d\.Ports\./,
    why: 'which replica gets which port of a range is a race with Docker, too',
  },
  { path: /\.HostConfig\.VolumesFrom\.\d+$/, why: 'the same container, by its name or by its id' },
  {
    way: 'units',
    path: /Mounts\.\/anon\w*\.(?:Name|Source)$|^container image-[ab]-1\.Mounts\.\/data\.(?:Name|Source)$/,
    why: 'units name volumes that have no name, so that their data is kept',
  },
  {
    way: 'units',
    path: /^volume image_[ab]_1_data\./,
    why: 'units name the volumes of an image, so that data is kept',
  },
  { path: /Labels\.com\.docker\.compose\.depends_on$/, why: 'the order of its entries says nothing' },
  { path: /\.Config\.Healthcheck\.Test\.0$/, why: 'the command line has a line for sh, and no words; reported' },
  { path: /\.Config\.(?:AttachStdin|StdinOnce)$/, why: 'stdin_open: the command line attaches, too; reported' },
  { way: 'units', path: /\.HostConfig\.RestartPolicy\./, why: 'systemd restarts, and not the engine' },
  {
    way: 'units',
    path: /^container configs-a-1(?: process)?\.(?:Mounts\.\/inline\.|mounts\.\/inline$)/i,
    why: 'a file of the unit is mounted, where Compose copies its content into the container',
  },
  {
    way: 'quadlet',
    path: /^container readonly-a-1 process\.mounts\.\/(?:dev|proc\/\w+)$/,
    why: 'a read-only root of Podman has a /dev that is, too',
  },
  { way: 'quadlet', path: / process\.status\.Groups$/, seen: /^$/, why: 'Docker gives the first group once more' },
  {
    way: 'quadlet',
    path: / process\.limits\.Max (?:processes|open files)$/,
    seen: /^1024 1024$/,
    why: 'of the sandbox',
  },
  { way: 'quadlet', path: / process\.mounts\.\/dev\/shm$/, seen: /size=64000k$/, why: "Podman's size, which is less" },
  {
    way: 'quadlet',
    path: / process\.mounts\.\/(?:etc\/(?:resolv\.conf|hostname|hosts)|run\/\.containerenv|proc\/interrupts)$/,
    why: 'where these files come from, and which of the kernel are hidden',
  },
  { way: 'quadlet', path: / process\.groups\.pids\.max$/, seen: /^2048$/, why: "Podman's limit of processes" },
  { way: 'quadlet', path: / process\.env\.container$/, seen: /^=podman$/, why: 'Podman says that it is one' },
  {
    way: 'quadlet',
    path: / process\.sysctls\.net\/ipv4\/(?:ip_unprivileged_port_start|ping_group_range)\s/,
    why: 'Docker lets everybody listen on low ports and ping',
  },
  {
    way: 'quadlet',
    path: / process\.hosts\.(?:::1 |f[ef]0\S+ ip6-|127\.0\.0\.1 )/,
    why: "Docker has names of its own for these addresses, Podman those of the host's file",
  },
  {
    way: 'quadlet',
    path: / process\.mounts\.\/(?:d|v|data|anon|anonymous|nocopy|ro|named)$/,
    seen: /^tmpfs /,
    why: 'the volumes of Podman are on a tmpfs in this sandbox',
  },
  {
    way: 'quadlet',
    path: / process\.(?:resolv\.(?:nameserver |options ndots:0$|search dns\.podman)|hosts\.\S+ (?:\{id of |host\.containers\.internal ))/,
    why: 'Podman names the container as well, and has a name server in each network',
  },
  { way: 'quadlet', path: / process\.env\.HOME$/, why: 'a user without a home has the working directory for one' },
  {
    way: 'quadlet',
    path: / process\.mounts\.\/(?:run|scratch|t)$/,
    seen: /^tmpfs /,
    why: 'programs on a tmpfs of Podman may be run; reported',
  },
  {
    way: 'quadlet',
    path: /^container configs-a-1 process\.mounts\.\/(?:inline|run\/secrets)$/,
    seen: /^tmpfs /,
    why: 'a file of the unit is mounted, where Compose copies its content; Podman mounts the directory of secrets',
  },
  {
    way: 'quadlet',
    path: /^container oneshot-job-1\.State\.Status$/,
    why: 'the container of a job is removed when it has ended: its unit keeps the outcome',
  },
  {
    way: 'quadlet',
    path: / process\.sysctls\.net\/ipv4\/ip_forward [01]$/,
    why: 'a new network namespace takes it over from the sandbox, where Podman switches it on',
  },
  {
    way: 'quadlet',
    path: /^container dns-a-1 process\.(?:env\.HOSTNAME$|hosts\.\S+ own\.dom\.example )/,
    why: 'Podman has one name for host name and domain; reported',
  },
  {
    way: 'quadlet',
    path: /^container (?:sharednet|named)-b-1 process\.env\.HOSTNAME$/,
    why: 'who shares a network has a host name of its own with Podman; reported',
  },
  {
    way: 'quadlet',
    path: /^container host-a-1 process\.(?:env\.HOSTNAME$|hosts\.\{address\} host-a-1$)/,
    why: 'with the host name of the host, Podman says that name and finds the container by its own',
  },
  {
    way: 'quadlet',
    path: /^container ipc-c-1 process\.mounts\.\/dev\/shm$/,
    seen: /noexec/,
    why: "Podman runs no programs of the host's shared memory; reported",
  },
  {
    way: 'quadlet',
    path: /^container init-a-1 process\.(?:argv\.0|mounts\.\/(?:sbin\/docker|run\/podman)-init)$/,
    why: 'an init of its own',
  },
];

const explains = (rule: Known, way: string, path: string, seen: string): boolean =>
  (rule.way ?? way) === way && rule.path.test(path) && (rule.seen ?? /^/).test(seen);

/** The facts that differ from those of Docker Compose, without those that are known: `PATH: EXPECTED -> SEEN`. */
export function unexplained(way: string, expected: Snapshot, seen: Snapshot): readonly string[] {
  const paths = [...new Set([...expected.keys(), ...seen.keys()])];
  return paths.flatMap((path) => {
    const [one, other] = [expected.get(path), seen.get(path)];
    if (one === other || known.some((rule) => explains(rule, way, path, other ?? ''))) return [];
    return [`${path}: ${one ?? '(none)'} -> ${other ?? '(none)'}`];
  });
}
