import type { Snapshot } from './snapshot.ts';

/** A difference to Docker Compose that is known, and why it is right or where people are told of it. */
interface Known {
  /** Of which outputs; all without it. */
  readonly way?: string;
  readonly path: RegExp;
  /** For readers of this list. */
  readonly why: string;
}

const known: readonly Known[] = [
  {
    path: /Labels\.com\.docker\.compose\.(?:config-hash|version|image|project\.(?:config_files|environment_file|working_dir)|image-volume-digest)$/,
    why: "Compose's notes of its own state",
  },
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
  {
    way: 'quadlet',
    path: / process\.mounts\.\/(?:d|data)$/,
    why: 'the volumes of Podman are on a tmpfs in this sandbox',
  },
  {
    way: 'quadlet',
    path: / process\.(?:resolv\.(?:nameserver |search dns\.podman)|hosts\.\S+ (?:\{id of |host\.containers\.internal ))/,
    why: 'Podman names the container as well, and has a name server in each network',
  },
  { way: 'quadlet', path: / process\.env\.HOME$/, why: 'a user without a home has the working directory for one' },
  { way: 'quadlet', path: / process\.mounts\.\/(?:run|scratch)$/, why: 'programs on a tmpfs of Podman may be run' },
];

/** What a difference is about, whatever the container's name. */
const relative = (path: string): string =>
  path.replace(/^container [^. ]+/, '').replaceAll(/\{id of [^}]*\}(?: \S+)?/g, '{own name}');

/** What a container that asks for nothing sees otherwise: what Podman does for every container. */
export function usualDifferences(expected: Snapshot, seen: Snapshot): ReadonlySet<string> {
  const paths = [...new Set([...expected.keys(), ...seen.keys()])];
  return new Set(paths.filter((path) => expected.get(path) !== seen.get(path)).map(relative));
}

/** The facts that differ from those of Docker Compose, without those that are known: `PATH: EXPECTED -> SEEN`. */
export function unexplained(
  way: string,
  expected: Snapshot,
  seen: Snapshot,
  usual: ReadonlySet<string> = new Set(),
): readonly string[] {
  const paths = [...new Set([...expected.keys(), ...seen.keys()])];
  return paths.flatMap((path) => {
    const [one, other] = [expected.get(path), seen.get(path)];
    if (
      one === other ||
      usual.has(relative(path)) ||
      known.some((rule) => (rule.way ?? way) === way && rule.path.test(path))
    )
      return [];
    return [`${path}: ${one ?? '(none)'} -> ${other ?? '(none)'}`];
  });
}
