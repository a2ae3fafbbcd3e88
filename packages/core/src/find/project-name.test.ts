import { describe, expect, it } from 'vitest';
import type { LoadOptions } from '../load-options.ts';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

const service = 'services: {a: {image: x}}\n';

function nameOf(
  files: Record<string, string>,
  options: LoadOptions = {},
  env: Record<string, string> = {},
  cwd = '/My.App',
) {
  const { project, diagnostics } = loadProject(memoryHost({ files, cwd, env }), options);
  return project?.name ?? diagnostics.map(({ code }) => code);
}

describe('the project name', () => {
  it.each([
    ['the directory', { '/My.App/compose.yaml': service }, {}, {}, 'myapp'],
    ['the last name of all documents', { '/My.App/compose.yaml': `name: a\n${service}---\nname: b\n` }, {}, {}, 'b'],
    ['a name that is made legal', { '/My.App/compose.yaml': `name: _A b\n${service}` }, {}, {}, 'ab'],
    ['a name with a variable', { '/My.App/compose.yaml': `name: x$V\n${service}` }, {}, { V: '1' }, 'x1'],
    ['the environment', { '/My.App/compose.yaml': `name: a\n${service}` }, {}, { COMPOSE_PROJECT_NAME: 'e' }, 'e'],
    [
      'nothing empty of the environment',
      { '/My.App/compose.yaml': `name: a\n${service}` },
      {},
      { COMPOSE_PROJECT_NAME: '' },
      'a',
    ],
    [
      'the flag',
      { '/My.App/compose.yaml': `name: a\n${service}` },
      { projectName: 'f' },
      { COMPOSE_PROJECT_NAME: 'e' },
      'f',
    ],
    [
      'the directory when only a later document has a name, and none is left of it',
      { '/My.App/compose.yaml': `${service}---\nname: "_"\n` },
      {},
      {},
      'myapp',
    ],
  ] as const)('is %s', (_, files, options, env, name) => {
    expect(nameOf(files, options, env)).toBe(name);
  });

  it.each([
    ['a flag that is not legal', { projectName: 'A' }, {}, service],
    ['a variable that is not legal', {}, { COMPOSE_PROJECT_NAME: 'a b' }, service],
    ['a name of which nothing is left', {}, {}, `name: $NONE\n${service}`],
  ])('is refused: %s', (_, options, env, text) => {
    expect(nameOf({ '/My.App/compose.yaml': text }, options, env)).toContain('project-name');
  });

  it('is refused for a directory without a usable character', () => {
    expect(nameOf({ '/___/compose.yaml': service }, {}, {}, '/___')).toEqual(['project-name']);
  });
});
