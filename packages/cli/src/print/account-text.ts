import { shownText } from '@transpose/core';
import type { Account, Severity } from '@transpose/targets';
import { severities } from '@transpose/targets';
import { carriedRows, differenceRows } from './account.ts';
import type { Finding } from './findings.ts';
import { findings, titles } from './findings.ts';
import type { Style } from './style.ts';
import { wrapped } from './table.ts';

const colours: Readonly<Record<Severity, 'red' | 'yellow' | 'cyan' | 'dim'>> = {
  breaks: 'red',
  loses: 'red',
  differs: 'yellow',
  cosmetic: 'dim',
};

export interface AccountForm {
  /** Columns. */
  readonly width: number;
  /** All places, what is cosmetic, and what is carried. */
  readonly verbose: boolean;
}

/** So many places of one cause are shown; `--verbose` shows all. */
const mostPlaces = 3;

/**
 * An account for people, by what each difference costs, then by cause; what is cosmetic is counted, and what is carried
 * is told when asked.
 */
export function accountText(account: Account, form: AccountForm, style: Style): string {
  const { verbose } = form;
  const rest = [...acceptedLines(account, verbose, style), ...(verbose ? carriedLines(account, style) : [])];
  return findingsText(findings(account), form, style) + rest.map((line) => `${line}\n`).join('');
}

/** Causes for people, by what each costs. */
export function findingsText(found: readonly Finding[], { width, verbose }: AccountForm, style: Style): string {
  const lines = severities.flatMap((severity) => {
    const some = found.filter((one) => one.severity === severity);
    if (some.length === 0) return [];
    const count = some.reduce((sum, { places }) => sum + Math.max(places.length, 1), 0);
    if (severity === 'cosmetic' && !verbose)
      return [
        style.dim(
          `${count} cosmetic ${count === 1 ? 'difference' : 'differences'}: --verbose shows ${count === 1 ? 'it' : 'them'}`,
        ),
      ];
    const title = style[colours[severity]](`${titles[severity]} (${count}):`);
    return [title, ...some.flatMap((one) => findingLines(one, width, verbose, style))];
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** What is accepted is counted; each place with its reason is told when asked. */
function acceptedLines(account: Account, verbose: boolean, style: Style): readonly string[] {
  const places = differenceRows(account).flatMap(({ place, paths, accepted }) =>
    accepted === undefined ? [] : paths.map((path) => `    ${place}  ${path}: ${accepted}`),
  );
  if (places.length === 0) return [];
  if (verbose) return [style.dim(`Accepted (${places.length}):`), ...places.map((line) => style.dim(shownText(line)))];
  const which = places.length === 1 ? 'difference: --verbose shows it' : 'differences: --verbose shows them';
  return [style.dim(`${places.length} accepted ${which}`)];
}

/** Each place of what is carried, with the field that it became. */
function carriedLines(account: Account, style: Style): readonly string[] {
  const places = carriedRows(account).flatMap(({ place, paths, field }) =>
    paths.map((path) => ({ place: `${shownText(place)}  ${shownText(path)}`, field: shownText(field) })),
  );
  if (places.length === 0) return [];
  const width = Math.max(...places.map(({ place }) => place.length));
  return [
    style.green(`Carried (${places.length}):`),
    ...places.map(({ place, field }) => `    ${style.dim(place)}${' '.repeat(width - place.length)}  ${field}`),
  ];
}

function findingLines(
  { sentence, instead, places }: Finding,
  width: number,
  verbose: boolean,
  style: Style,
): readonly string[] {
  const shown = verbose || places.length <= mostPlaces + 1 ? places : places.slice(0, mostPlaces);
  const more = places.length - shown.length;
  const arrow = '-> ';
  const bullet = '- ';
  return [
    ...wrapped(shownText(sentence), width - 4).map((line, index) => `  ${index === 0 ? bullet : '  '}${line}`),
    ...(instead === ''
      ? []
      : wrapped(shownText(instead), width - 4 - arrow.length).map(
          (line, index) => `    ${index === 0 ? style.cyan(arrow) : ' '.repeat(arrow.length)}${line}`,
        )),
    ...shown.map((place) => style.dim(`    ${shownText(place)}`)),
    ...(more > 0 ? [style.dim(`    and ${more} more places`)] : []),
  ];
}
