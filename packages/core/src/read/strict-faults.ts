import { CST, Lexer } from 'yaml';
import type { Source } from '../tree/source.ts';
import type { Problem } from './syntax-problem.ts';

/** Nothing of what is looked for can stand in a text without one of these; most texts are not lexed a second time. */
const suspicious = /\t|![^\s"']*[,[\]{}]|(?:[{,]|\s):[^\s]/;

/**
 * What the `yaml` package reads and Docker's parser refuses: tabs where a line or an item starts, brackets and commas
 * behind a tag, and in `{ }` values that start with a colon.
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

  const fault = (start: number, end: number, problem: Pick<Problem, 'code' | 'message' | 'hint' | 'mend'>): void => {
    faults.push({ ...problem, span: { source, start, end } });
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
    if (type === 'scalar' && flow === '{' && lexeme.startsWith(':'))
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
