import type { Source } from '../../tree/source.ts';
import type { Explanation } from './problem.ts';
import type { Fault, Token } from '../yaml/token.ts';

/** What it means that the parser did not expect a token. */
export function parserProblem(source: Source, fault: Fault): Explanation {
  const { name, token, before, start, end } = fault;
  const quote = earlierQuote(source, token, before);
  if (quote) return quote;
  switch (name) {
    case 'comma':
      return gluedColon(source, token, before) ?? question(source, token, before) ?? missingComma(source, fault);
    case 'content':
      return startingColon(source, token) ?? noContent(source, fault);
    case 'item':
      if (isFirstInLine(source, start) && token?.kind !== 'block-map')
        return {
          code: 'bad-indent',
          message: 'this line is among the items of a list, but does not start with "- "',
        };
      break;
    case 'document-start':
      if (before?.kind === 'tag-directive' || before?.kind === 'version-directive')
        return { message: 'after a directive the document must start with ---' };
      break;
    default:
  }
  if ((name === 'key' || name === 'item' || name === 'document-start') && isFirstInLine(source, start))
    return {
      code: 'bad-indent',
      message: 'this line is not indented as the lines that it belongs to',
      span: wordAt(source, start, end),
      hint: 'entries of one mapping or list start in the same column',
    };
  return { message: unexpected(source, start, end) };
}

/** `"a` goes on to the next quote, some lines below, behind which a word is. */
function earlierQuote(source: Source, token: Token | undefined, before: Token | undefined): Explanation | undefined {
  const quote = source.text[before?.start ?? -1];
  if (!before || before.kind !== 'scalar' || before.plain || (quote !== '"' && quote !== "'")) return undefined;
  const newline = source.text.indexOf('\n', before.start);
  if (token?.start !== before.end || newline < 0 || newline >= before.end) return undefined;
  return {
    code: 'unclosed-quote',
    message: `the closing ${quote === '"' ? 'double' : 'single'} quote is missing`,
    span: { source, start: before.start, end: newline },
    hint: 'the text from here to the next quote was taken for one value',
  };
}

/** `{a:{}}`. */
function gluedColon(source: Source, token: Token | undefined, before: Token | undefined): Explanation | undefined {
  const opens = token?.kind === 'flow-map' || token?.kind === 'flow-seq';
  if (!opens || !before?.plain || before.end !== token.start || !before.value.endsWith(':')) return undefined;
  const at = { source, start: token.start, end: token.start };
  return {
    code: 'missing-space',
    message: `the colon after \`${before.value.slice(0, -1)}\` needs a space behind it`,
    span: { source, start: before.start, end: before.end },
    mend: { title: 'put a space after the colon', edits: [{ span: at, text: ' ' }] },
  };
}

/** In brackets a question mark before a space starts a key, also inside a word. */
function question(source: Source, token: Token | undefined, before: Token | undefined): Explanation | undefined {
  if (token?.kind !== 'key' || source.text[token.start] !== '?' || before?.kind !== 'scalar') return undefined;
  const message = 'inside brackets a word cannot hold a question mark before a space';
  return { message, span: { source, start: before.start, end: token.end }, hint: 'put it in quotes' };
}

function missingComma(source: Source, { from, token, before }: Fault): Explanation {
  const isLong = (from: number, to: number): boolean => source.text.slice(from, to).includes('\n');
  const isBehindColon = token?.kind === 'value' && before?.kind === 'scalar';
  if (isBehindColon && !isLong(before.start, before.end)) {
    const span = { source, start: before.start, end: token.end };
    return { message: 'a key in { } and its colon must appear on one line', span };
  }
  const isNextLine =
    before !== undefined && token !== undefined && isLong(before.end, token.start) && isKey(source, token);
  if (isBehindColon || isNextLine || token?.kind.endsWith('-end')) return unclosed(source, from);
  return { message: 'a comma is missing between two entries' };
}

const isKey = (source: Source, { kind, end }: Token): boolean =>
  kind === 'key' || /^[ \t]*:(?:\s|$)/.test(source.text.slice(end, end + 20));

const unclosed = (source: Source, start: number): Explanation => ({
  message: `the closing ${source.text[start] === '{' ? '}' : ']'} is missing`,
  span: { source, start, end: start + 1 },
});

/** `{a: ::1}`. */
function startingColon(source: Source, token: Token | undefined): Explanation | undefined {
  if (token?.kind !== 'value') return undefined;
  const [word = ':'] = /^[^\s,[\]{}]+/.exec(source.text.slice(token.start, token.start + 200)) ?? [];
  const span = { source, start: token.start, end: token.start + word.length };
  return {
    message: 'inside { } a value cannot start with a colon unless it is quoted',
    span,
    hint: 'put the value in quotes',
    mend: { title: 'quote the value', edits: [{ span, text: `"${word}"` }] },
  };
}

function noContent(source: Source, { token, from, start, end }: Fault): Explanation {
  if (token?.kind === 'stream-end' && from < start) return unclosed(source, from);
  if (token?.kind === 'entry') return { message: 'an indented block cannot appear inside [ ] or { }' };
  return { message: unexpected(source, start, end) };
}

function unexpected(source: Source, start: number, end: number): string {
  const span = wordAt(source, start, end);
  const written = source.text.slice(span.start, span.end).split('\n')[0]?.trim() ?? '';
  return written === '' ? 'something is missing here' : `${JSON.stringify(written)} is not expected here`;
}

/** A token that the scanner put in is empty: what is there is meant. */
function wordAt(source: Source, start: number, end: number): { source: Source; start: number; end: number } {
  if (end > start) return { source, start, end };
  const [word = ''] = /^[^\n\r]*/.exec(source.text.slice(start, start + 200)) ?? [];
  return { source, start, end: start + word.trimEnd().length };
}

function isFirstInLine(source: Source, at: number): boolean {
  return source.text.slice(source.text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}
