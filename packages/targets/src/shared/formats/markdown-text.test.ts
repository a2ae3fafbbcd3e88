import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { markdownText } from './markdown-text.ts';

const decoded = (html: string): string =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&');

/** What a reader of the page sees; links that GitHub makes of addresses show the same text. */
const shown = (html: string | undefined): string | undefined =>
  html === undefined ? undefined : decoded(html.replace(/<\/?a\b[^>]*>/g, ''));

const inCell = (text: string) =>
  shown(
    /<td>([^]*?)<\/td>/.exec(marked.parse(`| A | B |\n| --- | --- |\n| ${markdownText(text)} | x |\n`) as string)?.[1],
  );
const inParagraph = (text: string) =>
  shown(/<p>([^]*?)<\/p>/.exec(marked.parse(`${markdownText(text)}\n`) as string)?.[1]);

describe.each([
  ['cell', inCell],
  ['paragraph', inParagraph],
])('in a %s', (_, read) => {
  it.each([
    'nginx:1.29',
    'DB_HOST',
    '_a_ *b* `c` ~d~',
    'a|b',
    '<b>&amp;&#65;</b>',
    '[x](y)',
    '{{ x }} ${y}',
    'a\nb\n\n# c',
    '1. one',
    '- a',
    '  a  b ',
    '\\',
    '$x$',
    '"q"',
    '=',
    '===',
  ])('%j is shown as it is', (text) => expect(read(text)).toBe(text));

  it('any text is shown as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-a-c1 .\n|\\`*_{}[\]()#+!<>&;~$"'=]{1,12}$/), (text) => {
        expect(read(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

it('leaves plain text as it is', () => {
  for (const text of ['nginx:1.29', 'DB_HOST', './data', '127.0.0.1:53', 'a (b)', 'http://x/y?z=1'])
    expect(markdownText(text)).toBe(text);
});
