import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checksumCommand, parseChecksums, zeroEnded } from './checksums.ts';
import type { Entry } from './listing.ts';
import { isSame, listCommand, parseListing, totalsOf } from './listing.ts';

const root = mkdtempSync(join(tmpdir(), 'listing-'));
afterAll(() => rmSync(root, { recursive: true }));

const run = ([program = '', ...words]: readonly string[], input?: Uint8Array): string =>
  execFileSync(program, words, { encoding: 'latin1', ...(input && { input }) });

const odd = ['plain', 'two words', 'line\nfeed', 'back\\slash', '// f 1', 'ä', '-rf', "quote's", 'end\n'].map((name) =>
  name.replaceAll('/', '∕'),
);
const latin1 = (name: string): string => Buffer.from(name).toString('latin1');

describe('a listing', () => {
  const folder = join(root, 'all');
  mkdirSync(join(folder, 'lost+found'), { recursive: true });
  writeFileSync(join(folder, 'lost+found/1'), '');
  for (const name of odd) writeFileSync(join(folder, name), name);
  chmodSync(join(folder, 'plain'), 0o640);
  mkdirSync(join(folder, 'empty'));
  symlinkSync('plain', join(folder, 'link'));

  it('has each name whatever it is made of, and nothing that a file system keeps for itself', () => {
    const found = parseListing(run(listCommand(folder, '.')));
    expect([...found.keys()].toSorted()).toEqual(
      ['.', './empty', './link', ...odd.map((name) => `./${latin1(name)}`)].toSorted(),
    );
    expect(found.get('./plain')).toMatchObject({ kind: 'file', size: 5, mode: 0o640, links: 1 });
    expect(found.get('./link')).toMatchObject({ kind: 'link', size: 5 });
    expect(totalsOf(found.values())).toEqual({
      files: odd.length,
      bytes: odd.reduce((sum, name) => sum + Buffer.byteLength(name), 0),
    });
  });

  it('of one file has that alone, and of what is missing nothing', () => {
    expect([...parseListing(run(listCommand(folder, './plain'))).keys()]).toEqual(['./plain']);
    expect(parseListing(run(listCommand(join(folder, 'nope'), '.'))).size).toBe(0);
  });

  it('that is cut off is not a listing', () => {
    expect(() => parseListing('81a4 1 2')).toThrow('cannot be read');
  });

  it('has checksums of the same names', () => {
    const names = [...parseListing(run(listCommand(folder, '.')))].flatMap(([name, { kind }]) =>
      kind === 'file' ? [name] : [],
    );
    const sums = parseChecksums(run(checksumCommand(folder), zeroEnded(names)), names);
    expect(sums.size).toBe(odd.length);
    const plain = run(['sha256sum', join(folder, 'plain')]).slice(0, 64);
    expect(sums.get('./plain')).toBe(plain);
    expect(() => parseChecksums('', names)).toThrow('there is no checksum of');
  });
});

describe('checksums', () => {
  const sum = 'ab'.repeat(32);
  it('are read with names as they are, and as GNU escapes them', () => {
    const anyNames = fc.uniqueArray(fc.stringMatching(/^\.\/[\n\r\\ a0]{1,8}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(anyNames, fc.boolean(), (names, escapes) => {
        const lines = names.map((name) => {
          const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
          return escapes && escaped !== name ? `\\${sum}  ${escaped}\n` : `${sum}  ${name}\n`;
        });
        expect([...parseChecksums(lines.join(''), names).keys()]).toEqual(names);
      }),
      { numRuns: 50 },
    );
  });
});

it('two entries are the same when all is that tar carries', () => {
  const file: Entry = { kind: 'file', size: 1, modified: 2, links: 1, mode: 0o644, owner: '0:0' };
  expect(isSame(file, { ...file })).toBe(true);
  const others = [
    { size: 2 },
    { modified: 3 },
    { links: 2 },
    { mode: 0o600 },
    { owner: '1:0' },
    { kind: 'link' as const },
  ];
  for (const other of others) expect(isSame(file, { ...file, ...other })).toBe(false);
  const folder: Entry = { ...file, kind: 'directory' };
  expect(isSame(folder, { ...folder, modified: 9, links: 9, size: 9 })).toBe(true);
});
