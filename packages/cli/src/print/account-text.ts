import type { Account, LedgerNote } from '@transpose/targets';
import { phrase } from '@transpose/targets';
import { shownText } from '@transpose/core';
import type { AccountRow, Outcome } from './account.ts';
import { accountRows, countOf, outcomes, placeOf, totals } from './account.ts';
import type { Style } from './style.ts';
import { wrapped } from './table.ts';

export const outcomeColours: Readonly<Record<Outcome, 'green' | 'yellow' | 'red'>> = {
  carried: 'green',
  approximated: 'yellow',
  lost: 'red',
};

/** The whole account for people, what is lost last, where the eye is: each row begins with its outcome. */
export function accountTable(account: Account, width: number, style: Style): string {
  const rows = shownRows(account);
  const sections = outcomes.flatMap((outcome) => {
    const some = rows.filter((row) => row.outcome === outcome);
    const lead = { text: `${style[outcomeColours[outcome]](outcome)}  `, width: outcome.length + 2 };
    return some.length === 0 ? [] : [...sectionLines(some, lead, width, style), ''];
  });
  const { breaks, others } = notesOf(account);
  const notes = noteLines([...breaks, ...others], width, style);
  return [...sections, ...notes, ...(notes.length > 0 ? [''] : []), style.bold(totals(rows)), ''].join('\n');
}

/** The rows as a terminal may have them: names and values of the project cannot move its cursor. */
const shownRows = (account: Account): readonly AccountRow[] =>
  accountRows(account).map((row) => ({
    ...row,
    place: shownText(row.place),
    paths: row.paths.map(shownText),
    field: shownText(row.field),
    why: shownText(row.why),
    instead: shownText(row.instead),
  }));

/** What a row begins with; its width counts without colour. */
interface Lead {
  readonly text: string;
  readonly width: number;
}

/** So much room at least is asked for a column of fields. */
const roomForFields = 40;

/**
 * Rows of one outcome. What is carried has its field beside it where there is room; else, and for the other outcomes, the
 * sentences that say what becomes of a row and what to do stand below, once for all rows that share them.
 */
function sectionLines(rows: readonly AccountRow[], lead: Lead, width: number, style: Style): readonly string[] {
  const places = Math.max(...rows.map(({ place }) => place.length));
  const head = (row: AccountRow): string => `${lead.text}${style.dim(row.place.padEnd(places))}  ${pathsText(row)}`;
  const paths = Math.max(...rows.map((row) => pathsText(row).length));
  const indent = ' '.repeat(lead.width + 2);
  const room = width - (lead.width + places + 2 + paths + 2);
  if (rows[0]?.outcome === 'carried' && room >= roomForFields) {
    return rows.flatMap((row) =>
      row.field.length > room
        ? [head(row), indent + row.field]
        : [`${head(row)}${' '.repeat(paths - pathsText(row).length + 2)}${row.field}`],
    );
  }
  return groups(rows).flatMap((group) => [
    ...group.map(head),
    ...group
      .slice(0, 1)
      .flatMap((row) => sentenceLines(row, width - indent.length, style))
      .map((line) => indent + line),
  ]);
}

/** Rows that share all sentences, in the order of their first ones. */
function groups(rows: readonly AccountRow[]): readonly (readonly AccountRow[])[] {
  const found = new Map<string, AccountRow[]>();
  for (const row of rows) {
    const id = JSON.stringify([row.field, row.why, row.instead]);
    const known = found.get(id);
    if (known) known.push(row);
    else found.set(id, [row]);
  }
  return [...found.values()];
}

function sentenceLines({ field, why, instead }: AccountRow, width: number, style: Style): readonly string[] {
  const arrow = '-> ';
  return [
    ...wrapped([field, why].filter((text) => text !== '').join(': '), width),
    ...(instead === '' ? [] : wrapped(instead, width - arrow.length)).map((line, index) =>
      index === 0 ? style.cyan(arrow) + line : ' '.repeat(arrow.length) + line,
    ),
  ];
}

function pathsText({ paths }: AccountRow): string {
  const [first = '', ...others] = paths;
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

function notesOf({ notes }: Account): Readonly<Record<'breaks' | 'others', readonly LedgerNote[]>> {
  return {
    breaks: notes.filter(({ severity }) => severity === 'breaks'),
    others: notes.filter(({ severity }) => severity !== 'breaks'),
  };
}

function noteLines(notes: readonly LedgerNote[], width: number, style: Style): readonly string[] {
  return notes.flatMap(({ message, origin, severity }) => {
    const lead = severity === 'breaks' ? 'breaks: ' : 'note: ';
    const paint = severity === 'breaks' ? style.red : style.cyan;
    const text = origin ? `${placeOf(origin)}: ${phrase(message)}` : phrase(message);
    return wrapped(shownText(text), width - lead.length).map((line, index) =>
      index === 0 ? paint(lead) + line : ' '.repeat(lead.length) + line,
    );
  });
}

/** Whether `--strict` finds something: what is lost, and with `all` what is approximated too. */
export function strictFinds(account: Account, strict: 'lost' | 'all' | undefined): boolean {
  if (strict === undefined) return false;
  const rows = accountRows(account);
  return countOf(rows, 'lost') > 0 || (strict === 'all' && countOf(rows, 'approximated') > 0);
}
