import { describe, expect, it } from 'vitest';
import { loaderReport } from '../report/report.ts';
import type { Node } from '../tree/node.ts';
import { isMap, isScalar, isSeq, nodeAt } from '../tree/node.ts';
import { positionOf } from '../tree/source.ts';
import { parseYaml } from './parse.ts';
import { treeOf } from './tree.ts';

function read(text: string) {
  const source = { file: 'compose.yaml', text };
  const report = loaderReport();
  const yaml = parseYaml(source, report);
  const [document] = yaml ?? [];
  const tree = yaml && document && treeOf(document, source, report);
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const problems = errors.map(({ code, span }) => {
    const { line = 0, column = 0 } = span ? positionOf(span.source, span.start) : {};
    return `${code} ${line}:${column}`;
  });
  return { tree, problems };
}

function dataOf(node: Node | undefined): unknown {
  if (isMap(node)) return Object.fromEntries([...node.entries].map(([name, value]) => [name, dataOf(value)]));
  return isSeq(node) ? node.items.map(dataOf) : node?.value;
}

describe('what Docker refuses', () => {
  it.each([
    ['a: [x]\n\t\nb: 1\n', ['tab-indent 2:1']],
    ['a: "x"\n\t', ['tab-indent 2:1']],
    ['a:\n  b: x\n\t\n  c: y\n', ['tab-indent 3:1']],
    ['a:\n  b: "x"\n    \t\n', ['tab-indent 3:5']],
    ['a:\n\t# c\n  b: x\n', ['tab-indent 2:1']],
    ['a:\n  -\tx\n', ['tab-indent 2:4']],
    ['a: {b: ::1}\n', ['yaml-syntax 1:8']],
    ['a: {b:[c]}\n', ['missing-space 1:5']],
    ['a: {b\n : c}\n', ['yaml-syntax 1:5']],
    ['a: "b\\/c"\n', ['yaml-syntax 1:6']],
    ['a: {b: !!str}\n', ['yaml-syntax 1:13']],
    ['a: {b? c: d}\n', ['yaml-syntax 1:5']],
    ['a: [b ? c]\n', ['yaml-syntax 1:5']],
    ['a: {"b"::1}\n', ['yaml-syntax 1:9']],
    ['a: !#b c\n', ['yaml-syntax 1:4']],
    ['a: >+\n  \t b\n', ['tab-indent 2:3']],
    ['%YML 1.2\n---\na: 1\n', ['yaml-syntax 1:1']],
    ['a: {b:{}}\n', ['missing-space 1:5']],
    ["a: 'b\n---\nc'\n", ['unclosed-quote 1:4']],
    ['a: [b\nc: d\n', ['yaml-syntax 1:4']],
    ['a: ["b"\nc:\n  - d\n', ['yaml-syntax 1:4']],
    ['a: "b\nc:\n  - "d"\n', ['unclosed-quote 1:4']],
    ['a: [b c: [d}\n', ['yaml-syntax 1:10']],
    ['a: - b\n', ['yaml-syntax 1:4']],
    ['a: &b *c\n', ['yaml-syntax 1:7']],
    ['a: 1\n...\nb: 2\n', ['bad-indent 3:1']],
  ])('%j', (text, problems) => {
    expect(read(text).problems).toEqual(problems);
  });
});

describe('what Docker reads', () => {
  it.each([
    'a: x \t\nb:\ty\nc: [d,\n\te]\n',
    'a:\n  b: x\n    \t\n  c: y\n',
    'a: [::1, b:c, d:, e:]\nd: {"e":[f], g:, h:}\n',
    'a: "x\n  y\tz"\nb: |\n  x\n  \t\n',
    'a: !mine [x]\nb: {c: !mine d}\n',
    'a: \'{b: ::1}\'\nb: "!!str}"\n',
    'a: {b, ::1, :c: d}\ne: [f?g, h?]\ni: j? k\n',
    'a: |2\n  \tb\n',
    '# a\n...\n',
  ])('%j', (text) => {
    expect(read(text).problems).toEqual([]);
  });

  it.each([
    ['a: {b:, c: 1}\n', { a: { b: null, c: 1 } }],
    ['a: {b:}\n', { a: { b: null } }],
    ['a: [b:, c: d]\n', { a: [{ b: null }, { c: 'd' }] }],
    ['a: {"b":c, ? d : e}\n', { a: { b: 'c', d: 'e' } }],
    ['a: {? b\n : c}\n', { a: { b: 'c' } }],
    ['a: "x:,"\n', { a: 'x:,' }],
    ['a: "\\\\/"\n', { a: '\\/' }],
    ['a: "b\u007f\u0080c"\n', { a: 'b\u007f\u0080c' }],
    ['? a\n:\t# b\n  c\n# d\n\t# e\n', { a: 'c' }],
  ])('as Docker does: %j', (text, data) => {
    const { tree, problems } = read(text);
    expect(problems).toEqual([]);
    expect(dataOf(tree)).toEqual(data);
  });

  it('a lone dash in brackets', () => {
    const { tree, problems } = read("a: [x, '-, y', -]\nb: {c: -}\n");
    expect(problems).toEqual([]);
    const list = nodeAt(tree, ['a']);
    const values = isSeq(list) ? list.items.map((item) => isScalar(item) && item.value) : [];
    expect(values).toEqual(['x', '-, y', '-']);
    expect(nodeAt(tree, ['b', 'c'])).toMatchObject({ value: '-' });
  });
});
