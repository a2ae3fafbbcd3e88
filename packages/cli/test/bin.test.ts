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

  it.skipIf(!existsSync('/dev/full'))('says that standard output is full', () => {
    const full = 'transpose: cannot write standard output: no space left on device\n';
    expect(shell('"$T" config >/dev/full')).toMatchObject({ status: 1, stderr: full });
    expect(shell('"$T" --help >/dev/full')).toMatchObject({ status: 1, stderr: full });
    expect(shell('"$T" nope 2>/dev/full')).toMatchObject({ status: 1, stdout: '' });
    const file = shell('"$T" config -o /dev/full');
    expect(file).toMatchObject({ status: 1, stderr: 'transpose: cannot write /dev/full: no space left on device\n' });
  });

  it('says that its working directory was deleted', () => {
    expect(shell('mkdir gone && cd gone && rmdir ../gone && "$T" config')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'transpose: the working directory no longer exists: change to one that does\n',
    });
  });

  it('takes up what a killed run has left', { timeout: 60_000 }, async () => {
    const services = Array.from(
      { length: 60 },
      (_, index) => `  s${index}: {image: "a:$V", environment: {PASSWORD: x}}`,
    );
    writeFileSync(join(folder, 'large.yaml'), `services:\n${services.join('\n')}\n`);
    const line = '"$T" -f large.yaml convert -o killed/';
    const whole = shell('"$T" -f large.yaml convert -o whole/');
    expect(whole.status).toBe(0);
    for (const wait of [2, 9, 20]) {
      // Killed once the staging directory is there, and so many files are in it or in their places.
      const kill = `until [ "$(find killed -type f 2>/dev/null | wc -l)" -ge ${wait} ] || ! kill -0 $!; do :; done; kill -9 $!`;
      shell(`V=${wait} ${line} 2>/dev/null & ${kill}; wait`);
      expect(shell('git -c init.defaultBranch=x init -q killed && git -C killed add -A -n .').stdout).not.toMatch(
        /secret/,
      );
      expect(shell(line)).toMatchObject({ status: 0 });
      // The salt of the checksums is the one thing that is random: what was killed before its secrets has another.
      shell('rm -rf whole; mkdir whole; cp killed/03-secrets.yaml killed/.gitignore whole/');
      expect(shell('"$T" -f large.yaml convert --force -o whole/').status).toBe(0);
      expect(shell('diff -r -x .git killed whole').stdout).toBe('');
    }
  });

  it('gives its exit code to the shell', () => {
    expect(shell('"$T" -f nope.yaml config').status).toBe(1);
    expect(shell('"$T" nope').status).toBe(2);
  });
});
