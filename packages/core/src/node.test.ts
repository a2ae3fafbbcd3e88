import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from './node.ts';

const host = nodeHost();
let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'transpose-host-')));
  writeFileSync(at('file'), 'text');
  chmodSync(at('file'), 0o755);
  mkdirSync(at('folder'));
  symlinkSync('file', at('link'));
  symlinkSync('nowhere', at('dangling'));
  execFileSync('mkfifo', [at('fifo')]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('nodeHost', () => {
  it('reads regular files, through links too', () => {
    for (const name of ['file', 'link'])
      expect(host.readFile(at(name))).toEqual({ ok: true, value: Buffer.from('text') });
  });

  it('says why a file cannot be read, and never waits for one', () => {
    const failures = ['nowhere', 'dangling', 'file/inside', 'folder', 'fifo'].map((name) => {
      const result = host.readFile(at(name));
      return result.ok ? 'read' : result.failure;
    });
    expect(failures).toEqual(['not-found', 'not-found', 'not-found', 'is-a-directory', 'not-a-file']);
    expect(host.readFile('/dev/zero')).toMatchObject({ ok: false, failure: 'not-a-file' });
  });

  it('takes /dev/null for an empty file', () => {
    expect(host.readFile('/dev/null')).toEqual({ ok: true, value: Buffer.alloc(0) });
  });

  it('tells what is at a path', () => {
    expect(host.lstat(at('file'))).toEqual({ kind: 'file', size: 4, executable: true });
    expect(['folder', 'link', 'fifo'].map((name) => host.lstat(at(name))?.kind)).toEqual([
      'directory',
      'link',
      'other',
    ]);
    expect(host.lstat(at('nowhere'))).toBeUndefined();
    expect(host.realPath(at('link'))).toBe(at('file'));
    expect(host.realPath(at('dangling'))).toBeUndefined();
  });

  it('lists folders in one order', () => {
    expect(host.listFolder(folder)).toEqual({ ok: true, value: ['dangling', 'fifo', 'file', 'folder', 'link'] });
    expect(host.listFolder(at('file'))).toMatchObject({ ok: false });
  });
});

it('resolves a relative working directory', () => {
  expect(nodeHost('packages').cwd).toBe(join(process.cwd(), 'packages'));
  expect(nodeHost(folder).cwd).toBe(folder);
});
