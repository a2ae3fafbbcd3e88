import { describe, expect, it } from 'vitest';
import { applyEdits, editsFor, spansBefore } from './edits.ts';

const source = { file: 'x', text: 'abcdef' };
const edit = (start: number, end: number, text: string) => ({ span: { source, start, end }, text });

describe('applyEdits', () => {
  it('applies edits in any order', () => {
    expect(applyEdits(source, [edit(4, 5, 'E'), edit(1, 1, '-'), edit(2, 4, '')])).toBe('ab'.replace('b', '-b') + 'Ef');
  });

  it('refuses edits that overlap', () => {
    expect(applyEdits(source, [edit(1, 3, 'x'), edit(2, 4, 'y')])).toBeUndefined();
  });

  it('refuses edits of other sources', () => {
    expect(applyEdits({ file: 'x', text: 'abcdef' }, [edit(1, 3, 'x')])).toBeUndefined();
  });
});

describe('editsFor', () => {
  it('leaves mends that touch an earlier one to the next round', () => {
    const mends = [[edit(1, 2, 'x')], [edit(2, 3, 'y')], [edit(5, 6, 'z')]];
    const chosen = editsFor(
      source,
      mends.map((edits) => ({ mend: { title: 't', edits } })),
    );
    expect(chosen.map(({ text }) => text)).toEqual(['x', 'z']);
  });
});

describe('spansBefore', () => {
  it('finds the place in the text before the edits', () => {
    const edits = [edit(1, 1, '--'), edit(3, 5, '+')];
    // a--bc+f
    expect(applyEdits(source, edits)).toBe('a--bc+f');
    const before = spansBefore(source, edits);
    expect(before(3, 4)).toMatchObject({ start: 1, end: 2 });
    expect(before(6, 7)).toMatchObject({ start: 5, end: 6 });
  });
});
