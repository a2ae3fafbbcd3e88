import { describe, expect, it } from 'vitest';
import type { LoadOptions } from './load-options.ts';
import { loadProject } from './load.ts';
import { memoryHost } from './host/memory-host.ts';
import { pathText } from './tree/node.ts';

const load = (files: Record<string, string>, options: LoadOptions = {}, env: Record<string, string> = {}) =>
  loadProject(memoryHost({ files, cwd: '/p', env }), options);

const codesOf = (result: ReturnType<typeof load>): readonly string[] => result.diagnostics.map(({ code }) => code);

describe('loadProject', () => {
  it('reads a project and knows where each value comes from', () => {
    const { project, origins, diagnostics } = load({
      '/p/compose.yaml':
        'services:\n  web:\n    image: "nginx:${TAG:-1}"\n    env_file: a.env\n    environment: {B: "2"}\n',
      '/p/a.env': 'A=1\nB=1\n',
    });
    expect(diagnostics).toEqual([]);
    expect(project?.name).toBe('p');
    expect(project?.services['web']).toMatchObject({ image: { text: 'nginx:1' }, environment: { A: '1', B: '2' } });
    expect(origins.at(['services', 'web', 'image'])?.template?.source).toBe('nginx:${TAG:-1}');
    const fromFile = origins.at(['services', 'web', 'environment', 'A']);
    expect(fromFile?.span.source.file).toBe('a.env');
    expect(fromFile?.steps?.map(({ kind }) => kind)).toEqual(['env_file']);
  });

  it('reports all errors of a stage, and none of the next', () => {
    const result = load({
      '/p/compose.yaml': 'services:\n  a: {image: "${A:?a}", imagee: x}\n  b: {image: "${B:?b}"}\n',
    });
    expect(codesOf(result)).toEqual(['required-variable', 'required-variable']);
    expect([result.project, result.tree]).toEqual([undefined, undefined]);
  });

  it('checks a file before it looks at the keys of the next, but reads the text of all first', () => {
    const files = { '/p/a.yaml': 'services: {a: {imagee: x}}\n', '/p/b.yaml': 'a: 1\na: 2\n', '/p/c.yaml': 'a: [\n' };
    expect(codesOf(load(files, { files: ['a.yaml', 'b.yaml'] }))).toEqual(['unknown-key']);
    expect(codesOf(load(files, { files: ['a.yaml', 'c.yaml'] }))).toEqual(['yaml-syntax']);
  });

  it('merges the documents of a file, and takes the name of the last that has one', () => {
    const { project } = load({
      '/p/compose.yaml': 'name: one\nservices: {a: {image: x}}\n---\nname: two\nservices: {a: {image: y}}\n',
    });
    expect([project?.name, project?.services['a']?.image?.text]).toEqual(['two', 'y']);
  });

  it('drops `version` with a warning for each file', () => {
    const files = {
      '/p/compose.yaml': 'version: "3"\nservices: {a: {image: x}}\n',
      '/p/compose.override.yaml': 'version: "3"\n',
    };
    expect(codesOf(load(files))).toEqual(['obsolete-version', 'obsolete-version']);
  });

  it('keeps the tree without a project when variables stay', () => {
    const { project, tree, variables } = load(
      { '/p/compose.yaml': 'services: {a: {image: "$A", scale: "${B:?b}"}}\n' },
      { interpolate: false },
    );
    expect(project).toBeUndefined();
    expect(tree).toBeDefined();
    expect(variables.map(({ name, required }) => [name, required])).toEqual([
      ['A', false],
      ['B', true],
    ]);
  });

  it('switches services on by profile and by name, and reads env files of active services only', () => {
    const files = {
      '/p/compose.yaml':
        'services:\n  a: {image: x}\n  b: {image: y, profiles: [p], env_file: missing.env}\n  c: {image: z, profiles: [q], env_file: c.env}\n',
      '/p/c.env': 'C=1\n',
    };
    expect(Object.keys(load(files).project?.services ?? {})).toEqual(['a']);
    expect(codesOf(load(files, { profiles: ['p'] }))).toEqual(['file-not-found']);
    expect(load(files, { services: ['c'] }).project?.services['c']?.environment).toEqual({ C: '1' });
    expect(load(files).profiles).toEqual(['p', 'q']);
  });

  it.each([
    ['no file', {}, {}, 'no-compose-file'],
    ['an empty file', { '/p/compose.yaml': '# nothing\n' }, {}, 'empty-project'],
    ['a list', { '/p/compose.yaml': '- a\n' }, {}, 'not-a-mapping'],
    ['an empty document', { '/p/compose.yaml': 'services: {a: {image: x}}\n---\n' }, {}, 'not-a-mapping'],
    ['a missing file', {}, { files: ['nope.yaml'] }, 'file-not-found'],
    [
      'a bad project name',
      { '/p/compose.yaml': 'services: {a: {image: x}}\n' },
      { projectName: 'A b' },
      'project-name',
    ],
    ['services that are not a mapping', { '/p/compose.yaml': 'services: [a]\n' }, {}, 'not-a-mapping'],
    [
      'a missing env file',
      { '/p/compose.yaml': 'services: {a: {image: x}}\n' },
      { envFiles: ['x.env'] },
      'file-not-found',
    ],
  ])('answers %s with a diagnostic', (_, files, options, code) => {
    expect(codesOf(load(files as Record<string, string>, options))).toEqual([code]);
  });

  it('refuses a host whose working directory is relative', () => {
    for (const cwd of ['.', '', 'shop', './shop', 'C:\\shop'])
      expect(() => loadProject(memoryHost({ cwd, files: {} }))).toThrow(
        /^Host.cwd must be an absolute path with "\/", not ".*"/,
      );
    for (const cwd of ['/', '/shop', '/c/shop'])
      expect(loadProject(memoryHost({ cwd, files: {} })).diagnostics[0]?.code).toBe('no-compose-file');
  });

  it('never throws for bytes of any kind', () => {
    for (const text of [
      '\0',
      '\ufeff\ufeff',
      '&',
      '*',
      '? ',
      '!!',
      '---\n---\n',
      '{',
      '\t',
      ': :',
      '"',
      '|',
      '<<: *a',
      '%',
      '...',
    ]) {
      expect(() => load({ '/p/compose.yaml': text })).not.toThrow();
    }
  });

  it('names the place of an error in an included file', () => {
    const { diagnostics } = load({
      '/p/compose.yaml': 'include: [sub/b.yaml]\n',
      '/p/sub/b.yaml': 'services:\n  a:\n    imagee: x\n',
    });
    const [problem] = diagnostics;
    expect([problem?.code, problem?.span?.source.file, pathText(problem?.path ?? [])]).toEqual([
      'unknown-key',
      'sub/b.yaml',
      'services.a.imagee',
    ]);
  });
});
