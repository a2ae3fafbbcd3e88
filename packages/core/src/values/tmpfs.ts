/** A file system in memory, as an entry of `tmpfs` says it. */
export interface Tmpfs {
  /** Path in the container. */
  readonly target: string;
  /** Options of tmpfs(5) as written, without empty ones: `['size=64m', 'mode=1777']`. */
  readonly options: readonly string[];
}

/** Reads `TARGET[:OPTION,…]`. Source: docker compose, `Tmpfs` of the host configuration; moby, `MergeTmpfsOptions`. */
export function parseTmpfs(text: string): Tmpfs {
  const [, target = text, options = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  return { target, options: options.split(',').filter((option) => option !== '') };
}

/** What is behind `NAME=` among the options. */
export function tmpfsOption({ options }: Tmpfs, name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
}
