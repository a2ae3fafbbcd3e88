import { describe, expect, it } from 'vitest';
import { memoryHost } from './memory-host.ts';

const host = memoryHost({
  cwd: '/project',
  files: {
    '/project/compose.yaml': 'services: {}\n',
    '/project/bytes': new Uint8Array([0xff]),
    '/project/run.sh': { kind: 'file', content: '#!/bin/sh\n', executable: true },
    '/project/empty': { kind: 'directory' },
    '/project/link': { kind: 'link', to: 'compose.yaml' },
    '/project/up': { kind: 'link', to: '../project' },
    '/project/round': { kind: 'link', to: 'round' },
    '/project/pipe': { kind: 'other' },
  },
});

describe('memoryHost', () => {
  it('reads files, through links and dots too', () => {
    for (const path of ['/project/compose.yaml', '/project/link', '/project/up/./empty/../compose.yaml'])
      expect(host.readFile(path)).toEqual({ ok: true, value: new TextEncoder().encode('services: {}\n') });
    expect(host.readFile('/project/bytes')).toEqual({ ok: true, value: new Uint8Array([0xff]) });
  });

  it('says why a file cannot be read', () => {
    const failures = ['/nope', '/project/round', '/project', '/project/pipe', '/project/compose.yaml/x'].map((path) => {
      const result = host.readFile(path);
      return result.ok ? 'read' : result.failure;
    });
    expect(failures).toEqual(['not-found', 'not-found', 'is-a-directory', 'not-a-file', 'not-found']);
  });

  it('lists folders, those above an entry too, sorted', () => {
    expect(host.listFolder('/')).toEqual({ ok: true, value: ['project'] });
    expect(host.listFolder('/project/empty')).toEqual({ ok: true, value: [] });
    expect(host.listFolder('/project/up')).toMatchObject({ value: expect.arrayContaining(['compose.yaml', 'up']) });
    expect(host.listFolder('/project/compose.yaml')).toMatchObject({ ok: false });
  });

  it('tells what is at a path without following the last link', () => {
    expect(host.lstat('/project/link')?.kind).toBe('link');
    expect(host.lstat('/project/run.sh')).toEqual({ kind: 'file', size: 10, executable: true });
    expect(host.lstat('/project/nope')).toBeUndefined();
  });

  it('resolves real paths', () => {
    expect(host.realPath('/project/up/link')).toBe('/project/compose.yaml');
    expect(host.realPath('/project/round')).toBeUndefined();
  });
});
