import type { KeyPath } from '../account/key-path.ts';
import type { PodmanVersion } from '../container-plan/engine.ts';
import { isSince } from '../container-plan/engine.ts';
import type { Flag } from '../container-plan/types.ts';
import type { Quoted } from '../shared/shell/quoting.ts';
import { isRefused, joinQuoted } from '../shared/shell/quoting.ts';
import { quadletClass, quadletValue } from '../shared/formats/quadlet-value.ts';
import { environmentWord } from '../shared/formats/systemd-word.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { UnitKey } from '../shared/formats/unit-key.ts';
import { holdsPath, marked } from '../unit-plan/markers.ts';
import type { Replica } from '../unit-plan/markers.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { sayable } from '../unit-plan/unit-context.ts';
import type { QuadletKey } from './keys.ts';
import { table } from '../shared/formats/table.ts';

export interface QuadletContext extends UnitContext {
  readonly version: PodmanVersion;
  /** All services in one pod. */
  readonly pod: boolean;
  /** Where `podman auto-update` looks for newer images. */
  readonly autoUpdate?: 'registry' | 'local';
  /** Whether the labels of Docker Compose are wanted. */
  readonly composeLabels: boolean;
}

/**
 * Words that the generator does not hand on as they are: it leaves `;` alone bare, and systemd would end the command there;
 * with an empty word it ends the list. They appear as variables, which only systemd fills in.
 */
const variables: Readonly<Record<string, string>> = table({ ';': 'TRANSPOSE_SEMICOLON', '': 'TRANSPOSE_EMPTY' });

/** `${TRANSPOSE_EMPTY}`; undefined: the word can appear as it is. */
function variableWord(text: string): string | undefined {
  const name = Object.hasOwn(variables, text) ? variables[text] : undefined;
  return name === undefined ? undefined : `\${${name}}`;
}

/** A value of a key, or words for those that take several. */
export function valueFor(context: UnitContext, key: UnitKey, texts: readonly string[]): Quoted {
  if (quadletClass(key) === 'raw') {
    const [text = ''] = texts;
    return text === ';' ? (variableWord(text) ?? text) : quadletValue(key, text);
  }
  return joinQuoted(
    texts.map((text) => {
      const variable = variableWord(text);
      if (variable !== undefined) return variable;
      const quoted = quadletValue(key, text);
      return isRefused(quoted) || /^["']/.test(quoted) || !holdsPath(context.markers, quoted) ? quoted : `"${quoted}"`;
    }),
  );
}

/** What `[Service]` needs for words that appear as variables. */
export function variableEntries(entries: readonly UnitEntry[]): readonly UnitEntry[] {
  const lines = entries.flatMap(({ value }) => value);
  return Object.entries(variables).flatMap(([text, name]) => {
    const value = environmentWord(name, text);
    const used = lines.some((line) => line.includes(`\${${name}}`));
    return used && !isRefused(value) ? [unitEntry('Environment', value)] : [];
  });
}

/** Words as `PodmanArgs=`, which can say all that a unit can. */
export function argumentEntries(
  context: QuadletContext,
  texts: readonly string[],
  path: KeyPath,
): readonly UnitEntry[] {
  const value = sayable(context, valueFor(context, 'PodmanArgs', texts), path);
  return value === undefined ? [] : [unitEntry('PodmanArgs', value)];
}

/** An option as its key where this version of Podman has one that can say the value, else as `PodmanArgs=`. */
export function flagEntries(
  context: QuadletContext,
  keys: Readonly<Record<string, QuadletKey>>,
  flag: Flag,
  replica?: Replica,
): readonly UnitEntry[] {
  const text = flag.value === undefined ? undefined : marked(context.markers, flag.value, replica);
  return optionEntries(context, keys, flag.flag, text, flag.path);
}

export function optionEntries(
  context: QuadletContext,
  keys: Readonly<Record<string, QuadletKey>>,
  option: string,
  text: string | undefined,
  path: KeyPath,
): readonly UnitEntry[] {
  const known = Object.hasOwn(keys, option) ? keys[option] : undefined;
  if (known && isSince(context.version, known.since) && fits(known.key, text)) {
    const value: Quoted = known.value ?? valueFor(context, known.key, [text ?? '']);
    if (!isRefused(value)) return [unitEntry(known.key, value)];
  }
  return argumentEntries(context, text === undefined ? [option] : [option, text], path);
}

/**
 * Whether a source of a mount is one that the generator can also write into `RequiresMountsFor=`: it does so as the source
 * is, so that a space would begin another path there, and a line feed another key. Paths begin with `/`, `.` or the
 * `@` of a marker.
 */
const isPlainSource = (source: string): boolean =>
  /^[/.@][A-Za-z0-9_@+=/.-]*$/.test(source) || /^[A-Za-z0-9][^\s\p{Cc}]*$/u.test(source) || source === '';

/** What the generator would read otherwise or refuse. */
function fits(key: UnitKey, text: string | undefined): boolean {
  if (text === undefined) return true;
  switch (key) {
    case 'ExposeHostPort':
      return /^\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/.test(text);
    case 'AddDevice':
      // A leading dash means `only if it is there`.
      return !text.startsWith('-');
    case 'Volume':
      return isPlainSource(/^[^:]*/.exec(text)?.[0] ?? '') && !/\.volume:/.test(text);
    case 'Mount':
      return (
        !/["\p{Cc}]|[.](?:volume|image)(?:,|$)/u.test(text) &&
        isPlainSource(/(?:^|,)(?:source|src)=([^,]*)/.exec(text)?.[1] ?? '')
      );
    case 'AddCapability':
    case 'DropCapability':
      return /^[A-Za-z_]+$/.test(text);
    case 'HealthCmd':
    case 'HealthStartupCmd':
    case 'Entrypoint':
    case 'Label':
    case 'Annotation':
      return true;
    default:
      // An empty value takes a key back.
      return text !== '';
  }
}
