import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
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

  it.each(['"$T"', 'busybox env node -- "$T"'])('%s runs no code that an env file names in NODE_OPTIONS', (command) => {
    if (command.startsWith('busybox') && shell('busybox true').status !== 0) return;
    writeFileSync(join(folder, 'evil.cjs'), "console.log('ran');\n");
    writeFileSync(join(folder, 'evil.env'), 'NODE_OPTIONS=--require ./evil.cjs\n');
    const done = { status: 0, stdout: 'nginx:1.29\n', stderr: '' };
    expect(shell(`${command} --env-file evil.env config --images`)).toMatchObject(done);
    expect(shell(`${command} --env-file=evil.env config --images`)).toMatchObject(done);
  });

  it('says in its own words that an env file is missing', () => {
    const { status, stderr } = shell('"$T" --env-file nowhere.env config');
    expect(status).toBe(1);
    expect(stderr).toMatch(/nowhere\.env/);
    expect(stderr).not.toMatch(/^node:/);
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

describe('a Node below the range', () => {
  const source = readFileSync(bin, 'utf8').replace(/^#!.*/, '');

  /** What the first file prints under a version, which modules it loads, and where compiled code is kept. */
  function started(
    versions: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
    word?: string,
  ) {
    const required: string[] = [];
    const caches: string[] = [];
    let said = '';
    const process = {
      argv: ['node', 'transpose', ...(word === undefined ? [] : [word])],
      versions,
      env,
      stderr: { write: (text: string) => (said += text) },
      exitCode: undefined as number | undefined,
    };
    const load = (name: string) => {
      if (name === 'node:path') return { isAbsolute, join };
      required.push(name);
      return (_main: string, _bundle: string, directory: string) => caches.push(directory);
    };
    runInNewContext(`(function (require, process, __dirname) {${source}\n})`)(load, process, dirname(bin));
    return { required, caches, said, exitCode: process.exitCode };
  }

  it.each(['12.22.12', '16.20.2', '18.20.8', '20.18.3'])('%s gets one sentence, and no module is loaded', (node) => {
    const said = `transpose: Node 20.19 or newer is needed, and this is Node ${node}\n`;
    expect(started({ node })).toEqual({ required: [], caches: [], said, exitCode: 1 });
  });

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s starts', (node) => {
    expect(started({ node })).toMatchObject({ required: ['../dist/transpose.cjs'], said: '' });
  });

  it.each(['--version', '-h', 'help', 'completion'])('%s is done before V8 optimizes anything', (word) => {
    expect(started({ node: '20.19.0' }, {}, word).required).toEqual(['../dist/transpose.cjs']);
  });

  it('converts with later optimizing, which is for V8 alone', () => {
    const later = ['./optimize-later.cjs', '../dist/transpose.cjs'];
    expect(started({ node: '20.19.0' }, {}, 'convert').required).toEqual(later);
    expect(started({ node: '20.19.0', bun: '1' }, {}, 'convert').required).toEqual(['../dist/transpose.cjs']);
  });

  it.each<[Readonly<Record<string, string>>, readonly string[]]>([
    [{ HOME: '/home/u' }, ['/home/u/.cache']],
    [{ HOME: '/home/u', XDG_CACHE_HOME: '/c' }, ['/c']],
    [{ XDG_CACHE_HOME: 'c' }, []],
    [{ HOME: '/home/u', NODE_DISABLE_COMPILE_CACHE: '1' }, []],
    [{}, []],
  ])('with %j compiled code is kept in %j: nowhere that others write', (env, caches) => {
    for (const node of ['20.19.0', '24.1.0']) expect(started({ node }, env)).toMatchObject({ caches });
    for (const other of ['bun', 'deno'])
      expect(started({ node: '24.1.0', [other]: '1' }, env)).toMatchObject({
        caches: [],
        required: ['../dist/transpose.cjs'],
      });
  });

  it('is the range of package.json, in the syntax of Node 12', () => {
    const { engines } = JSON.parse(readFileSync(join(bin, '../../package.json'), 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    expect(engines.node).toBe('>=20.19.0');
    expect(source.replaceAll(/\/\/.*/g, '')).not.toMatch(/\?\.|\?\?|\|\|=|&&=|#[a-z]|\bimport\b|\bawait\b/);
  });
});
