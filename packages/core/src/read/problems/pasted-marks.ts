import type { Source } from '../../tree/source.ts';
import type { Problem } from './problem.ts';

/** Lines with the fences of Markdown, which come along when a block of a page is copied. */
export function fences(source: Source): readonly Problem[] {
  return [...source.text.matchAll(/^[ \t]*(```|~~~)[\w.-]*[ \t]*\r?(?:\n|$)/gm)].map(
    ({ 0: line, 1: mark = '', index }) => {
      const start = index + line.indexOf(mark);
      return {
        code: 'yaml-syntax',
        message: `this line is a fence of Markdown (${mark}), not YAML`,
        span: { source, start, end: start + line.trim().length },
        mend: {
          title: 'delete the line',
          edits: [{ span: { source, start: index, end: index + line.length }, text: '' }],
        },
      };
    },
  );
}

/** The signs of a diff before lines: one problem for all, at the first. A lone `-` begins an item; a `+` begins nothing. */
export function diffMarks(source: Source): readonly Problem[] {
  const added = /^\+(?:\+\+ .*| *(?:- )?["'\w.$<-]+(?::(?: .*)?| .*)?\r?)$/m.exec(source.text);
  if (!added) return [];
  return [
    {
      code: 'yaml-syntax',
      message: 'this line has the mark of a diff: the file is a patch, or has parts of one',
      span: { source, start: added.index, end: added.index + 1 },
      hint: 'apply it with `git apply` or `patch`; or delete the lines with - and the signs + before the others',
    },
  ];
}
