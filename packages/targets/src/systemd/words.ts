import type { Placeholder, Text } from '../container-plan/text.ts';
import { fillText, text } from '../container-plan/text.ts';
import type { EnvironmentEntry, Flag } from '../container-plan/types.ts';
import { shortHash } from '../shared/hash.ts';
import { quotedText } from '../shared/quoting.ts';
import type { SystemdPart } from '../shared/systemd-word.ts';
import { execWord } from '../shared/systemd-word.ts';

/** What the words of one container's units are made with; all that a script asks at run time is known here. */
export interface WordSettings {
  readonly project: string;
  /** The container's name and number; absent in units of networks and volumes. */
  readonly container?: { readonly service: string; readonly name: string; readonly number: number };
}

/** Units run in the project directory, so that paths are relative to it. A home is that of who runs the manager. */
function part(settings: WordSettings, placeholder: Placeholder): string | SystemdPart {
  switch (placeholder.of) {
    case 'project':
      return settings.project;
    case 'number':
      return String(settings.container?.number ?? 1);
    case 'name':
      return settings.container?.name ?? '';
    case 'directory':
      return '.';
    case 'home':
      return { specifier: 'h' };
    case 'anonymous':
      return `,source=${anonymousName(settings, placeholder.target)}`;
    case 'variable':
      return { variable: placeholder.name };
  }
}

/** A container is made anew at each start; what it keeps in a volume without a name has to be found again. */
function anonymousName(settings: WordSettings, target: string): string {
  const { service, number } = settings.container ?? { service: '', number: 1 };
  return `${settings.project}_${service}_${number}_${shortHash(target)}`;
}

/** A text as one word of `ExecStart=`. */
export function word(settings: WordSettings, one: Text): string {
  return quotedText(execWord(one.map((piece) => (typeof piece === 'string' ? piece : part(settings, piece)))));
}

/** A text that names something, without placeholders. */
export function plain(settings: WordSettings, one: Text): string {
  return fillText(one, (placeholder) => {
    const found = part(settings, placeholder);
    return typeof found === 'string' ? found : undefined;
  })
    .filter((piece) => typeof piece === 'string')
    .join('');
}

export const literal = (value: string): string => quotedText(execWord(value));

export function flagLine(settings: WordSettings, flag: Flag): string {
  return flag.value === undefined ? flag.flag : `${flag.flag} ${word(settings, flag.value)}`;
}

/** Names that `EnvironmentFile=` takes. */
const nameable = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Secret entries that stand in the environment file of the unit. */
export const secretsOf = (entries: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] =>
  entries.filter((entry) => entry.secret !== undefined && nameable.test(entry.name));

export function environmentLines(settings: WordSettings, entries: readonly EnvironmentEntry[], flag = '--env'): readonly string[] {
  const hidden = new Set(secretsOf(entries));
  return entries.map((entry) => {
    const value = hidden.has(entry) || entry.value === null ? text(entry.name) : text(`${entry.name}=`, entry.value);
    return `${flag} ${word(settings, value)}`;
  });
}
