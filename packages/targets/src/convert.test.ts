import { memoryHost, originsOf } from '@transpose/core';
import type { LoadResult, MapNode } from '@transpose/core';
import { expect, it } from 'vitest';
import { convert } from './convert.ts';
import type { OutputFile, Target } from './target.ts';
import { resolved } from './account/support.ts';
import type { SupportTable } from './account/support.ts';

const span = { source: { file: 'compose.yaml', text: '' }, start: 0, end: 0 };
const tree: MapNode = { kind: 'map', entries: new Map(), origin: { span } };
const loaded = {
  project: { name: 'shop', working_dir: '/shop', services: {}, volumes: {}, extensions: {} },
  environment: {},
  variables: [],
  unsetLines: [],
  tree,
  origins: originsOf(tree),
  diagnostics: [],
  sources: [],
} as unknown as LoadResult;

function target(emit: Target['emit']): Target {
  return {
    name: 'note',
    summary: 'a note',
    options: [
      { name: 'greeting', type: 'string', default: 'hello', choices: ['hello', 'bye'], description: 'what to say' },
      { name: 'loud', type: 'flag', description: 'say it loudly' },
    ],
    support: { services: resolved('-') } as unknown as SupportTable,
    emit,
  };
}

const file = (path: string): OutputFile => ({ path, content: '', mode: 0o644 });
const request = { host: memoryHost({ files: {} }), loaded };

it('hands the defaults of options to the target', () => {
  let seen: unknown;
  convert({ ...request, target: target(({ options }) => ((seen = options), [])), options: { loud: true } });
  expect(seen).toEqual({ greeting: 'hello', loud: true });
});

it('reports options that the target does not have and values that they cannot have', () => {
  const options = { greeting: 'well', size: '1' };
  const result = convert({ ...request, target: target(() => [file('a')]), options });
  expect(result.files).toEqual([]);
  expect(result.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    ['bad-option', 'the target note has no option --size'],
    ['bad-option', '--greeting well: choose one of hello, bye'],
  ]);
});

it('gives no files when the target reports an error', () => {
  const failing = target(({ report }) => {
    report.add({ code: 'illegal-value', message: 'no' });
    return [file('a')];
  });
  expect(convert({ ...request, target: failing })).toMatchObject({
    files: [],
    diagnostics: [{ code: 'illegal-value' }],
  });
});

it('takes paths that leave the output directory, or come twice, for mistakes of a target', () => {
  for (const paths of [['../a'], ['/a'], ['a', 'a'], ['a//b']])
    expect(() => convert({ ...request, target: target(() => paths.map(file)) })).toThrow(/output/);
});
