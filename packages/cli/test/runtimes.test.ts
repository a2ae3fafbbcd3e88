import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { targets } from '@transpose/targets';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, projectFixtures } from '../../../test-fixtures/index.ts';

const command = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
const fetched = fileURLToPath(new URL('../../../node_modules/.cache/transpose/runtimes/', import.meta.url));

/** The words that start a script, by the packages that `scripts/fetch-runtimes.sh` fetches. */
const runtimes = {
  'node@22': ['node', '--'],
  'node@24': ['node', '--'],
  'bun@1': ['bun'],
  'deno@2': ['deno', 'run', '--allow-read', '--allow-write', '--allow-env'],
} as const;

/** What Alpine has in the place of GNU's `env` and `sh`. */
const alpine = [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'b=$(command -v busybox) && mount --bind "$b" /usr/bin/env && mount --bind "$b" "$(readlink -f /bin/sh)" && exec env "$@"',
  'sh',
  process.execPath,
  '--',
];

const scratch = mkdtempSync(`${tmpdir()}/transpose-runtimes-`);
afterAll(() => rmSync(scratch, { recursive: true }));

/** Every project as every target; two of them on each runtime, and all of one project. */
const conversions = projectFixtures().flatMap(({ name, directory }) =>
  targets
    .filter((target) => name === 'shop' || target.name === 'kubernetes')
    .map(({ name: target, saltFile }) => ({ target, saltFile, directory, path: `${name}/${target}/` })),
);

function convertAll([program = '', ...words]: readonly string[], output: string): void {
  for (const { target, directory, path } of conversions) {
    const args = [...words, command, 'convert', '-t', target, '--force', '-o', `${output}/${path}`];
    // Deno runs code that it has compiled before, of a bundle that was built anew since.
    const env = { ...process.env, DENO_DIR: `${scratch}/deno-cache` };
    const { status, stderr, error } = spawnSync(program, args, { cwd: directory, encoding: 'utf8', env });
    if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')}\n${stderr}`);
  }
}

const textsBelow = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(filesBelow(folder)).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  );

const isThere = (words: readonly string[]): boolean => spawnSync(words[0] ?? '', words.slice(1)).status === 0;

describe.skipIf(!existsSync(bundle))('the command writes the same bytes as on this Node', () => {
  const ours = `${scratch}/ours`;
  beforeAll(() => convertAll([process.execPath, '--'], ours));

  function expectSame(name: string, words: readonly string[]): void {
    const theirs = `${scratch}/${name}`;
    // The salt of checksums is random, and is kept with the secrets of the first conversion.
    for (const { path, saltFile = '' } of conversions)
      if (saltFile !== '' && existsSync(`${ours}/${path}${saltFile}`))
        cpSync(`${ours}/${path}${saltFile}`, `${theirs}/${path}${saltFile}`);
    convertAll(words, theirs);
    expect(textsBelow(theirs)).toEqual(textsBelow(ours));
  }

  for (const [name, [program, ...words]] of Object.entries(runtimes)) {
    const bin = `${fetched}${name}/node_modules/.bin/${program}`;
    it.skipIf(!existsSync(bin))(`${name}, which scripts/fetch-runtimes.sh fetches`, () => {
      expectSame(name, [bin, ...words]);
    });
  }

  it.skipIf(!isThere([...alpine.slice(0, -1), '--version']))("BusyBox's env and sh over the real ones", () =>
    expectSame('busybox', alpine),
  );
});
