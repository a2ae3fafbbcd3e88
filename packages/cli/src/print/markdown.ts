import type { Diagnostic } from '@transpose/core';
import { diagnosticJson } from '@transpose/core';
import type { Account } from '@transpose/targets';
import { severities } from '@transpose/targets';
import { totals } from './account.ts';
import { findings, titles } from './findings.ts';

/** So many places of one cause are told: a comment is read, not searched. */
const mostPlaces = 10;

/** Diagnostics and an account as a comment on a pull request. */
export function markdownReport(
  target: string,
  diagnostics: readonly Diagnostic[],
  account: Account | undefined,
): string {
  const problems = diagnostics.map(diagnosticJson).map(({ severity, code, message, hint, file, line, column }) => {
    const place = file === undefined ? '' : ` ${codeText(`${file}:${line ?? 1}:${column ?? 1}`)}`;
    return `- **${severity}** ${codeText(code)}: ${plain(message)}${hint === undefined ? '' : ` (${plain(hint)})`}${place}`;
  });
  const sections = account ? severities.flatMap((severity) => sectionOf(account, severity)) : [];
  return [
    `### Transpose to ${target}: ${account ? totals(account) : 'not converted'}`,
    ...(problems.length > 0 ? ['', ...problems] : []),
    ...sections,
    '',
  ].join('\n');
}

/** What is cosmetic is folded. */
function sectionOf(account: Account, severity: (typeof severities)[number]): readonly string[] {
  const some = findings(account).filter((one) => one.severity === severity);
  if (some.length === 0) return [];
  const lines = some.map(({ sentence, instead, places }) => {
    const shown = places.slice(0, mostPlaces).map((place) => codeText(place.replace(/ +/g, ' ')));
    const more = places.length > mostPlaces ? [`${places.length - mostPlaces} more`] : [];
    const where = [...shown, ...more].join(', ');
    return `- ${plain(sentence)}${instead === '' ? '' : `. ${plain(instead)}`}${where === '' ? '' : `<br>${where}`}`;
  });
  const title = `${titles[severity]} (${some.length})`;
  return severity === 'cosmetic'
    ? ['', `<details><summary>${title}</summary>`, '', ...lines, '', '</details>']
    : ['', `#### ${title}`, '', ...lines];
}

/** Text of a project that means nothing to Markdown or HTML. */
const plain = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>#|~@!:]/g, (sign) => (sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : `\\${sign}`))
    .replace(/\s+/g, ' ');

/** A span of code that ends where the text does. */
function codeText(text: string): string {
  const line = text.replace(/\s/g, ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}
