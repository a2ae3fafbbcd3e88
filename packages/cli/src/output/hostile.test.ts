import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputFile } from '@transpose/targets';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyWrite } from './apply-write.ts';
import { differencesOf } from './differences.ts';
import { sha256 } from './manifest.ts';
import { planWrite } from './plan-write.ts';

let root = '';
let directory = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'transpose-hostile-'));
  directory = join(root, 'out');
  mkdirSync(directory);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (path: string) => join(directory, path);
const by = 'kubernetes';
const files: readonly OutputFile[] = [{ path: 'a.yaml', content: 'a\n', mode: 0o644 }];
const secretFiles: readonly OutputFile[] = [...files, { path: 'web.env', content: 'A=1\n', mode: 0o600 }];

function manifestOf(content: string, ...paths: readonly string[]): void {
  const entries = Object.fromEntries(paths.map((path) => [path, { by, sha256: sha256(content) }]));
  for (const name of ['.transpose-manifest', '.transpose-secrets-manifest'])
    writeFileSync(at(name), JSON.stringify({ files: entries }));
}

function write(force: boolean, wanted = files) {
  const plan = planWrite({ directory, files: wanted, by, force });
  if (plan.obstacles.length === 0) applyWrite(plan);
  return plan;
}

const bad = ['../victim', 'sub/../../victim', './victim', 'sub//victim', '/etc/hostname', 'sub/victim', '.git/config'];

test.each(bad)('the entry %s of a manifest that came with the project names no file of ours', (path) => {
  const outside = join(root, 'home');
  mkdirSync(outside);
  mkdirSync(at('.git'));
  for (const victim of [join(root, 'victim'), join(outside, 'victim'), at('victim'), at('.git/config')])
    writeFileSync(victim, 'private');
  symlinkSync('../home', at('sub'));
  manifestOf('private', path);
  for (const force of [false, true]) {
    expect(differencesOf({ directory, files, by }).filter(({ before }) => before === 'private')).toEqual([]);
    expect(write(force)).toMatchObject({ removals: [], kept: [], obstacles: [] });
    manifestOf('private', path);
  }
  for (const victim of [join(root, 'victim'), join(outside, 'victim'), at('victim'), at('.git/config')])
    expect(readFileSync(victim, 'utf8')).toBe('private');
});

test('a link to a file is not a file of ours either', () => {
  writeFileSync(join(root, 'victim'), 'private');
  symlinkSync('../victim', at('old.yaml'));
  manifestOf('private', 'old.yaml');
  expect(write(true)).toMatchObject({ removals: [], kept: [] });
  expect(existsSync(at('old.yaml'))).toBe(true);
});

test.each(['null', '[]', '{"files": []}', '{"files": {"a": null, "__proto__": {"by": 1}}}', '{', '"x"'])(
  'a manifest that says %s has no entries',
  (text) => {
    writeFileSync(at('.transpose-manifest'), text);
    expect(write(false).obstacles).toEqual([]);
  },
);

test('a manifest or .gitignore that is a link is not followed', () => {
  writeFileSync(join(root, 'victim'), 'private\n');
  for (const name of ['.transpose-manifest', '.transpose-secrets-manifest', '.gitignore'])
    symlinkSync('../victim', at(name));
  const plan = write(false, secretFiles);
  expect(plan.unignored).toMatchObject({ what: 'is not a regular file' });
  expect(plan.unignored?.lines).toContain('/web.env');
  expect(readFileSync(join(root, 'victim'), 'utf8')).toBe('private\n');
});

test('a .gitignore that is not UTF-8 keeps its bytes', () => {
  const bytes = Buffer.from([0x66, 0xe9, 0x0a]);
  writeFileSync(at('.gitignore'), bytes);
  expect(write(false, secretFiles).unignored).toMatchObject({ what: 'is not UTF-8' });
  expect(readFileSync(at('.gitignore')).equals(bytes)).toBe(true);
});

test('a directory in the place of a manifest is said, and nothing is written', () => {
  mkdirSync(at('.transpose-manifest'));
  expect(write(false).obstacles).toEqual([{ path: '.transpose-manifest', what: 'is a directory' }]);
  expect(existsSync(at('a.yaml'))).toBe(false);
  mkdirSync(at('.gitignore'));
  rmSync(at('.transpose-manifest'), { recursive: true });
  expect(write(false, secretFiles).unignored).toMatchObject({ what: 'is not a regular file' });
});

test('a staging directory that is a link is not entered', () => {
  mkdirSync(join(root, 'home/1-abcdef'), { recursive: true });
  writeFileSync(join(root, 'home/1-abcdef/file'), 'private');
  symlinkSync('../home', at('.transpose-staging'));
  expect(() => write(false)).toThrow(/not a directory/);
  expect(readdirSync(join(root, 'home'))).toEqual(['1-abcdef']);
  expect(existsSync(at('a.yaml'))).toBe(false);
});
