import type { Source } from '../tree/source.ts';
import { lineOf } from '../tree/source.ts';
import type { Problem } from './syntax-problem.ts';

/** The key or dash of a block scalar, at the end of its line: `command: |`, `- >-`. */
const header = /^( *)(?:.*[:-]|-)[ \t]+(?:[&!]\S+[ \t]+)*[|>][-+1-9]{0,2}[ \t]*(?:#.*)?$/;

/**
 * Lines of block scalars that a tab indents: to YAML a tab is text, so that a line with fewer spaces than the first one
 * ends the scalar. Editors show it as indented like the others.
 */
export function tabsInBlocks(source: Source): readonly Problem[] {
  const problems: Problem[] = [];
  let block: { readonly line: number; readonly parent: number; indent: number | undefined } | undefined;
  let start = 0;
  for (const written of source.text.split('\n')) {
    const spaces = /^ */.exec(written)?.[0].length ?? 0;
    const tabs = /^\t+/.exec(written.slice(spaces))?.[0].length ?? 0;
    const isBlank = written.trim() === '';
    if (block && !isBlank && spaces < (block.indent ?? block.parent + 1)) {
      if (tabs > 0) problems.push(tabIn(source, start, spaces + tabs, block.line));
      // What follows belongs to the scalar as well, or the first line without a tab ends it.
      else block = undefined;
    } else if (block && !isBlank) block.indent ??= spaces;
    if (!block && header.test(written)) block = { line: lineOf(source, start), parent: spaces, indent: undefined };
    start += written.length + 1;
  }
  return problems.slice(0, 1);
}

function tabIn(source: Source, start: number, length: number, line: number): Problem {
  return {
    code: 'tab-indent',
    message: `a tab cannot indent: the text that starts below line ${line} ends here, because this line has fewer spaces`,
    span: { source, start, end: start + length },
    hint: 'write spaces instead of the tab, as many as the text needs',
  };
}
