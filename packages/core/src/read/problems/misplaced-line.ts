import type { Mend } from '../../report/diagnostic.ts';
import { placeAt } from '../../keys/place.ts';
import { pathText } from '../../tree/node.ts';
import type { Source, Span } from '../../tree/source.ts';
import type { BlockLine } from './block-lines.ts';
import type { Problem } from './problem.ts';

/** A block mapping or list that is open at a line, with its last entry. */
export interface Level {
  readonly column: number;
  readonly kind: 'map' | 'seq';
  readonly step: string | number;
  readonly filled: BlockLine['filled'];
  /** Of its entries so far; they are added as the lines go by. */
  readonly names: Set<string>;
  /** Of the last entry. */
  readonly span: Span;
}

/** A line that belongs nowhere, with the levels that it may have been meant for. */
export interface Lost {
  readonly why: 'between' | 'filled' | 'tab' | 'mixed';
  readonly candidates: readonly number[];
  /** Where it is mixed: the mapping with an item in the column of its keys, or the list with a key among its items. */
  readonly among?: number;
}

/** What is said of a line that belongs nowhere, with the mend that there may be. */
export function misplacedLine(
  source: Source,
  levels: readonly Level[],
  line: BlockLine,
  { why, candidates, among }: Lost,
  mend: Mend | undefined,
): Problem {
  const span = { source, start: line.start, end: line.end };
  const more = mend ? { mend } : {};
  if (why === 'tab') {
    const hint = mend ? {} : { hint: 'indent with spaces' };
    return { code: 'tab-indent', message: 'a tab cannot indent', span: indentation(source, line), ...hint, ...more };
  }
  if (among !== undefined) return mixed(source, levels, line, { among, mend });
  const top = levels.at(-1);
  if (why === 'filled' && top) {
    const what = typeof top.step === 'number' ? 'the item' : `\`${top.step}\``;
    return {
      code: 'bad-indent',
      message: `this line is indented as if it belonged to ${what} above, which has a value already`,
      span,
      related: [{ message: 'the value is here', span: top.span }],
      ...(mend ? {} : { hint: 'entries of one mapping start in the same column' }),
      ...more,
    };
  }
  const places = [...new Map(candidates.map((seat) => [levels[seat]?.column, seat])).values()].toReversed();
  const related = places.flatMap((seat) => {
    const level = levels[seat];
    if (!level) return [];
    const holder = pathText(levels.slice(0, seat).map(({ step }) => step)) || 'the top level';
    return [{ message: `entries of ${holder} start in column ${level.column + 1}`, span: level.span }];
  });
  return {
    code: 'bad-indent',
    message: `this line starts in column ${line.column + 1}, where nothing that it could belong to starts`,
    span,
    related,
    ...(mend ? {} : { hint: 'entries of one mapping or list start in the same column' }),
    ...more,
  };
}

interface Mixed {
  readonly among: number;
  readonly mend: Mend | undefined;
}

/** An item in the column of keys, or a key in the column of items. */
function mixed(source: Source, levels: readonly Level[], line: BlockLine, { among, mend }: Mixed): Problem {
  const level = levels[among];
  const path = levels.slice(0, among).map(({ step }) => step);
  const holder = pathText(path) || 'the top level';
  const [, name] = /^(?:- +)?([\w.-]+)(?:=|: *\S)/.exec(source.text.slice(line.start, line.end)) ?? [];
  const takesBoth = placeAt(path)?.item !== undefined && placeAt(path)?.named !== undefined && name !== undefined;
  const written = line.kind === 'seq' ? `${name}: VALUE` : `- ${name}=VALUE`;
  const advice =
    line.kind === 'seq' ? 'indent the item below the key that it belongs to' : 'start the line with a dash';
  return {
    code: 'bad-indent',
    message:
      line.kind === 'seq'
        ? `a list item among the keys of ${holder}: one value is a list or a mapping, not both`
        : `a key among the items of ${holder}: one value is a list or a mapping, not both`,
    span: { source, start: line.start, end: line.end },
    ...(level && {
      related: [{ message: `the last ${level.kind === 'map' ? 'key' : 'item'} before`, span: level.span }],
    }),
    ...(mend ? { mend } : { hint: takesBoth ? `write \`${written}\`, as the lines above` : advice }),
  };
}

/** Of a line, as it is written. */
export function indentation(source: Source, { lineStart, column }: BlockLine): Span {
  return { source, start: lineStart, end: lineStart + column };
}
