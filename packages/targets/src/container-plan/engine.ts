/**
 * The engine whose command line a plan speaks. Podman's is Docker's in most words; where it is not, the plan says what
 * Podman of that version takes.
 */
export type Engine = { readonly name: 'docker' } | { readonly name: 'podman'; readonly version: PodmanVersion };

export interface PodmanVersion {
  readonly major: number;
  readonly minor: number;
}

export const docker: Engine = { name: 'docker' };

/** `5.4` or `5.4.2`; undefined: not a version. */
export function podmanVersion(text: string): PodmanVersion | undefined {
  const match = /^v?(\d+)\.(\d+)(?:\.\d+)*$/.exec(text);
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : undefined;
}

/** Whether a version is `since` (`5.4`) or newer. */
export function isSince(version: PodmanVersion, since: string): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  return version.major > major || (version.major === major && version.minor >= minor);
}
