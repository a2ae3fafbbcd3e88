import { expect, it } from 'vitest';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';

const load = (files: Readonly<Record<string, string>>, options = {}) =>
  loadProject(memoryHost({ cwd: '/p', env: { SET: 'value' }, files }), options);

it('tells names that took the value of the environment from values that were written', () => {
  const { origins } = load({
    '/p/compose.yaml':
      'services:\n  a: { image: x, environment: [SET, "B=$SET"], build: { args: { SET: } } }\n  b: { image: x, environment: { SET: , B: "1" } }\n',
  });
  const bare = (...path: string[]) => origins.at(['services', ...path])?.bare;
  expect([bare('a', 'environment', 'SET'), bare('b', 'environment', 'SET'), bare('a', 'build', 'args', 'SET')]).toEqual(
    [true, true, true],
  );
  expect([bare('a', 'environment', 'B'), bare('b', 'environment', 'B')]).toEqual([undefined, undefined]);
  expect(origins.at(['services', 'a', 'environment', 'B'])?.template?.source).toBe('$SET');
});

it('marks what was included from where there are variables that the project does not have', () => {
  const files = {
    '/p/compose.yaml': 'include: [one/compose.yaml, two/compose.yaml]\n',
    '/p/one/compose.yaml': 'services: { a: { image: "x:${TAG:-1}" } }\n',
    '/p/one/.env': 'TAG=2\n',
    '/p/two/compose.yaml': 'services: { b: { image: "x:${SET}" } }\n',
  };
  const { origins } = load(files);
  const steps = (name: string) => origins.at(['services', name, 'image'])?.steps?.map((step) => step.ownVariables);
  expect([steps('a'), steps('b')]).toEqual([[true], [undefined]]);
});

it('names the env files that were read', () => {
  const files = { '/p/compose.yaml': 'services: { a: { image: x } }\n', '/p/.env': 'A=1\n', '/p/b.env': 'B=1\n' };
  expect(load(files).envFiles).toEqual(['/p/.env']);
  expect(load(files, { envFiles: ['b.env'] }).envFiles).toEqual(['/p/b.env']);
  expect(load({ '/p/compose.yaml': files['/p/compose.yaml'] }).envFiles).toEqual([]);
});
