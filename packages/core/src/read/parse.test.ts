import { describe, expect, it } from 'vitest';
import { loaderReport } from '../report.ts';
import { positionOf } from '../tree/source.ts';
import { parseYaml } from './parse.ts';

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
    ['a:\n  b: 1\n c: 2\n', ['bad-indent 3:1']],
    ['a: b: c\n', ['yaml-syntax 1:4']],
    ['a: @b\n', ['yaml-syntax 1:4']],
    ['a: *\n', ['yaml-syntax 1:4']],
    ['a: [1, 2\n', ['yaml-syntax 2:1']],
    ['a:\n  b: 1\n  c d\n  e: 2\n', ['missing-colon 3:3']],
    ['a: "\\q"\n', ['yaml-syntax 1:5']],
    ['%YAML 1.2\n---\na: 1\n', ['yaml-version 1:1']],
    ['a: x\0y\n', ['control-character 1:5']],
    ['a:\n\tb: 2\n', ['tab-indent 2:1']],
    ['a: 1\n  b: 2\n', ['bad-indent 2:3']],
  ])('says where %j is no YAML', (text, expected) => {
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
    expect(problemsOf(nested)[0]).toMatch(/^too-deep 500:/);
  });

  it('uses its own words', () => {
    const report = loaderReport();
    parseYaml({ file: 'x', text: 'a:\n  b: 1\n c d: 2\n - x\n[\n' }, report);
    expect(report.diagnostics.length).toBeGreaterThan(0);
    for (const { message } of report.diagnostics)
      expect(message).not.toMatch(/implicit|compact|block collection|flow/i);
  });
});
