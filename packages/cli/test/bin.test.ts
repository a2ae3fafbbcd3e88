import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from './run.ts';

const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-bin-'));
  writeFileSync(join(folder, 'compose.yaml'), compose);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = (line: string) =>
  spawnSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8', env: { ...process.env, T: bin } });

describe.skipIf(!existsSync(bundle))('the built command', () => {
  it('runs, and takes --env-file for itself', () => {
    expect(shell('"$T" --env-file /dev/null config --images')).toMatchObject({
      status: 0,
      stdout: 'nginx:1.29\n',
      stderr: '',
    });
  });

  it('reads standard input', () => {
    expect(shell('"$T" -f - config --images < compose.yaml').stdout).toBe('nginx:1.29\n');
  });

  it('ends quietly when its reader has gone', () => {
    // More than a pipe holds.
    writeFileSync(join(folder, 'many.yaml'), `${compose}    labels: {long: "${'x'.repeat(300_000)}"}\n`);
    expect(shell('"$T" -f many.yaml config | head -n 1')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^name: /),
      stderr: '',
    });
  });

  it('gives its exit code to the shell', () => {
    expect(shell('"$T" -f nope.yaml config').status).toBe(1);
    expect(shell('"$T" nope').status).toBe(2);
  });
});
