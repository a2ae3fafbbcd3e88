import { describe, expect, it } from 'vitest';
import { loaderReport } from '../report/report.ts';
import { positionOf } from '../tree/source.ts';
import { parseYaml } from './parse.ts';
import { plainLines } from './problems/plain-lines.ts';
import type { SyntaxNode } from './yaml/syntax.ts';

/** The data that is written, without aliases. */
function dataOf(node: SyntaxNode | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [dataOf(key), dataOf(value)]));
  if (node?.kind === 'seq') return node.items.map(dataOf);
  return node?.kind === 'scalar' ? node.value : undefined;
}

function problemsOf(text: string): readonly string[] {
  const source = { file: 'compose.yaml', text };
  const report = loaderReport();
  parseYaml(source, report);
  return report.diagnostics.map(({ code, span }) => {
    const place = span && positionOf(span.source, span.start);
    return `${code} ${place?.line}:${place?.column}`;
  });
}

describe('parseYaml', () => {
  it.each([
    ['a: "x\nb: 1\n', ['unclosed-quote 1:4']],
    ["a: 'x\n", ['unclosed-quote 1:4']],
    ['a:\n  b: 1\n c: 2\n', ['bad-indent 3:2']],
    ['a: b: c\n', ['yaml-syntax 1:4']],
    ['a: @b\n', ['yaml-syntax 1:4']],
    ['a: *\n', ['yaml-syntax 1:4']],
    ['a: [1, 2\n', ['yaml-syntax 1:4']],
    ['a:\n  b: 1\n  c d\n  e: 2\n', ['missing-colon 3:3']],
    ['a: "\\q"\n', ['yaml-syntax 1:5']],
    ['%YAML 1.2\n---\na: 1\n', ['yaml-version 1:1']],
    ['a: x\0y\n', ['control-character 1:5']],
    ['a:\n\tb: 2\n', ['tab-indent 2:1']],
    ['a: 1\n  b: 2\n', ['bad-indent 2:3']],
    ['a: |\n  b\n\tc\n  d\ne: 1\n', ['tab-indent 3:1']],
    ['a:\n  - >-\n    b\n  \tc\n\td\n', ['tab-indent 4:1']],
    ['a: |\n\tb\n', ['tab-indent 2:1']],
    ['a: |\n  b\n  \tc\nd: [\n', ['yaml-syntax 4:4']],
  ])('says where %j is not YAML', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  it('reads %YAML 1.1, documents and empty texts', () => {
    for (const text of ['%YAML 1.1\n---\na: 1\n', 'a: 1\n---\nb: 1\n', '', '# nothing\n'])
      expect(problemsOf(text)).toEqual([]);
  });

  it('bounds the nesting of every kind of collection, whatever its length', () => {
    for (const text of ['['.repeat(100_000), '{a: '.repeat(100_000), '- '.repeat(100_000), '? '.repeat(50_000)]) {
      expect(problemsOf(text)[0]).toMatch(/^too-deep 1:/);
    }
    const nested = Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
    expect(problemsOf(nested)[0]).toMatch(/^too-deep 501:/);
  });

  it('comes to an end where a NUL is', () => {
    expect(plainLines({ file: 'x', text: 'a: \u00a0\0\nb: "\0"\n\0\n' })).toHaveLength(3);
  });

  it.each([
    ['a: [\n  - b\n]\n', 'an indented block cannot appear inside [ ] or { }'],
    ['a: {b: - c}\n', 'an indented block cannot appear inside [ ] or { }'],
    ['a: [,]\n', '"," is not expected here'],
  ])('says of %j what is wrong', (text, message) => {
    const report = loaderReport();
    parseYaml({ file: 'x', text }, report);
    expect(report.diagnostics.map((one) => one.message)).toEqual([message]);
  });

  it('uses its own words', () => {
    const report = loaderReport();
    parseYaml({ file: 'x', text: 'a:\n  b: 1\n c d: 2\n - x\n[\n' }, report);
    expect(report.diagnostics.length).toBeGreaterThan(0);
    for (const { message } of report.diagnostics)
      expect(message).not.toMatch(/implicit|compact|block collection|flow/i);
  });
});

describe('lines in quotes and brackets', () => {
  const sourceOf = (text: string) => ({ file: 'compose.yaml', text });

  it.each([
    ['a:\n  b: "x\n y"\nc: 1\n', { a: { b: 'x y' }, c: '1' }],
    ["a:\n  b: 'x''\ny'\n", { a: { b: "x' y" } }],
    ['a:\n  b: [\n x, # c\n"y",\n]\n  c: {\nd: 1\n}\n', { a: { b: ['x', 'y'], c: { d: '1' } } }],
    ['a: |\n  "\nb: "x\ny"\n', { a: '"\n', b: 'x y' }],
    ['a: x\n  "y\nb: [\n1]\n', { a: 'x "y', b: ['1'] }],
    ['- "x\ny": [\n]\n', undefined],
    ['a: "x"#c\nb: [x]#c\n', { a: 'x', b: ['x'] }],
  ])('may be indented as they like: %j', (text, expected) => {
    const report = loaderReport();
    const yaml = parseYaml(sourceOf(text), report);
    expect(dataOf(yaml?.[0])).toEqual(expected);
    expect(report.failed).toBe(expected === undefined);
  });

  it('keep their places', () => {
    const text = 'a:\n  b: [\nx,\n"y"]\n';
    const source = sourceOf(text);
    const yaml = parseYaml(source, loaderReport());
    const contents = yaml?.[0];
    const list = contents?.kind === 'map' ? contents.entries[0]?.value : undefined;
    const nested = list?.kind === 'map' ? list.entries[0]?.value : undefined;
    const item = nested?.kind === 'seq' ? nested.items[1] : undefined;
    const span = item && { source, start: item.start, end: item.end };
    expect(span?.source).toBe(source);
    expect(text.slice(span?.start, span?.end)).toBe('"y"');
  });
});
