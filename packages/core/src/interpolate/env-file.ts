/** One statement of an env file. Offsets count UTF-16 units of the text that was read. */
export interface EnvEntry {
  readonly name: string;
  /** Undefined for a bare name that the environment does not know either: the entry then sets nothing. */
  readonly value: string | undefined;
  /** A name without `=`: the value comes from outside. */
  readonly bare: boolean;
  /** A name that ends the file without a line feed: it became the value of the empty name, a quirk of Docker Compose. */
  readonly lost?: true;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** The value as written, quotes included; at the end of the name for bare ones. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Variables that the value used and that are not set: Compose warns of these. */
  readonly unset: readonly string[];
}

/** What an env file says: every statement in order, later ones of the same name win. */
export type EnvFile =
  | { readonly ok: true; readonly entries: readonly EnvEntry[] }
  /** `at` is the offset and `line` (from 1) the line of what is wrong; the message names neither. */
  | { readonly ok: false; readonly message: string; readonly at: number; readonly line: number };

/** Where bare names and variables in values are looked up. */
export interface EnvContext {
  /** What wins over the file: the process and project environment, for `env_file` also the service's. */
  readonly lookup: (name: string) => string | undefined;
  /** What was read before this file, from other files of the same list. */
  readonly earlier?: ReadonlyMap<string, string>;
}

/** The values that the statements leave: the last of equal names wins, bare names without a value set nothing. */
export function envValues(entries: readonly EnvEntry[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of entries) if (entry.value !== undefined) values.set(entry.name, entry.value);
  return values;
}

export function envFailure(text: string, at: number, message: string): EnvFile & { readonly ok: false } {
  let line = 1;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line += 1;
  return { ok: false, message, at, line };
}
