import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../report/diagnostic.ts';
import { diagnosticJson } from './diagnostic-json.ts';
import type { PrintOptions } from './print-diagnostic.ts';
import { printDiagnostic } from './print-diagnostic.ts';

const source = (text: string) => ({ file: 'compose.yaml', text });

function at(text: string, marked: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(marked);
  return {
    code: 'c',
    severity: 'error',
    message: 'm',
    span: { source: source(text), start, end: start + marked.length },
    ...more,
  };
}

const print = (diagnostic: Diagnostic, options?: PrintOptions): string => printDiagnostic(diagnostic, options);

describe('printDiagnostic', () => {
  it('shows the place, the line, related places and help', () => {
    const text = 'a:\n  k: 1\n  k: 2\n';
    const first = { source: source(text), start: 5, end: 6 };
    const diagnostic = at(text, 'k: 2', {
      related: [{ message: 'first defined here', span: first }],
      hint: 'remove one',
    });
    expect(print(diagnostic)).toBe(
      [
        'error[c]: m',
        ' --> compose.yaml:3:3',
        '  |',
        '3 |   k: 2',
        '  |   ^^^^',
        '  = note: first defined here',
        ' --> compose.yaml:2:3',
        '  |',
        '2 |   k: 1',
        '  |   -',
        '  = help: remove one',
        '',
      ].join('\n'),
    );
  });

  it('keeps marks below what they mark, behind tabs and wide characters', () => {
    const lines = print(at('a:\t"日本" # x', '# x')).split('\n');
    expect(lines[3]).toBe('1 | a:    "日本" # x');
    expect(lines[4]).toBe(`  | ${' '.repeat('a:    "'.length + 4 + 2)}^^^`);
  });

  it('makes control characters harmless', () => {
    expect(print(at('a: \u001b[31mx', 'x', { message: 'bad \u001b[2J' }))).not.toContain('\u001b');
  });

  it('cuts long lines around the mark', () => {
    const text = `k: ${'a'.repeat(500)}MARK${'b'.repeat(500)}`;
    const [, , , line = '', marks = ''] = print(at(text, 'MARK'), { width: 80 }).split('\n');
    expect(line.length).toBeLessThanOrEqual(81);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('MARK');
  });

  it('marks one column where the span is empty, and the first line of a long one', () => {
    expect(print(at('a:', '')).split('\n')[4]).toBe('  | ^');
    expect(print(at('a: "x\ny"', '"x\ny"')).split('\n')[4]).toBe('  |    ^^');
  });

  it.each([
    ['DB_PASSWORD: hunter2', 'DB_PASSWORD: ******'],
    ['  - DB_PASSWORD=hunter2 # x', '  - DB_PASSWORD=******'],
    ['"DB_PASSWORD": "hunter2"', '"DB_PASSWORD": ******'],
    ['export DB_PASSWORD=hunter2', 'export DB_PASSWORD=******'],
    ['environment: DB_PASSWORD:hunter2', 'environment: DB_PASSWORD:******'],
    ['{A: b, DB_PASSWORD: hunter2, C: d}', '{A: b, DB_PASSWORD: ******'],
  ])('hides the secret in %j', (text, shown) => {
    const printed = print(at(text, 'hunter2'), { looksSecret: (name) => name === 'DB_PASSWORD' });
    expect(printed).not.toContain('hunter2');
    expect(printed.split('\n')[3]).toBe(`1 | ${shown}`);
  });

  it('hides the lines of a value whose key is a secret', () => {
    const text = 'DB_PASSWORD: |\n  hunter2\n';
    const printed = print(at(text, 'hunter2', { path: ['environment', 'DB_PASSWORD'] }), {
      looksSecret: (name) => name === 'DB_PASSWORD',
    });
    expect(printed).not.toContain('hunter2');
  });

  it('hands each piece to the style', () => {
    const parts: string[] = [];
    print(at('a', 'a', { hint: 'h' }), {
      style: (part, text) => {
        parts.push(part);
        return text;
      },
    });
    expect(new Set(parts)).toEqual(new Set(['error', 'message', 'frame', 'source', 'mark', 'help']));
  });
});

describe('diagnosticJson', () => {
  it('counts lines and columns from 1, columns in characters', () => {
    expect(diagnosticJson(at('a: 1\n𝒳: bad', 'bad', { path: ['a', 0, 'b'], hint: 'h' }))).toEqual({
      code: 'c',
      severity: 'error',
      message: 'm',
      path: 'a[0].b',
      file: 'compose.yaml',
      line: 2,
      column: 4,
      endLine: 2,
      endColumn: 7,
      hint: 'h',
    });
  });
});
