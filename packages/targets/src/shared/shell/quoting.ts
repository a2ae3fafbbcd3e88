/** Why a text cannot be written in a syntax at all, and the offset (UTF-16) of what is in the way. */
export interface Refusal {
  readonly refused: RefusalReason;
  readonly at: number;
}

export type RefusalReason =
  /** No argument, environment value or text file can hold U+0000. */
  | 'nul'
  /** The syntax takes the rest of one line as it is. */
  | 'newline'
  /** The syntax has no escapes and its reader refuses or changes control characters. */
  | 'control-character'
  /** The reader cuts spaces off both ends of the line and nothing protects them. */
  | 'outer-space'
  /** The reader cuts double quotes off both ends, as often as they are there. */
  | 'outer-quote'
  /** A backslash at the end of the line would join it with the next one. */
  | 'trailing-backslash'
  /** The reader would take it for something else whatever the quotes (`;` alone in a Quadlet `Exec=`). */
  | 'reserved-word'
  /** Not a legal name where the syntax wants a name. */
  | 'illegal-name'
  /** systemd refuses the 66 noncharacters of Unicode. */
  | 'noncharacter';

/** A text in a target's syntax, or why that syntax has no way to say it. */
export type Quoted = string | Refusal;

export function isRefused(quoted: Quoted): quoted is Refusal {
  return typeof quoted !== 'string';
}

/** The quoted text where the caller has already seen to it that it can be quoted; a refusal here is our bug. */
export function quotedText(quoted: Quoted): string {
  if (isRefused(quoted)) throw new Error(`unquotable text: ${quoted.refused} at ${quoted.at}`);
  return quoted;
}

/** Joins quoted words, or passes the first refusal on. */
export function joinQuoted(words: readonly Quoted[], separator = ' '): Quoted {
  const texts: string[] = [];
  for (const word of words) {
    if (isRefused(word)) return word;
    texts.push(word);
  }
  return texts.join(separator);
}

/** The refusal of the first place that `pattern` finds. */
export function refuseWhere(text: string, pattern: RegExp, refused: RefusalReason): Refusal | undefined {
  const at = text.search(pattern);
  return at < 0 ? undefined : { refused, at };
}
