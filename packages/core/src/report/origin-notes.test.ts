import { expect, it } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';
import { positionOf } from '../tree/source.ts';

function notes(files: Readonly<Record<string, string>>): readonly string[] {
  const inProject = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  const { diagnostics } = loadProject(memoryHost({ files: inProject, cwd: '/p' }));
  return diagnostics.flatMap(({ code, related = [] }) =>
    related.map(
      ({ message, span }) => `${code}: ${message} ${span.source.file}:${positionOf(span.source, span.start).line}`,
    ),
  );
}

it('tells which files include the one with the error, from the inside out', () => {
  expect(
    notes({
      'compose.yaml': 'services:\n  a: {image: x}\ninclude: [b.yaml]\n',
      'b.yaml': 'include: [c.yaml]\n',
      'c.yaml': 'services:\n  c: {imagee: x}\n',
    }),
  ).toEqual(['unknown-key: it is included here b.yaml:1', 'unknown-key: it is included here compose.yaml:3']);
});

it('tells the chain of services that bring a value', () => {
  expect(
    notes({
      'compose.yaml': 'services:\n  a:\n    extends: {file: b.yaml, service: b}\n',
      'b.yaml': 'services:\n  b:\n    extends: c\n  c:\n    image: x\n    mem_limit: lots\n',
    }),
  ).toEqual([
    'invalid-size: it comes by this `extends` compose.yaml:3',
    'invalid-size: it comes by this `extends` b.yaml:3',
  ]);
});

it('tells what an override replaces', () => {
  expect(
    notes({
      'compose.yaml': 'services:\n  a:\n    image: x\n    mem_limit: 5m\n',
      'compose.override.yaml': 'services:\n  a:\n    mem_limit: lots\n',
    }),
  ).toEqual(['invalid-size: it replaces this compose.yaml:4']);
});

it('tells who names a file that is not YAML, or no env file', () => {
  expect(notes({ 'compose.yaml': 'include:\n  - b.yaml\n', 'b.yaml': 'a: {\n' })).toEqual([
    'yaml-syntax: the file is named here compose.yaml:2',
  ]);
  expect(notes({ 'compose.yaml': 'services:\n  a:\n    image: x\n    env_file: e\n', e: 'A B=c\n' })).toEqual([
    'env-syntax: the file is named here compose.yaml:4',
  ]);
});
