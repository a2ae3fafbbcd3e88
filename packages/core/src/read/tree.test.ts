import { describe, expect, it } from 'vitest';
import { loaderReport } from '../report/report.ts';
import type { Node } from '../tree/node.ts';
import { nodeAt, pathText } from '../tree/node.ts';
import { positionOf } from '../tree/source.ts';
import { parseYaml } from './parse.ts';
import type { Anchors } from './anchors.ts';
import { mostNodes, treeOf } from './tree.ts';

function read(text: string) {
  const source = { file: 'compose.yaml', text };
  const report = loaderReport();
  const yaml = parseYaml(source, report);
  const anchors: Anchors = new Map();
  const trees = (yaml ?? []).map((document) => treeOf(document, source, report, { anchors }));
  const problems = report.diagnostics.map(({ code, path, span }) => {
    const line = span ? positionOf(span.source, span.start).line : 0;
    return path ? `${code} ${line} ${pathText(path)}` : `${code} ${line}`;
  });
  return { tree: trees[0], trees, problems, report };
}

function plain(node: Node | undefined): unknown {
  if (!node) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]));
}

describe('treeOf', () => {
  it('gives every value its place and that of its key', () => {
    const { tree } = read('services:\n  web:\n    image: "nginx"\n');
    const origin = nodeAt(tree, ['services', 'web', 'image'])?.origin;
    expect(origin?.span.source.text.slice(origin.span.start, origin.span.end)).toBe('"nginx"');
    expect(origin?.key && origin.key.source.text.slice(origin.key.start, origin.key.end)).toBe('image');
  });

  it('types plain scalars only, and those with tags by their tag', () => {
    const { tree } = read('[1, "1", true, ~, 0755, yes, !!str 5, !!float 5, !!binary aGVsbG8=, !mine 7]');
    expect(plain(tree)).toEqual([1, '1', true, null, 493, 'yes', '5', 5, 'hello', '7']);
  });

  it('resolves aliases to the anchor that was set last', () => {
    expect(plain(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').tree)).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('knows anchors of earlier documents', () => {
    expect(read('a: &x 1\n---\nb: *x\n').trees.map(plain)).toEqual([{ a: 1 }, { b: 1 }]);
  });

  it('names an aliased value by the key where the alias is', () => {
    const { tree } = read('a: &x {k: 1}\nb: *x\n');
    const key = nodeAt(tree, ['b'])?.origin.key;
    expect(key && key.source.text.slice(key.start, key.end)).toBe('b');
  });

  it('merges: own keys win over merged ones, earlier sources over later ones', () => {
    const text = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 3\n  <<: [*x, *y]\n';
    expect(plain(nodeAt(read(text).tree, ['z']))).toEqual({ a: 1, b: 1, c: 3 });
  });

  it.each([
    ['|\n  x', 'x'],
    ['|\n  x\n', 'x\n'],
    ['>\n  x\n  y', 'x y'],
    ['|+\n  x\n\n', 'x\n\n'],
    ['|\n  x\n ', 'x\n'],
    ['|\n  x\n    ', 'x\n  '],
    ['|\n  x\n#c', 'x\n'],
  ])('ends a block as Docker does where the file ends: %j', (block, value) => {
    expect(plain(read(`a: ${block}`).tree)).toEqual({ a: value });
  });

  it('takes a quoted << for an ordinary key', () => {
    expect(plain(read('"<<": {a: 1}\n').tree)).toEqual({ '<<': { a: 1 } });
  });

  it('notes !reset and !override', () => {
    const { tree } = read('a: !reset null\nb: !override [1]\n');
    expect([nodeAt(tree, ['a'])?.tag, nodeAt(tree, ['b'])?.tag]).toEqual(['reset', 'override']);
  });

  it('leaves out what is << as a value', () => {
    expect(plain(read('a: <<\nb: [<<, 1]\nc: "<<"\n').tree)).toEqual({ b: [1], c: '<<' });
  });

  it('does not mind what is wrong with a value that !reset takes out, or with its key', () => {
    const { tree, problems } = read('1: !reset x\na: !reset {2: x, b: *none, b: 1}\nb: [!reset {3: x}]\n');
    expect(problems).toEqual([]);
    expect(nodeAt(tree, ['a'])?.tag).toBe('reset');
  });

  it.each([
    ['a: 1\na: 2\n', ['duplicate-key 2 a']],
    ['a: [x, {b: 1, b: 2}]\nc: {d: 1, d: 2}\n', ['duplicate-key 1 a[1].b', 'duplicate-key 2 c.d']],
    ['a: {<<: {}, <<: {}}\n', ['duplicate-key 1 a.<<']],
    ['a:\n  1: x\n  true: y\n  ~: z\n', ['non-string-key 2 a', 'non-string-key 3 a', 'non-string-key 4 a']],
    ['? [a]\n: b\n', ['non-string-key 1 ']],
    ['a: *nope\n', ['unknown-anchor 1 a']],
    ['a: &a\n  b:\n    c: *a\n', ['alias-cycle 3 a.b.c']],
    ['<<: 1\n', ['merge-key 1 <<']],
    ['a: !!int x\n', ['bad-tag 1 a']],
  ])('refuses %j', (text, expected) => {
    expect(read(text).problems).toEqual(expected);
  });

  it.each([
    ['5: x\n', '"5"'],
    ['? ~\n: x\n', '"~"'],
    // Quotes do not make a string of what has a tag.
    ['!!int "5": x\n', undefined],
    ['!!int 5: x\n', undefined],
    ['a: &x 5\n*x : y\n', undefined],
    ['?\n: x\n', undefined],
  ])('puts the key of %j in quotes where that mends it: %s', (text, mended) => {
    expect(read(text).report.diagnostics.map(({ mend }) => mend?.edits[0]?.text)).toEqual([mended]);
  });

  it('reports all of them at once', () => {
    expect(read('a: 1\na: *x\n2: 3\n').problems).toHaveLength(3);
  });

  it('quotes a key that is a number, as a mend', () => {
    const [problem] = read('a: {1: x}\n').report.diagnostics;
    expect(problem?.mend?.edits[0]?.text).toBe('"1"');
  });

  it('counts aliases as often as they are used and stops at the bound', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n';
    for (let level = 1; level < 30; level += 1)
      text += `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}*a${level - 1}]\n`;
    const { problems } = read(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^too-many-nodes/);
    expect(mostNodes).toBe(1_000_000);
  });

  it('bounds the depth that aliases make', () => {
    let text = 'a0: &a0 [x]\n';
    for (let level = 1; level < 600; level += 1) text += `a${level}: &a${level} [*a${level - 1}]\n`;
    expect(read(text).problems[0]).toMatch(/^too-deep/);
  });
});
