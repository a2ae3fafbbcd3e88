import type { Report } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import type { ContainerPlan } from '../container-plan/types.ts';
import type { TargetCode } from '../account/codes.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { Quoted } from '../shared/shell/quoting.ts';
import { isRefused } from '../shared/shell/quoting.ts';
import { execWord, lineValue } from '../shared/formats/systemd-word.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { Markers } from './markers.ts';
import { holdsPath } from './markers.ts';
import type { UnitNames } from './unit-names.ts';
import { table } from '../shared/formats/table.ts';
import type { UnitField } from './unit-field.ts';

export interface UnitContext {
  readonly plan: ContainerPlan;
  readonly markers: Markers;
  readonly names: UnitNames;
  readonly ledger: CheckedLedger<UnitField>;
  readonly report: Report<TargetCode>;
  readonly scope: 'system' | 'user';
  /** Dependencies without systemd's hard bonds. */
  readonly loose: boolean;
  /** The oldest systemd that has to understand the units. */
  readonly systemdVersion: number;
  /** The name of the project is the installer's to choose. */
  readonly templateNames: boolean;
}

const reasons: Readonly<Record<string, string>> = table({
  nul: 'it holds a zero byte',
  noncharacter: 'it holds a character that is none in Unicode, and systemd refuses the line',
  newline: 'it holds a line break',
  'control-character': 'it holds a control character',
  'outer-space': 'it begins or ends with a space',
  'outer-quote': 'it begins or ends with a quote',
  'trailing-backslash': 'it ends with a backslash',
});

/** The quoted text; undefined where the format has no way to say it, which the ledger then tells. */
export function sayable(context: UnitContext, quoted: Quoted, path: KeyPath): string | undefined {
  if (!isRefused(quoted)) return quoted;
  context.ledger.dropped(path, `A unit cannot say it: ${reasons[quoted.refused] ?? quoted.refused}.`);
  return undefined;
}

/** The quoted text of what has to be said; an error where it cannot be. */
export function needed(context: UnitContext, quoted: Quoted, path: KeyPath): string {
  if (!isRefused(quoted)) return quoted;
  context.report.add({
    code: 'illegal-value',
    message: `a unit cannot say this value: ${reasons[quoted.refused] ?? quoted.refused}`,
    path: [...path],
  });
  return '""';
}

/** What a unit is, `web of shop`: in its first line, and to systemd. */
export function unitTitle(
  context: UnitContext,
  what: string,
  path: KeyPath,
): { readonly header: string; readonly description: UnitEntry } {
  const title = lineValue(`${what} of ${context.markers.project}`);
  return {
    header: `${what} of ${context.plan.project}. Written by transpose; changes of your own belong into a drop-in.`,
    description: unitEntry('Description', needed(context, title, path)),
  };
}

/** A word of `ExecStart=`. Where the installer puts a path in, it stays in quotes. */
export function word(markers: Markers, text: string): Quoted {
  const quoted = execWord(text);
  if (isRefused(quoted) || quoted.startsWith('"') || !holdsPath(markers, quoted)) return quoted;
  return `"${quoted}"`;
}

/** Words of ours and names that engines take: they can always be said. */
export function words(context: UnitContext, texts: readonly string[], path: KeyPath = pathTo(['services'])): string {
  return texts.map((text) => needed(context, word(context.markers, text), path)).join(' ');
}
