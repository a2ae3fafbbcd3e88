import { describe, expect, it } from 'vitest';
import { positionOf } from '../../tree/source.ts';
import { conflictMarkers } from './conflict-markers.ts';

/** The lines of each conflict, and what is said of it. */
const conflicts = (...lines: readonly string[]) =>
  conflictMarkers({ file: 'compose.yaml', text: lines.join('\n') }).map(({ span, related = [], message }) => {
    const lineOf = (one: typeof span) => positionOf(one.source, one.start).line;
    return `${[span, ...related.map((one) => one.span)].map(lineOf).join()}: ${message}`;
  });

const ours = '<<<<<<< HEAD';
const base = '||||||| 1a2b3c4';
const middle = '=======';
const theirs = '>>>>>>> main';
const alone = 'a mark of a merge conflict was left behind';

describe('conflictMarkers', () => {
  it('takes the marks of one conflict together', () => {
    expect(conflicts('a: 1', ours, 'b: 1', base, 'b: 0', middle, 'b: 2', theirs)).toEqual([
      '2,4,6,8: an unresolved merge conflict between HEAD and main',
    ]);
    expect(conflicts('<<<<<<<', middle, theirs)).toEqual(['1,2,3: an unresolved merge conflict']);
  });

  it('tells several conflicts apart, also where the first has no end', () => {
    const both = ['between HEAD and main', 'between HEAD and main'].map(
      (sides) => `an unresolved merge conflict ${sides}`,
    );
    expect(conflicts(ours, middle, theirs, ours, middle, theirs)).toEqual([`1,2,3: ${both[0]}`, `4,5,6: ${both[1]}`]);
    expect(conflicts(ours, middle, ours, middle, theirs)).toEqual([
      '1,2: an unresolved merge conflict',
      `3,4,5: ${both[1]}`,
    ]);
  });

  it('takes what is behind an end, or has no beginning, for left behind', () => {
    expect(conflicts(ours, middle, theirs, middle, theirs)).toEqual([
      '1,2,3: an unresolved merge conflict between HEAD and main',
      `4: ${alone}`,
      `5: ${alone}`,
    ]);
    expect(conflicts(ours)).toEqual([`1: ${alone}`]);
  });

  it('finds none where nothing but a line of equals signs is', () => {
    expect(conflicts('a: |', middle, '  b', ' <<<<<<< HEAD', '<<<<<<<<', '>>>>>>>main')).toEqual([]);
  });
});
