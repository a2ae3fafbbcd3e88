import type { Edit } from '../../report/diagnostic.ts';
import type { Source } from '../../tree/source.ts';
import type { Problem } from './problem.ts';

/**
 * Tabs as indentation, in a text where nothing else indents: then it is plain how deep each line is. In others the
 * parser's own error is left, without a mend.
 */
export function tabIndents(source: Source): readonly Problem[] {
  const indented = [...source.text.matchAll(/^[ \t]+(?=[^\s#])/gm)];
  const [first] = indented;
  if (!first || !indented.every(([indentation]) => /^\t+$/.test(indentation))) return [];
  const edits: Edit[] = [...source.text.matchAll(/^\t+(?=\S)/gm)].map(({ 0: { length }, index }) => ({
    span: { source, start: index, end: index + length },
    text: '  '.repeat(length),
  }));
  return [
    {
      code: 'tab-indent',
      message: 'tabs cannot indent in YAML',
      span: { source, start: first.index, end: first.index + first[0].length },
      mend: { title: 'indent with two spaces instead of each tab', edits },
    },
  ];
}
