/** What an image is for, and a container runs as: `linux/arm/v7`. */
export interface Platform {
  /** In small letters, as Go calls it; none where only a processor is given. */
  readonly os?: string;
  /** As Go calls it: `amd64`. */
  readonly architecture?: string;
  /** Of the processor: `v7`. */
  readonly variant?: string;
}

const systems = ['linux', 'windows', 'darwin', 'freebsd', 'wasi'];

/** Docker and Swarm name processors as `uname` does, too. */
const architectures: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armv7l', 'arm'],
  ['i386', '386'],
  ['i686', '386'],
]);

/** A processor as Go and Kubernetes call it. */
export const goArchitecture = (name: string): string => architectures.get(name.toLowerCase()) ?? name;

/** Reads `OS[/ARCHITECTURE[/VARIANT]]` or an architecture alone. Source: containerd/platforms, `Parse`. */
export function parsePlatform(text: string): Platform {
  const [first = '', second, variant] = text.toLowerCase().split('/');
  const os = second !== undefined || systems.includes(first) ? first : undefined;
  const architecture = os === undefined ? first : second;
  return {
    ...(os !== undefined && { os }),
    ...(architecture !== undefined && architecture !== '' && { architecture: goArchitecture(architecture) }),
    ...(variant !== undefined && { variant }),
  };
}
