import { describe, expect, it } from 'vitest';
import { loadProject } from '../load.ts';
import { memoryHost } from '../host/memory-host.ts';

function load(service: string, files: Record<string, string>, env: Record<string, string> = {}) {
  const text = `services:\n  a:\n    image: x\n    ${service}\n`;
  const { project, tree, diagnostics } = loadProject(
    memoryHost({ files: { '/p/compose.yaml': text, ...files }, cwd: '/p', env }),
  );
  return { service: project?.services['a'], tree, codes: diagnostics.map(({ code }) => code) };
}

describe('env_file', () => {
  it('comes below `environment`, later files above earlier ones', () => {
    const files = { '/p/a.env': 'A=a\nB=a\nC=a\n', '/p/b.env': 'B=b\nC=b\n' };
    expect(load('env_file: [a.env, b.env]\n    environment: {C: own}', files).service?.environment).toEqual({
      A: 'a',
      B: 'b',
      C: 'own',
    });
  });

  it('is hidden by a name without a value that nothing fills', () => {
    const files = { '/p/a.env': 'A=a\nB=a\n' };
    const { service } = load('env_file: a.env\n    environment: [A, B]', files, { B: 'outer' });
    expect(service?.environment).toEqual({ A: null, B: 'outer' });
  });

  it('sees the project, then the service, then what was read before', () => {
    const files = { '/p/a.env': 'D=file\nX=$P$S$D\nN\n' };
    const { service } = load('env_file: a.env\n    environment: {S: s, P: s}', files, { P: 'p', N: 'n' });
    expect(service?.environment).toMatchObject({ X: 'psfile', N: 'n' });
  });

  it('may be read as `docker run` does', () => {
    const files = { '/p/a.env': 'A="x" # $B\n' };
    const { service } = load('env_file: [{path: a.env, format: raw}]', files);
    expect(service?.environment).toEqual({ A: '"x" # $B' });
  });

  it.each([
    ['env_file: nope.env', ['file-not-found']],
    ['env_file: [{path: nope.env, required: false}]', []],
    ['env_file: [{path: a.env, format: json}]', ['env-format']],
    ['env_file: bad.env', ['env-syntax']],
    ['env_file: folder', ['unreadable-file']],
    ['label_file: nope.env', ['file-not-found']],
  ])('%s gives %j', (service, codes) => {
    const files = { '/p/a.env': 'A=1\n', '/p/bad.env': 'A B=1\n', '/p/folder/x': '' };
    expect(load(service, files).codes).toEqual(codes);
  });

  it('warns of unset variables once for each place', () => {
    expect(load('env_file: [a.env, a.env]', { '/p/a.env': 'A=$X\n' }).codes).toEqual(['unset-variable']);
  });
});

describe('label_file', () => {
  it('comes below `labels`, and sees earlier files before its own labels', () => {
    const files = { '/p/a.lab': 'A=1\nB=1\n', '/p/b.lab': 'A=2\nC=$A\n' };
    const { service } = load('label_file: [a.lab, b.lab]\n    labels: {B: own}', files);
    expect(service?.labels).toEqual({ A: '2', B: 'own', C: '1' });
  });
});
