import { describe, expect, it } from 'vitest';
import { loaderReport } from '../report.ts';
import { parseYaml } from './parse.ts';
import type { SyntaxNode } from './syntax.ts';

/** The data that is written, without aliases. */
function dataOf(node: SyntaxNode | undefined): unknown {
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [dataOf(key), dataOf(value)]));
  if (node?.kind === 'seq') return node.items.map(dataOf);
  return node?.kind === 'scalar' ? node.value : undefined;
}

function read(text: string) {
  const report = loaderReport();
  const yaml = parseYaml({ file: 'compose.yaml', text }, report);
  return { data: dataOf(yaml?.documents[0]?.contents), codes: report.diagnostics.map(({ code }) => code) };
}

describe('colons in brackets', () => {
  it.each([
    ['a: {b:, c: 1}\n', { a: { b: '', c: '1' } }],
    ['a: {b:}\n', { a: { b: '' } }],
    ['a: [b:, c: d]\n', { a: [{ b: '' }, { c: 'd' }] }],
    ['a: {"b":c, ? d : e}\n', { a: { b: 'c', d: 'e' } }],
    ['a: {? b\n : c}\n', { a: { b: 'c' } }],
    ['a: "x:,"\n', { a: 'x:,' }],
  ])('are read as Docker reads them: %j', (text, data) => {
    expect(read(text)).toEqual({ data, codes: [] });
  });

  it.each([
    ['a: {b:{}}\n', 'missing-space'],
    ['a: {b\n : c}\n', 'yaml-syntax'],
    ['a: "\\/"\n', 'yaml-syntax'],
  ])('are refused as Docker refuses them: %j', (text, code) => {
    expect(read(text).codes).toEqual([code]);
  });

  it('are no matter behind an escaped backslash', () => {
    expect(read('a: "\\\\/"\n')).toEqual({ data: { a: '\\/' }, codes: [] });
  });
});
