import type { Quoted } from '../shell/quoting.ts';
import { isRefused, joinQuoted, refuseWhere } from '../shell/quoting.ts';
import { execWord, rawLine } from './systemd-word.ts';
import { table } from './table.ts';
import type { UnitKey } from './unit-key.ts';

/**
 * How Podman's generator reads the value of a key: `words` are split and C-unescaped, `split` keeps backslashes, `raw`
 * is the rest of the line. Whatever it read it quotes again for `ExecStart=`, but touches neither `$` nor `%`.
 */
export type QuadletClass = 'words' | 'split' | 'raw';

const classes = table<QuadletClass>({
  Annotation: 'words',
  BuildArg: 'words',
  Environment: 'words',
  EnvironmentFile: 'words',
  Exec: 'words',
  GlobalArgs: 'words',
  Label: 'words',
  Mask: 'words',
  Mount: 'words',
  PodmanArgs: 'words',
  Secret: 'words',
  Unmask: 'words',
  AddCapability: 'split',
  AddDevice: 'split',
  DropCapability: 'split',
  LogOpt: 'split',
  Sysctl: 'split',
} satisfies Partial<Record<UnitKey, QuadletClass>>);

export function quadletClass(key: UnitKey): QuadletClass {
  return classes[key] ?? 'raw';
}

/**
 * The value of a Quadlet key that means exactly this text, or these words. For a `raw` key a list is a JSON array, which
 * `HealthCmd=` and `Entrypoint=` take. Refused: `nul`, `noncharacter`; `reserved-word` for `;` alone, which the generator
 * leaves bare, so that systemd would end the command there; for `split` keys `control-character`; for `raw` keys
 * `newline`, `outer-space`, `outer-quote`, `trailing-backslash`.
 *
 * See podman-systemd.unit(5); tried with the generator of 5.4
 */
export function quadletValue(key: UnitKey, value: string | readonly string[]): Quoted {
  const kind = quadletClass(key);
  const texts = typeof value === 'string' ? [value] : kind === 'raw' ? [JSON.stringify(value)] : value;
  const quote = { words: execWord, split: splitWord, raw: rawText }[kind];
  return joinQuoted(texts.map((text) => (text === ';' ? { refused: 'reserved-word', at: 0 } : quote(text))));
}

function rawText(text: string): Quoted {
  return (
    rawLine(text) ??
    // The generator trims every kind of space, and up to 5.8.1 double quotes as well.
    refuseWhere(text, /^[\s\x85]|[\s\x85]$/, 'outer-space') ??
    refuseWhere(text, /^"|"$/, 'outer-quote') ??
    doubled(text)
  );
}

/** Without escapes, a word that holds both kinds of quotes is pieced together from quoted parts. */
function splitWord(word: string): Quoted {
  const refusal = refuseWhere(word, /\0/, 'nul') ?? refuseWhere(word, /\p{Cc}/u, 'control-character');
  if (refusal !== undefined) return refusal;
  const line = execWord(word);
  if (isRefused(line) || line === word) return line;
  const parts = word.match(/[^"]+|"+/g) ?? [''];
  return doubled(parts.map((part) => (part.startsWith('"') ? `'${part}'` : `"${part}"`)).join(''));
}

function doubled(text: string): string {
  return text.replaceAll('%', '%%').replaceAll('$', '$$$$');
}
