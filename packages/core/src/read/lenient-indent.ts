import type { Edit } from '../diagnostic.ts';
import type { Source } from '../tree/source.ts';

/**
 * Docker's parser (libyaml's rules) does not care how the lines inside quotes and brackets are indented; the `yaml`
 * package does. These edits indent such lines as far as the quote or bracket that they belong to, which changes no value.
 */
export function lenientIndents(source: Source): readonly Edit[] {
  const edits: Edit[] = [];
  for (const { start, end, column } of flowStretches(source.text)) {
    for (
      let line = source.text.indexOf('\n', start) + 1;
      line > 0 && line < end;
      line = source.text.indexOf('\n', line) + 1
    ) {
      const indent = /^[ \t]*/.exec(source.text.slice(line, line + column + 1))?.[0].length ?? 0;
      const rest = source.text.slice(line + indent, line + indent + 2);
      if (indent >= column || rest === '' || /^\r?\n/.test(rest)) continue;
      edits.push({ span: { source, start: line, end: line }, text: ' '.repeat(column - indent) });
    }
  }
  return edits;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Where it starts in its line, from 0. */
  readonly column: number;
}

/** Quoted scalars and flow collections of a block text that take more than a line, in order. */
function flowStretches(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  /** The column of the entry whose plain value may go on in the next lines. */
  let plainAt: number | undefined;
  let at = 0;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const indent = /^ */.exec(text.slice(at, lineEnd))?.[0].length ?? 0;
    const content = text.slice(at + indent, lineEnd);
    const continues = plainAt !== undefined && indent > plainAt;
    if (/^\s*(?:#|$)/.test(content) || continues) {
      at = lineEnd + 1;
      continue;
    }
    plainAt = undefined;
    at = readLine(at, /^(?:---|\.\.\.)(?=\s|$)/.test(content) && indent === 0 ? at + 3 : at + indent);
  }
  return stretches;

  /** Reads the entries of a line; gives the start of the next line that is to be read. */
  function readLine(lineStart: number, from: number): number {
    let entry = -1;
    let line = lineStart;
    let lineEnd = endOfLine(text, from);
    let position = from;
    for (;;) {
      // A quote or bracket has ended in a later line. Looking for the line's ends at each entry would make long lines slow.
      if (position > lineEnd) {
        line = text.lastIndexOf('\n', position - 1) + 1;
        lineEnd = endOfLine(text, position);
      }
      position += lengthAt(position, /[ \t]*/y);
      const column = position - line;
      const first = text[position] ?? '';
      if (first === '#' || lengthAt(position, /[^\S\n]*(?=\n|$)/y, -1) >= 0) return lineEnd + 1;
      if (lengthAt(position, /[-?:](?=\s|$)/y) > 0) {
        if (first !== ':') entry = column;
        position += 1;
      } else if (first === '&' || first === '!') {
        position += lengthAt(position, /\S+/y);
      } else if (first !== '' && `"'[{`.includes(first)) {
        const end = endOfFlow(text, position);
        if (end > lineEnd) stretches.push({ start: position, end, column });
        else if (lengthAt(end, /[^\S\n]*:(?=\s|$)/y) > 0) entry = column;
        position = end;
      } else if (first === '|' || first === '>') {
        return afterBlock(lineEnd + 1, entry);
      } else {
        const key = lengthAt(position, /(?:(?!\s#)[^\n])*?:(?=\s|$)/y);
        if (key === 0) {
          plainAt = entry >= 0 ? entry : column - 1;
          return lineEnd + 1;
        }
        entry = column;
        position += key;
      }
    }
  }

  /** How much of the text a sticky expression takes at a place. */
  function lengthAt(position: number, expression: RegExp, otherwise = 0): number {
    expression.lastIndex = position;
    return expression.exec(text)?.[0].length ?? otherwise;
  }

  /** The first line behind a block scalar of an entry in that column. */
  function afterBlock(from: number, entry: number): number {
    let line = from;
    while (line < text.length) {
      const lineEnd = endOfLine(text, line);
      const written = text.slice(line, lineEnd);
      if (written.trim() !== '' && (/^ */.exec(written)?.[0].length ?? 0) <= entry) return line;
      line = lineEnd + 1;
    }
    return line;
  }
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Where a quoted scalar or flow collection ends; the end of the text when it is not closed. */
function endOfFlow(text: string, start: number): number {
  const closing: string[] = [];
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") {
      const quoted = character === '"' ? /"(?:[^"\\]|\\[\s\S])*"/y : /'(?:[^']|'')*'/y;
      quoted.lastIndex = at;
      const match = startsToken(text, at, start) ? quoted.exec(text)?.[0] : character;
      if (match === undefined) return text.length;
      at += match.length;
    } else {
      if (character === '[' || character === '{') closing.push(character === '[' ? ']' : '}');
      else if (character === closing.at(-1)) closing.pop();
      else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) at = endOfLine(text, at) - 1;
      at += 1;
    }
    if (closing.length === 0) return at;
  }
  return at;
}

/** Whether a quote opens a scalar and does not stand inside a plain one. */
function startsToken(text: string, at: number, start: number): boolean {
  return at === start || /[[{,:\s]/.test(text[at - 1] ?? '');
}
