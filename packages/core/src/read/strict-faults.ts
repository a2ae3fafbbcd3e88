import { CST, Lexer } from 'yaml';
import type { Source } from '../tree/source.ts';
import type { Problem } from './syntax-problem.ts';

/** Nothing of what is looked for can stand in a text without one of these; most texts are not lexed a second time. */
const suspicious = /\t|![^\s"']{0,200}[^\w\s"'!/:.-]|(?:[{,"'\]}]:?|\s):[^\s]|[^,[{]\?\s/;

/** Of a text that is full of them more are of no use. */
const mostFaults = 100;

/** What a tag is made of. Source: go-yaml's `isTagURIChar`. */
const tagText = /^!(?:<[^>]*>|[\w;/?:@&=+$.!~*'()%-]*)/;

/**
 * What the `yaml` package reads and Docker's parser refuses: tabs where a line, an item or the text of a block starts,
 * brackets, commas and other signs in a tag, in `{ }` values that start with a colon, and in brackets words with a `? `.
 * Source: go-yaml v4's scanner, which keeps to libyaml.
 */
export function strictFaults(source: Source): readonly Problem[] {
  if (!suspicious.test(source.text)) return [];
  const { text } = source;
  const faults: Problem[] = [];
  const open: string[] = [];
  let at = 0;
  let lineStart = 0;
  let isScalar = false;
  /** The lexeme before, spaces included; empty at the start of a line. */
  let before = '';
  /** Where the last key or dash of a line stands, from 0. */
  let entry = 0;
  /** Where the last scalar or quote starts, and whether it is a plain one that blank lines may follow. */
  let scalarAt = 0;
  let endsInPlain = false;
  /** The last token that is neither space nor comment, and the header of the block scalar that comes next. */
  let mark: string | null = null;
  let header: string | undefined;

  const fault = (start: number, end: number, problem: Pick<Problem, 'code' | 'message' | 'hint' | 'mend'>): void => {
    if (faults.length < mostFaults) faults.push({ ...problem, span: { source, start, end } });
  };

  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR)) {
      isScalar = lexeme === CST.SCALAR;
      continue;
    }
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = false;
    const flow = open.at(-1);
    if (type === 'space' && flow === undefined && lexeme.includes('\t')) checkTab(lexeme);
    if (/^!/.test(before) && /^[,[\]{}]/.test(text.slice(at, at + 1)))
      fault(at, at + 1, {
        code: 'yaml-syntax',
        message: `a tag cannot hold "${text.charAt(at)}": it needs a space after it`,
      });
    if (type === 'tag') checkTag(lexeme);
    if (type === 'scalar' && flow !== undefined) checkQuestion(lexeme);
    if (type === 'scalar' && header !== undefined) checkBlock(lexeme);
    if (type === 'scalar' && flow === '{' && lexeme.startsWith(':') && mark !== 'comma')
      fault(at, at + lexeme.length, {
        code: 'yaml-syntax',
        message: 'inside { } a value cannot start with a colon unless it is quoted',
        hint: 'put the value in quotes',
        mend: {
          title: 'quote the value',
          edits: [{ span: { source, start: at, end: at + lexeme.length }, text: `"${lexeme}"` }],
        },
      });
    note(lexeme, type);
    at += lexeme.length;
  }
  return faults;

  function note(lexeme: string, type: ReturnType<typeof CST.tokenType> | 'scalar'): void {
    if (type === 'block-scalar-header') header = lexeme;
    else if (type === 'scalar') header = undefined;
    if (type !== 'space' && type !== 'newline' && type !== 'comment') mark = type;
    if (type === 'flow-map-start' || type === 'flow-seq-start') open.push(lexeme);
    else if (type === 'flow-map-end' || type === 'flow-seq-end') open.pop();
    if (type === 'newline') {
      lineStart = at + lexeme.length;
      before = '';
      return;
    }
    if (type === 'space') {
      if (before !== '') before = lexeme;
      return;
    }
    if (type === 'scalar' || type === 'single-quoted-scalar' || type === 'double-quoted-scalar') scalarAt = at;
    else if (type === 'seq-item-ind') entry = at - lineStart;
    else if (type === 'map-value-ind' && scalarAt >= lineStart) entry = scalarAt - lineStart;
    endsInPlain = type === 'scalar' && lexeme !== '';
    before = lexeme;
    const lastLine = lexeme.lastIndexOf('\n');
    if (lastLine >= 0) lineStart = at + lastLine + 1;
  }

  function checkTag(lexeme: string): void {
    const legal = tagText.exec(lexeme)?.[0].length ?? 0;
    if (legal === lexeme.length) return;
    const message = `a tag cannot hold "${lexeme.charAt(legal)}"`;
    fault(at, at + lexeme.length, { code: 'yaml-syntax', message });
  }

  /** In brackets a question mark before a space starts a key, also inside a word. */
  function checkQuestion(lexeme: string): void {
    const question = /[^]\?(?=\s|$)/.exec(lexeme);
    if (!question || !/\s/.test(text[at + question.index + 2] ?? '')) return;
    const message = 'inside brackets a word cannot hold a question mark before a space';
    fault(at, at + lexeme.length, { code: 'yaml-syntax', message, hint: 'put it in quotes' });
  }

  /** Where the indentation of a block is to be seen from its first line, that cannot have a tab in it. */
  function checkBlock(lexeme: string): void {
    const tab = /^(?: *\r?\n)* *\t/.exec(lexeme);
    if (!tab || /[1-9]/.test(header ?? '')) return;
    const message = 'the first line of a block cannot start with a tab';
    fault(at + tab[0].length - 1, at + tab[0].length, { code: 'tab-indent', message, hint: 'indent with spaces' });
  }

  /** A tab in the block context: at the start of a line, or behind the dash of an item. */
  function checkTab(lexeme: string): void {
    const starts = before === '';
    if (!starts && before !== '-') return;
    const tab = at + lexeme.indexOf('\t');
    const blank = /^[ \t]*(?:\r?\n|$)/.test(text.slice(tab, tab + 200));
    if (starts && blank && endsInPlain && tab - lineStart > entry) return;
    const message = starts
      ? 'a line cannot start with a tab, not even an empty one'
      : 'a tab cannot follow the dash of an item';
    const end = at + lexeme.length;
    fault(tab, tab + 1, {
      code: 'tab-indent',
      message,
      mend: {
        title: blank ? 'remove the white space' : 'write a space instead',
        edits: [{ span: { source, start: at, end }, text: blank ? '' : ' '.repeat(lexeme.length) }],
      },
    });
  }
}
