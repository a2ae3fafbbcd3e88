import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeHost } from '@transpose/core/node';
import { beforeEach, describe, expect, it } from 'vitest';
import { filesBelow, projectFixtures } from '../../../test-fixtures/index.ts';
import { compose, runCommand } from './run.ts';
import { stacks } from './stacks.ts';

const bin = fileURLToPath(new URL('../bin/transpose.cjs', import.meta.url));
const bundle = fileURLToPath(new URL('../dist/transpose.cjs', import.meta.url));
const directories = stacks();
const { put } = directories;
let folder = '';
beforeEach(() => {
  folder = directories.folder;
});

const run = (words: string) => runCommand(words, { host: nodeHost(folder) });
const lossy = 'services:\n  web: {image: "nginx:1", blkio_config: {weight: 300}}\n';
const broken = 'services:\n  web: {imag: nginx}\n';
const secret = 'services:\n  web: {image: "a:1", environment: {DB_PASSWORD: hunter22}, command: "x hunter22"}\n';

describe('--each', () => {
  it('finds projects by the names that Docker knows, and passes over what tools keep', () => {
    put({
      'compose.yaml': compose,
      'b/docker-compose.yml': compose,
      'a/deep/compose.yml': compose,
      'node_modules/x/compose.yaml': compose,
      '.git/compose.yaml': compose,
      'out/compose.yaml': compose,
      'c/other.yaml': compose,
    });
    symlinkSync('b', join(folder, 'linked'));
    const { err } = run('convert --each -o out/ --report json');
    const { projects } = JSON.parse(err) as { projects: { project: string }[] };
    expect(projects.map(({ project }) => project)).toEqual(['.', 'a/deep', 'b']);
    expect(existsSync(join(folder, 'out/a/deep/web.yaml'))).toBe(true);
  });

  it('writes what each project gives in its own directory', () => {
    put({
      'stacks/shop/compose.yaml': `${compose}    env_file: web.env\n`,
      'stacks/shop/web.env': 'A=1\n',
      'stacks/shop/.env': 'B=1\n',
      'other/blog/compose.yaml': compose,
    });
    expect(run('convert --each stacks other -o out/').code).toBe(0);
    for (const project of ['stacks/shop', 'other/blog']) {
      const alone = runCommand(`convert -o ${folder}/alone/${project}/`, { host: nodeHost(join(folder, project)) });
      expect(alone.code).toBe(0);
      expect(filesBelow(join(folder, 'out', project))).toEqual(filesBelow(join(folder, 'alone', project)));
    }
    expect(run('convert --each stacks -o one/').code).toBe(0);
    expect(existsSync(join(folder, 'one/shop/web.yaml'))).toBe(true);
    expect(run('convert --each stacks other -o out/').err).toMatch(/Files: \d+ unchanged\./);
  });

  it('goes on after a project that fails, and has the worst exit code', () => {
    put({ 'a/compose.yaml': broken, 'b/compose.yaml': lossy });
    const { code, err } = run('convert --each . -o out/');
    expect(code).toBe(1);
    expect(err).toContain('a/compose.yaml:2:9');
    expect(err).toMatch(/b\/compose\.yaml:2:\d+ {2}services\.web\.blkio_config/);
    expect(err).toContain('failed: a\n2 projects, 1 failed. ');
    expect(existsSync(join(folder, 'out/a'))).toBe(false);
    expect(existsSync(join(folder, 'out/b/web.yaml'))).toBe(true);
    expect(run('check --each b --strict').code).toBe(3);
    expect(run('check --each a b --strict').code).toBe(1);
    expect(run('check --each b').code).toBe(0);
  });

  it('says a cause of several projects once', () => {
    put({ 'a/compose.yaml': lossy, 'b/compose.yaml': lossy });
    const { err } = run('check --each');
    const [first = '', ...others] = err.split('\n').filter((line) => line.includes('services.web.blkio_config'));
    expect([first, ...others].map((line) => line.trim().split(':')[0])).toEqual(['a/compose.yaml', 'b/compose.yaml']);
    expect(err.match(/blkio/g)?.length).toBeLessThanOrEqual(4);
  });

  it('makes one document of each report, with paths from the root of the repository and no secrets', () => {
    mkdirSync(join(folder, '.git'));
    put({ 'x/a/compose.yaml': lossy, 'x/b/compose.yaml': secret, 'x/c/compose.yaml': broken });
    const forms = ['json', 'sarif', 'gitlab', 'md'];
    const words = forms.map((form) => `--report ${form}=${folder}/report.${form}`).join(' ');
    const { err, code } = runCommand(`check --each ${words}`, { host: nodeHost(join(folder, 'x')) });
    expect(code).toBe(1);
    expect(err).not.toContain('undefined');
    expect(err).toContain('3 projects, 1 failed');
    const [json, sarif, gitlab, md] = forms.map((form) => readFileSync(join(folder, `report.${form}`), 'utf8'));
    for (const text of [err, json, sarif, gitlab, md]) expect(text).not.toContain('hunter22');
    const { runs } = JSON.parse(sarif ?? '') as {
      runs: { results: object[]; tool: { driver: { rules: object[] } } }[];
    };
    expect(runs).toHaveLength(1);
    expect(JSON.stringify(runs)).toContain('"x/a/compose.yaml"');
    expect(JSON.stringify(runs)).toContain('"x/c/compose.yaml"');
    expect(gitlab).toContain('"x/a/compose.yaml"');
    expect(md).toContain('### `a`: Transpose to kubernetes');
    expect(JSON.parse(json ?? '')).toMatchObject({
      projects: [{ project: 'a', code: 0 }, { project: 'b' }, { code: 1 }],
    });
  });

  it('compares each with --check', () => {
    put({ 'a/compose.yaml': compose, 'b/compose.yaml': compose });
    expect(run('convert --each -o out/ --check').code).toBe(3);
    expect(run('convert --each -o out/').code).toBe(0);
    expect(run('convert --each -o out/ --check').code).toBe(0);
    put({ 'b/compose.yaml': compose.replace('8080', '8081') });
    const { code, out } = run('convert --each -o out/ --check');
    expect(code).toBe(3);
    expect(out).toContain('out/b/web.yaml');
    expect(out).not.toContain('out/a/');
  });

  it('refuses what does not go with it', () => {
    put({ 'a/compose.yaml': compose });
    for (const [words, message] of [
      ['convert --each', 'give -o DIR/'],
      ['check --each -f compose.yaml', '-f names one'],
      ['check --each -p shop', '-p names one'],
      ['check --each nowhere', '--each nowhere: no such file or directory'],
      ['check --each --route gateway -t docker-run', '--route is an option of -t kubernetes'],
    ] as const) {
      const { code, err } = run(words);
      expect({ words, code }).toEqual({ words, code: 2 });
      expect(err).toContain(message);
    }
    mkdirSync(join(folder, 'empty'));
    expect(run('check --each empty').err).toContain('there is no Compose file in or below empty');
  });

  it('shows how far it is on a terminal only', () => {
    put({ 'a/compose.yaml': compose, 'b/compose.yaml': compose });
    const shown = runCommand('check --each', { host: nodeHost(folder), terminal: true }).err;
    expect(shown).toContain('[############------------] 1/2 a');
    expect(shown).toContain('[########################] 2/2 b\r\u001b[K');
    expect(run('check --each').err).not.toContain('[#');
  });
});

describe.skipIf(!existsSync(bundle))('the built command with --each', () => {
  it('does many projects in threads, and says the same of them in the same order', () => {
    for (const { name, directory } of projectFixtures())
      cpSync(directory, join(folder, 'p', name), { recursive: true });
    put({ 'p/0-broken/compose.yaml': broken, 'p/zz/compose.yaml': lossy });
    for (let copy = 0; copy < 9; copy += 1) put({ [`p/copy-${copy}/compose.yaml`]: secret });
    const words = ['check', '--each', 'p', '--report', `json=${folder}/threads.json`];
    const { status, stderr } = spawnSync(process.execPath, ['--', bin, ...words], { cwd: folder, encoding: 'utf8' });
    const alone = run(`check --each p --report json=${folder}/alone.json`);
    expect(status).toBe(1);
    // Lines of the command are wider than those of a test.
    const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
    expect(flat(stderr)).toBe(flat(alone.err));
    expect(readFileSync(join(folder, 'threads.json'), 'utf8')).toBe(readFileSync(join(folder, 'alone.json'), 'utf8'));
  });
});
