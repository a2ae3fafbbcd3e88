import { describe, expect, it } from 'vitest';
import { fixProject } from '../../fix/fix.ts';
import { memoryHost } from '../../host/memory-host.ts';
import { positionOf } from '../../tree/source.ts';
import { indentFaults } from './indentation.ts';

const faults = (text: string): readonly string[] =>
  indentFaults({ file: 'compose.yaml', text }).map(({ code, span, mend }) => {
    const { line, column } = positionOf(span.source, span.start);
    return `${code} ${line}:${column}${mend ? `: ${mend.title}` : ''}`;
  });

const web = (lines: string): string => `services:\n  web:\n    image: x\n${lines}`;
const fixed = (text: string): string | undefined =>
  fixProject(memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' })).fixed[0]?.after;

describe('indentFaults', () => {
  it.each([
    ['between two columns', web('   ports:\n      - "80:80"\n'), web('    ports:\n      - "80:80"\n')],
    ['too deep', web('      ports:\n      - "80:80"\n'), web('    ports:\n      - "80:80"\n')],
    ['not deep enough for a service', web(' db:\n    image: y\n'), web('  db:\n    image: y\n')],
    ['a section behind an extension', 'x-a: 1\n  services: {a: {image: x}}\n', 'x-a: 1\nservices: {a: {image: x}}\n'],
    ['an item', web('    dns:\n      - a\n     - b\n'), web('    dns:\n      - a\n      - b\n')],
    ['an item in quotes', web('    dns:\n      - "a"\n       - b\n'), web('    dns:\n      - "a"\n      - b\n')],
    ['an item left of its key', web('    dns:\n   - a\n   - b\n'), web('    dns:\n    - a\n    - b\n')],
    ['a tab among spaces', web('\tports:\n      - "80:80"\n'), web('    ports:\n      - "80:80"\n')],
    ['a tab behind spaces', web('  \tports: ["80"]\n'), web('    ports: ["80"]\n')],
    ['lines below that come along', web('   build:\n    context: .\n'), web('    build:\n     context: .\n')],
    [
      'an item with its keys',
      web(
        '    configs:\n      - source: a\n     - source: b\n       target: /b\nconfigs: {a: {file: a}, b: {file: b}}\n',
      ),
      web(
        '    configs:\n      - source: a\n      - source: b\n        target: /b\nconfigs: {a: {file: a}, b: {file: b}}\n',
      ),
    ],
    [
      'several',
      web('    labels:\n      a: b\n        c: d\n        e: f\n'),
      web('    labels:\n      a: b\n      c: d\n      e: f\n'),
    ],
  ])('has one place for %s', (_name, broken, mended) => {
    expect(fixed(broken)).toBe(mended);
  });

  it.each([
    [
      'a name that fits in two mappings',
      'services:\n  web:\n    build:\n      args:\n        A: b\n       B: c\n     C: d\n',
      ['bad-indent 6:8: move it to column 9', 'bad-indent 7:6'],
    ],
    ['a key that fits nowhere', web('   nope:\n      - a\n'), ['bad-indent 4:4']],
    ['a key that is there already', web('   image: y\n'), ['bad-indent 4:4']],
    ['a line in an extension', 'x-a:\n      b: 1\n  c: 2\n', ['bad-indent 3:3: move it to column 7']],
    [
      'an item in the column of its key, behind deeper ones',
      web('    dns:\n      - a\n    - b\n      - c\n    tty: true\n'),
      ['bad-indent 6:5: move it to column 7'],
    ],
    [
      'items in the column of the services',
      web('    dns:\n  - a\n  - b\n    tty: true\n'),
      ['bad-indent 5:3: move it to column 5', 'bad-indent 6:3: move it to column 5'],
    ],
    [
      'keys among items',
      web('    environment:\n      - A=1\n      B: 2\n      - C=3\n      D: 4\n    tty: true\n'),
      ['bad-indent 6:7', 'bad-indent 8:7'],
    ],
    ['an item among keys', web('    environment:\n      A: 1\n      - B=2\n      C: 3\n'), ['bad-indent 6:7']],
    [
      'a key in the column of the items before',
      web('    dns:\n      - a\n      ports:\n        - "80"\n'),
      ['bad-indent 6:7: move it to column 5'],
    ],
    ['an item that none waits for', web('   - a\n'), ['bad-indent 4:4']],
  ])('mends no %s', (_name, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it('moves an item alone, not what is beside it', () => {
    const text = web('    dns:\n      - a\n    - b\n      - c\n    tty: true\n');
    const host = memoryHost({ files: { '/p/compose.yaml': text }, cwd: '/p' });
    const { fixed: files } = fixProject(host, {}, { accept: () => true });
    expect(files[0]?.after).toBe(web('    dns:\n      - a\n      - b\n      - c\n    tty: true\n'));
  });

  it.each([
    ['lists in the column of their key', 'a:\n- b: c\n  d:\n  - e\n- f\ng: h\n'],
    ['plain values of several lines', 'a: b\n  c\n  - d\ne:\n  f\n'],
    ['quotes, brackets and blocks', 'a: "b\n c: d"\ne: [f,\n  g: h]\ni: |\n   j: k\n  l\nm: n\n'],
    ['several documents', 'a:\n    b: c\n---\nd:\n  e: f\n'],
    ['lists in lists', 'a:\n  - - b\n    - c\n  - d:\n      - e\n'],
    ['comments', 'a:\n    # b\n  # c\n    d: e # f\n'],
  ])('finds none in %s', (_name, text) => {
    expect(faults(text)).toEqual([]);
  });
});
