import { CST, Lexer } from 'yaml';
import type { Source } from '../tree/source.ts';
import { lineOf } from '../tree/source.ts';
import type { Problem } from './syntax-problem.ts';

/**
 * The first line behind a block scalar that a tab indents: to YAML a tab is text, so that a line with fewer spaces than
 * the first one ends the scalar. Editors show it as indented like the others.
 */
export function tabsInBlocks(source: Source): readonly Problem[] {
  const { text } = source;
  /** The line of a header, until its scalar has been read. */
  let line: number | undefined;
  let isContent = false;
  let at = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const type = CST.tokenType(lexeme);
    // Marks of the lexer that stand for no text; behind that of a scalar comes its text, whatever it looks like.
    const isMark: boolean = !isContent && (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END);
    if (!isMark) at += lexeme.length;
    if (type === 'block-scalar-header') line = lineOf(source, at - 1);
    else if (isContent && line !== undefined) {
      const span = tabBehind(source, at);
      if (span) return [problemAt(span, line)];
      line = undefined;
    }
    isContent = isMark && lexeme === CST.SCALAR;
  }
  return [];
}

/** The indentation of the line at the end of a block scalar, where it has a tab and something stands behind it. */
function tabBehind(source: Source, end: number): Problem['span'] | undefined {
  const start = source.text.lastIndexOf('\n', end - 1) + 1;
  const indentation = /[ \t]*/y;
  indentation.lastIndex = start;
  const [found = ''] = indentation.exec(source.text) ?? [];
  const behind = source.text[start + found.length] ?? '\n';
  const isTabbed = found.includes('\t') && start + found.length >= end && !/\s/.test(behind);
  return isTabbed ? { source, start, end: start + found.length } : undefined;
}

function problemAt(span: Problem['span'], line: number): Problem {
  return {
    code: 'tab-indent',
    message: `a tab cannot indent: the text that starts below line ${line} ends here, because this line has fewer spaces`,
    span,
    hint: 'write spaces instead of the tab, as many as the text needs',
  };
}
