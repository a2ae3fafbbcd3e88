import type { Account } from '@transpose/targets';
import type { AccountRow, Outcome } from './account.ts';
import { accountRows, countOf, outcomes, placeOf, totals } from './account.ts';
import type { Style } from './style.ts';
import { tableLines } from './table.ts';

const paint: Readonly<Record<Outcome, 'green' | 'yellow' | 'red'>> = {
  carried: 'green',
  approximated: 'yellow',
  lost: 'red',
};

/** The whole account as a table for people. */
export function accountTable(account: Account, width: number, style: Style): string {
  const rows = accountRows(account);
  const head = ['', 'WHERE', 'WHAT', 'BECOMES, OR WHY NOT; WHAT TO DO'];
  const cells = rows.map((row) => [row.outcome, row.place, pathsText(row), sentence(row)]);
  const lines = tableLines([head, ...cells], width).map((line, index) =>
    index === 0 ? style.bold(line) : painted(line, style),
  );
  return [...lines, ...noteLines(account, style), '', style.bold(totals(rows)), ''].join('\n');
}

/** What is approximated and lost, for the end of a conversion. */
export function accountSummary(account: Account, width: number, style: Style): string {
  const rows = accountRows(account);
  const lines = (['approximated', 'lost'] as const).flatMap((outcome) => {
    const some = rows.filter((row) => row.outcome === outcome);
    if (some.length === 0) return [];
    const cells = some.map((row) => [`  ${row.place}`, pathsText(row), sentence(row)]);
    return [style[paint[outcome]](`${outcome} (${countOf(some, outcome)}):`), ...tableLines(cells, width)];
  });
  return [...lines, ...noteLines(account, style)].map((line) => `${line}\n`).join('');
}

function painted(line: string, style: Style): string {
  const outcome = outcomes.find((word) => line.startsWith(word));
  return outcome ? style[paint[outcome]](outcome) + line.slice(outcome.length) : line;
}

function pathsText({ paths }: AccountRow): string {
  const [first = '', ...others] = paths;
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

function sentence({ outcome, field, why, instead }: AccountRow): string {
  const what = outcome === 'carried' ? field : outcome === 'approximated' ? `${field}: ${why}` : why;
  return instead === '' ? what : `${what} -> ${instead}`;
}

function noteLines({ notes }: Account, style: Style): readonly string[] {
  return notes.map(({ message, origin }) =>
    origin ? `${style.cyan('note')}: ${placeOf(origin)}: ${message}` : `${style.cyan('note')}: ${message}`,
  );
}

/** Whether `--strict` finds something: what is lost, and with `all` what is approximated too. */
export function strictFinds(account: Account, strict: 'lost' | 'all' | undefined): boolean {
  if (strict === undefined) return false;
  const rows = accountRows(account);
  return countOf(rows, 'lost') > 0 || (strict === 'all' && countOf(rows, 'approximated') > 0);
}
