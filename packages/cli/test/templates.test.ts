import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeHost } from '@transpose/core/node';
import { starters, startersDirectory } from '../src/starters.ts';
import { compose, runCommand, runLater } from './run.ts';

const files = {
  '/shop/compose.yaml': `${compose}    environment: {DB_PASSWORD: correct-horse}\n`,
  '/shop/tpl/names.txt.hbs': '{{#each services}}{{name}} {{image.text}}\n{{/each}}{{default options.end ""}}',
};

describe('-t ./DIR', () => {
  it('writes what a directory with one template makes to standard output', async () => {
    expect(await runLater('convert -t ./tpl --set end=E', { files })).toMatchObject({
      code: 0,
      out: 'web nginx:1.29\nE',
    });
  });

  it('needs a directory for several files', async () => {
    const more = { ...files, '/shop/tpl/b.hbs': '{{#file "x"}}{{/file}}' };
    const { code, err } = await runLater('convert -t ./tpl', { files: more });
    expect([code, err]).toEqual([2, 'transpose: -t template:tpl writes several files: give a directory, as -o DIR/\n']);
  });

  it('checks', async () => {
    const { code, out } = await runLater('check -t ./tpl --strict --verbose', { files });
    expect(code).toBe(3);
    expect(out).toMatch(/compose\.yaml:3:5 +services\.web\.image/);
    expect(out).toContain('No template reads it');
  });

  it('says where a template is wrong', async () => {
    const { code, out, err } = await runLater('convert -t tpl/', {
      files: { ...files, '/shop/tpl/names.txt.hbs': 'a\n{{services.wep.image}}' },
    });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('tpl/names.txt.hbs:2:3');
    expect(err).toContain('services.web');
  });

  it.each([
    ['convert -t ./nope', 'transpose: -t ./nope: ./nope is not a directory that can be read\n'],
    ['convert -t ./empty', 'transpose: -t ./empty: there is no *.hbs in ./empty\n'],
    ['convert -t ./out', 'transpose: -t ./out: ./out/x.hbs leads out of its directory\n'],
    ['convert -t ./latin', 'transpose: -t ./latin: ./latin/x.hbs is not text in UTF-8\n'],
    [
      'convert -t ./tpl --volume-size 1Gi',
      'transpose: --volume-size is an option of -t kubernetes, not of -t template:tpl\n',
    ],
  ])('%s is wrong use', async (words, message) => {
    const odd = {
      ...files,
      '/shop/empty/readme': 'x',
      '/shop/out/x.hbs': { kind: 'link', to: '/etc/passwd' },
      '/etc/passwd': 'secret',
      '/shop/latin/x.hbs': Uint8Array.of(0xe9),
    } as const;
    expect(await runLater(words, { files: odd })).toEqual({ code: 2, out: '', err: message });
  });

  it('other targets have no --set', () => {
    expect(runCommand('convert -t docker-run --set a=b').err).toBe(
      'transpose: --set is an option of -t ./DIR, not of -t docker-run\n',
    );
    expect(runCommand('convert -t tpl').err).toContain('directories of templates (./tpl)');
  });
});

describe('config --format model', () => {
  it('prints what templates see', () => {
    const { out } = runCommand('config --format model', { files });
    const model = JSON.parse(out) as { model_version: string; services: { web: { container: { name: string } } } };
    expect(model.model_version).toMatch(/^\d+\.\d+$/);
    expect(model.services.web.container.name).toBe('shop-web-1');
    expect(out).not.toContain('"/shop');
  });

  it('is the whole project', () => {
    expect(runCommand('config --format model --services').code).toBe(2);
    expect(runCommand('config --format model --no-interpolate').code).toBe(2);
  });
});

describe('init template', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'transpose-init-'));
    writeFileSync(join(folder, 'compose.yaml'), files['/shop/compose.yaml']);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(starters)('--from %s makes a start that works, and never overwrites', async (from) => {
    const host = nodeHost(folder);
    expect(runCommand(`init template mine --from ${from}`, { host }).code).toBe(0);
    const before = readdirSync(join(folder, 'mine'), { recursive: true, encoding: 'utf8' });
    expect(before).toEqual(readdirSync(join(startersDirectory(), from), { recursive: true, encoding: 'utf8' }));
    expect((await runLater('convert -t ./mine -o out/', { host })).code).toBe(0);
    const made = readdirSync(join(folder, 'out')).filter((name) => !name.startsWith('.'));
    expect(made.length).toBeGreaterThan(0);
    for (const name of made) {
      const shows = readFileSync(join(folder, 'out', name), 'utf8').includes('correct-horse');
      expect([name, (statSync(join(folder, 'out', name)).mode & 0o077) === 0]).toEqual([name, shows]);
    }
    const { code, err } = runCommand(`init template mine --from ${from}`, { host });
    expect([code, err]).toEqual([1, expect.stringContaining('already')]);
  });

  it('writes nothing where one file is there already', () => {
    const host = nodeHost(folder);
    expect(runCommand('init template . --from env-report', { host }).code).toBe(0);
    writeFileSync(join(folder, 'REPORT.md.hbs'), 'mine');
    expect(runCommand('init template . --from env-report', { host }).code).toBe(1);
    expect(readFileSync(join(folder, 'REPORT.md.hbs'), 'utf8')).toBe('mine');
    expect(runCommand('init template compose.yaml', { host }).code).toBe(1);
    expect(runCommand('init template x --from nope', { host }).code).toBe(2);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

it('handlebars is loaded by nothing but templates', async () => {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../src/entry.ts', import.meta.url)),
    platform: 'node',
    resolve: { conditionNames: ['@transpose/source', 'import', 'default'] },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const chunks = output.filter((one) => one.type === 'chunk');
  const holders = chunks.filter((chunk) => Object.keys(chunk.modules).some((id) => id.includes('/handlebars/')));
  expect(holders).toHaveLength(1);
  const [holder] = holders;
  expect(chunks.find(({ isEntry }) => isEntry)?.imports).not.toContain(holder?.fileName);
  expect(Object.keys(holder?.modules ?? {}).filter((id) => /javascript-compiler|source-map|code-gen/.test(id))).toEqual(
    [],
  );
});
