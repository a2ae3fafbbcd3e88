import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const loader = fileURLToPath(new URL('../bin/compiled.cjs', import.meta.url));
let folder = '';
let bundle = '';
let caches = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-compiled-'));
  [bundle, caches] = [join(folder, 'bundle'), join(folder, 'caches')];
  mkdirSync(bundle);
  writeFileSync(join(bundle, 'build.txt'), 'one');
  writeFileSync(join(bundle, 'part.cjs'), "exports.part = () => 'part';");
  writeFileSync(
    join(bundle, 'main.cjs'),
    "const { part } = require('./part.cjs'); if (process.argv[2]) require(`./${process.argv[2]}`); console.log(part());",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the bundle in a process of its own; gives what it printed. */
function run(into = caches, ...words: readonly string[]): string {
  const code = `require(${JSON.stringify(loader)})('main.cjs', ${JSON.stringify(bundle)}, ${JSON.stringify(into)})`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code, '--', 'x', ...words], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  return stdout + stderr;
}

const kept = (build = 'one') => join(caches, 'transpose', `${build}-${process.version}-${process.arch}`);
const written = (name: string) => statSync(join(kept(), name)).ino;

describe('compiled code', () => {
  it('is kept for the user alone, and used until it does not fit', () => {
    for (let time = 0; time < 2; time += 1) expect(run()).toBe('part\n');
    expect(statSync(kept()).mode & 0o777).toBe(0o700);
    expect(readdirSync(kept()).sort()).toEqual(['main.cjs', 'part.cjs']);
    const first = written('part.cjs');
    expect(statSync(join(kept(), 'part.cjs')).mode & 0o777).toBe(0o600);
    run();
    expect(written('part.cjs')).toBe(first);
    truncateSync(join(kept(), 'part.cjs'), 100);
    expect(run()).toBe('part\n');
    expect(statSync(join(kept(), 'part.cjs')).size).toBeGreaterThan(100);
  });

  it('is that of one build', () => {
    run();
    // V8 itself compares the lengths of sources only.
    writeFileSync(join(bundle, 'part.cjs'), readFileSync(join(bundle, 'part.cjs'), 'utf8').replace("'part'", "'trap'"));
    writeFileSync(join(bundle, 'build.txt'), 'two');
    for (let time = 0; time < 2; time += 1) expect(run()).toBe('trap\n');
    expect(existsSync(kept('two'))).toBe(true);
  });

  it('takes up the functions of a command that loads more', () => {
    writeFileSync(join(bundle, 'more.cjs'), '');
    run();
    const first = written('part.cjs');
    expect(run(caches, 'more.cjs')).toBe('part\n');
    expect(readdirSync(kept()).sort()).toEqual(['main.cjs', 'more.cjs', 'part.cjs']);
    expect(written('part.cjs')).not.toBe(first);
  });

  it('is neither read nor written where others can write', () => {
    run();
    chmodSync(kept(), 0o777);
    for (const name of readdirSync(kept())) writeFileSync(join(kept(), name), 'foreign');
    expect(run()).toBe('part\n');
    expect(readFileSync(join(kept(), 'part.cjs'), 'utf8')).toBe('foreign');
  });

  it('is kept for a few versions', () => {
    for (let version = 0; version < 18; version += 1) {
      const old = join(caches, 'transpose', `old-${version}`);
      mkdirSync(old, { recursive: true });
      utimesSync(old, version + 1, version + 1);
    }
    run();
    const left = readdirSync(join(caches, 'transpose'));
    expect(left).toHaveLength(16);
    expect(left).not.toContain('old-2');
    expect(existsSync(kept())).toBe(true);
  });

  it.each(['/proc/self/nowhere', '/dev/null', '/nowhere/below'])('is not needed: %s', (nowhere) => {
    expect(run(nowhere)).toBe('part\n');
  });
});
