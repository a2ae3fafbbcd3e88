import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { Evaluation, Template } from './template.ts';
import { evaluate, isLiteral, parseTemplate } from './template.ts';

const variables: Readonly<Record<string, string>> = {
  A: '1',
  B: '2',
  E: '',
  SET: 'v',
  INNER: 'i',
  _A1: 'u',
  T: '$A ${A}',
};
const lookup = (name: string): string | undefined => variables[name];
const run = (text: string): Evaluation => evaluate(parseTemplate(text), lookup);

describe('values', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['x:$A', 'x:1'],
    ['${A}-slim', '1-slim'],
    ['$_A1$A-x', 'u1-x'],
    ['$Aé', '1é'],
    ['${A}${B}', '12'],
    ['$$A', '$A'],
    ['$${A}', '${A}'],
    ['$$$A', '$1'],
    ['$$$$A', '$$A'],
    ['a$$', 'a$'],
    ['100$', '100$'],
    ['$1 $. $', '$1 $. $'],
    ['[${NOPE:-d}][${E:-d}][${SET:-d}]', '[d][d][v]'],
    ['[${NOPE-d}][${E-d}][${SET-d}]', '[d][][v]'],
    ['[${NOPE:+r}][${E:+r}][${SET:+r}]', '[][][r]'],
    ['[${NOPE+r}][${E+r}][${SET+r}]', '[][r][r]'],
    ['${SET:?m}${E?m}', 'v'],
    ['${NOPE:-two words}', 'two words'],
    ['${NOPE:-"q" it\'s}', '"q" it\'s'],
    ['${NOPE:-http://h:80/p?q=1}', 'http://h:80/p?q=1'],
    ['${NOPE-a:-b}', 'a:-b'],
    ['${SET:+a:-b}', 'a:-b'],
    ['${NOPE:-{"k":1}}', '{"k":1}'],
    ['${NOPE:-a}b}', 'ab}'],
    ['${A:-x}}tail', '1}tail'],
    ['${A:-x}/${B:-y}/${C:-z}', '1/2/z'],
    ['${A-x}-${B:?no}', '1-2'],
    ['${SET:+${INNER}}', 'i'],
    ['${SET+a${NOPE:-b}c}', 'abc'],
    ['${NOPE:-$$HOME}${NOPE:-$${X}}', '$HOME${X}'],
    ['${SET:-${NOPE:?never}}', 'v'],
    ['${SET:-${}}', 'v'],
    ['${T}', '$A ${A}'],
    ['one=${A}\ntwo=${NOPE:-x}\n$$three\n', 'one=1\ntwo=x\n$three\n'],
  ])('%j gives %j', (text, value) => {
    expect(run(text)).toMatchObject({ ok: true, value });
  });

  test('tells which variables it used and which were not there', () => {
    expect(run('$A ${NOPE} ${GONE:-$OTHER} ${A} ${MAYBE+x}')).toEqual({
      ok: true,
      value: '1   1 ',
      used: ['A', 'NOPE', 'GONE', 'OTHER', 'MAYBE'],
      unset: ['NOPE', 'OTHER'],
    });
  });

  test('text without a dollar is its own value', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('$')),
        (text) => {
          expect(run(text)).toMatchObject({ ok: true, value: text, used: [] });
          expect(isLiteral(parseTemplate(text))).toBe(true);
        },
      ),
    );
  });

  test('doubling every dollar keeps any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'A', ':', '-', '\n') }), (text) => {
        expect(run(text.replaceAll('$', '$$$$'))).toMatchObject({ ok: true, value: text });
      }),
    );
  });
});

describe('errors', () => {
  test.each([
    ['x:${', 2],
    ['x:${}', 2],
    ['x:${1TAG}', 2],
    ['x:${TAG', 2],
    ['${V:x}', 0],
    ['a ${NOPE:-b\nc}', 2],
    ['${NOPE:-${}}', 8],
    ['$A ${NOPE:-${B x}} ${', 11],
  ])('%j is invalid at %i', (text, at) => {
    expect(run(text)).toMatchObject({ ok: false, at, problem: { kind: 'invalid' } });
  });

  test.each([
    ['x:${TAG:?please set TAG}', 2, 'required variable TAG is missing a value: please set TAG'],
    ['${E:?empty}', 0, 'required variable E is missing a value: empty'],
    ['${TAG?}', 0, 'required variable TAG is missing a value'],
    ['${TAG:?ask ${WHO:-$B}}', 0, 'required variable TAG is missing a value: ask 2'],
  ])('%j is missing at %i', (text, at, message) => {
    expect(run(text)).toMatchObject({ ok: false, at, message, problem: { kind: 'required' } });
  });

  test('the first error is told', () => {
    expect(run('${X:?one} ${Y:?two}')).toMatchObject({ message: 'required variable X is missing a value: one' });
  });

  test('deep nesting ends in an error, not in a stack overflow', () => {
    const deep = '${N:-'.repeat(50_000) + '}'.repeat(50_000);
    expect(run(deep)).toMatchObject({ ok: false, problem: { kind: 'invalid' } });
  });
});

describe('structure', () => {
  test('parts have their places', () => {
    expect(parseTemplate('a$$b${V:-x${W}}c').parts).toEqual([
      { kind: 'text', text: 'a$b', start: 0, end: 4 },
      {
        kind: 'variable',
        name: 'V',
        operator: ':-',
        operand: {
          source: 'x${W}',
          parts: [
            { kind: 'text', text: 'x', start: 9, end: 10 },
            { kind: 'variable', name: 'W', start: 10, end: 14 },
          ],
        },
        start: 4,
        end: 15,
      },
      { kind: 'text', text: 'c', start: 15, end: 16 },
    ]);
  });

  test('the parts cover the text without gaps', () => {
    const covers = (template: Template, start: number): void => {
      let at = start;
      for (const part of template.parts) {
        expect(part.start).toBe(at);
        at = part.end;
        if (part.kind === 'variable' && part.operand) covers(part.operand, part.end - 1 - part.operand.source.length);
      }
      expect(at).toBe(start + template.source.length);
    };
    const texts = fc.string({
      unit: fc.constantFrom('$', '{', '}', '${', 'A', ':', '-', '?', '1', ' ', '\n', '${A:-'),
    });
    fc.assert(
      fc.property(texts, (text) => covers(parseTemplate(text), 0)),
      { numRuns: 500 },
    );
  });

  test('$$ is not a literal', () => {
    expect(isLiteral(parseTemplate('a$$'))).toBe(false);
    expect(isLiteral(parseTemplate('$1'))).toBe(true);
  });
});
