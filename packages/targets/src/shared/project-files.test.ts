import type { Host, MemoryEntry } from '@transpose/core';
import { memoryHost } from '@transpose/core';
import { describe, expect, test } from 'vitest';
import { projectFiles } from './project-files.ts';

/** The project's files, and what the host was asked for. */
function counted(files: Readonly<Record<string, MemoryEntry>>) {
  const host = memoryHost({ files });
  const asked = { read: 0, listed: 0 };
  const counting: Host = {
    ...host,
    readFile(path) {
      asked.read += 1;
      return host.readFile(path);
    },
    listFolder(path) {
      asked.listed += 1;
      return host.listFolder(path);
    },
  };
  return { files: projectFiles(counting, '/p', []), asked };
}

const limits = { bytes: 1000, entries: 20 };

describe('walking a directory of the project', () => {
  test('lists its files with their sizes and reads none', () => {
    const { files, asked } = counted({ '/p/d/a': 'xx', '/p/d/e/b': 'xxx', '/p/other': 'x' });
    expect(files.walk('/p/d', limits)).toEqual([
      { path: 'a', file: { kind: 'file', size: 2, executable: false } },
      { path: 'e/b', file: { kind: 'file', size: 3, executable: false } },
    ]);
    expect(asked.read).toBe(0);
  });

  test('stops where the files are too large or too many', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`/p/d/${index}/f`, '']));
    for (const entries of [many, { '/p/d/a': 'x'.repeat(1001), ...many }]) {
      const { files, asked } = counted(entries);
      expect(files.walk('/p/d', limits)).toBeUndefined();
      expect(asked.listed).toBeLessThan(limits.entries);
    }
  });

  test('ends where links lead back, or to one another', () => {
    const names = Array.from({ length: 12 }, (_, index) => `d${index}`);
    const links = names.flatMap((name) =>
      names.map((other): [string, MemoryEntry] => [`/p/${name}/${other}`, { kind: 'link', to: `../${other}` }]),
    );
    const { files, asked } = counted(Object.fromEntries(links));
    expect(files.walk('/p', limits)).toBeUndefined();
    expect(asked.listed).toBeLessThan(limits.entries);

    const loop = counted({
      '/p/a/self': { kind: 'link', to: '.' },
      '/p/a/up': { kind: 'link', to: '..' },
      '/p/a/f': '',
    });
    expect(loop.files.walk('/p', limits)?.map(({ path }) => path)).toEqual(['a/f']);
  });

  test('finds links that lead out of the project, and does not follow them', () => {
    const { files } = counted({ '/p/d/out': { kind: 'link', to: '/etc' }, '/etc/shadow': 'secret' });
    expect(files.walk('/p/d', limits)).toEqual([{ path: 'out', file: { kind: 'outside' } }]);
    expect(files.find('/p/d/out/shadow')).toEqual({ kind: 'outside' });
    expect(files.read('/p/d/out/shadow')).toEqual({ kind: 'outside' });
  });
});

test('only the directory of the project and what is allowed besides is seen', () => {
  const host = memoryHost({ files: { '/p/a': 'a', '/allowed/b': 'b', '/other/c': 'c' } });
  const seen = (allowed: readonly string[]) =>
    ['/p', '/allowed', '/other'].filter((path) => projectFiles(host, '/p', allowed).walk(path, limits) !== undefined);
  expect(seen([])).toEqual(['/p']);
  expect(seen(['/allowed'])).toEqual(['/p', '/allowed']);
});
