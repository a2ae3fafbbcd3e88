import { describe, expect, it } from 'vitest';
import { findSurroundings } from './environment.ts';
import type { LoadOptions } from '../load-options.ts';
import { memoryHost } from '../host/memory-host.ts';
import { loaderReport } from '../report/report.ts';

function find(files: Record<string, string>, options: LoadOptions = {}, env: Record<string, string> = {}, cwd = '/p') {
  const report = loaderReport();
  const host = memoryHost({ files, cwd, env });
  const found = findSurroundings({ host, options, report, sources: new Map(), variables: new Map() });
  return {
    files: found?.files,
    directory: found?.directory,
    get: (name: string) => found?.environment.get(name),
    codes: report.diagnostics.map(({ code }) => code),
  };
}

describe('findSurroundings', () => {
  it('finds the file of the nearest directory, and the override beside it', () => {
    const files = {
      '/p/compose.yml': '',
      '/p/docker-compose.override.yaml': '',
      '/p/a/compose.override.yml': '',
      '/compose.yaml': '',
    };
    const { files: found, directory } = find(files, {}, {}, '/p/a');
    expect([found, directory]).toEqual([['/p/compose.yml', '/p/docker-compose.override.yaml'], '/p']);
  });

  it('warns when several files fit', () => {
    expect(find({ '/p/compose.yml': '', '/p/compose.yaml': '' })).toMatchObject({
      files: ['/p/compose.yaml'],
      codes: ['several-files'],
    });
  });

  it('prefers -f to COMPOSE_FILE, which `.env` may set too', () => {
    const files = { '/p/.env': 'COMPOSE_FILE=x.yaml;y.yaml\nCOMPOSE_PATH_SEPARATOR=;\n' };
    expect(find(files).files).toEqual(['/p/x.yaml', '/p/y.yaml']);
    expect(find(files, { files: ['z.yaml'] }).files).toEqual(['/p/z.yaml']);
    expect(find(files, {}, { COMPOSE_FILE: 'w.yaml' }).files).toEqual(['/p/w.yaml']);
  });

  it('reads `.env` of the working directory before that of the project directory', () => {
    const files = { '/p/compose.yaml': '', '/p/.env': 'A=outer\nB=outer\n', '/p/sub/.env': 'A=inner\n' };
    const { get } = find(files, {}, {}, '/p/sub');
    expect([get('A'), get('B')]).toEqual(['inner', 'outer']);
  });

  it('reads `.env` beside the first -f file alone', () => {
    const files = { '/p/.env': 'A=1\n', '/p/sub/.env': 'B=2\n' };
    const { get, directory } = find(files, { files: ['sub/c.yaml'] });
    expect([get('A'), get('B'), directory]).toEqual([undefined, '2', '/p/sub']);
  });

  it('lets the process environment win, even when it is empty', () => {
    expect(find({ '/p/compose.yaml': '', '/p/.env': 'A=1\n' }, {}, { A: '' }).get('A')).toBe('');
  });

  it('replaces `.env` by env files, of which later ones win and see the earlier ones', () => {
    const files = { '/p/compose.yaml': '', '/p/.env': 'Z=1\n', '/p/a.env': 'A=1\nB=1\n', '/p/b.env': 'B=2\nC=$A$B\n' };
    const { get } = find(files, { envFiles: ['a.env', 'b.env'] });
    expect(['Z', 'A', 'B', 'C'].map(get)).toEqual([undefined, '1', '2', '12']);
    expect(find(files, {}, { COMPOSE_ENV_FILES: 'a.env,b.env' }).get('C')).toBe('12');
  });

  it('lets `.env` be switched off, by itself too', () => {
    const files = { '/p/compose.yaml': '', '/p/.env': 'A=1\n' };
    expect(find(files, {}, { COMPOSE_DISABLE_ENV_FILE: '1' }).get('A')).toBeUndefined();
    expect(find({ ...files, '/p/.env': 'A=1\nCOMPOSE_DISABLE_ENV_FILE=true\n' }).get('A')).toBeUndefined();
    expect(find(files, {}, { COMPOSE_DISABLE_ENV_FILE: 'maybe' }).codes).toEqual(['env-syntax']);
  });

  it('refuses env files that are missing or cannot be read', () => {
    expect(find({ '/p/compose.yaml': '' }, { envFiles: ['x.env'] }).codes).toEqual(['file-not-found']);
    expect(find({ '/p/compose.yaml': '', '/p/.env': 'A B=1\n' }).codes).toEqual(['env-syntax']);
  });
});
