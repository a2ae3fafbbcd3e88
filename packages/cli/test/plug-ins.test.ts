import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, memoryHost } from '@transpose/core';
import { nodeHost } from '@transpose/core/node';
import { answerSchema, buildModel } from '@transpose/targets';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { compose, runCommand, runLater } from './run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpose-plug-ins-'));
  write('compose.yaml', compose);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), mode);
}

const here = (words: string, cwd = folder, env: Readonly<Record<string, string>> = {}) =>
  runLater(words, { host: { ...nodeHost(cwd), env: { HOME: folder, ...env } } });

/** A target that writes the names of the services, by `emit` or as given. */
const target = (emit = '({ base }) => [file(Object.keys(base.project.services).join())]', more = '') => `
const file = (content, path = 'names') => ({ path, content: content + '\\n', mode: 0o644 });
export default {
  name: 'names', summary: 'Names', options: [], stream: 'names', ${more}
  support: Object.fromEntries(['services', 'version', 'name', 'networks', 'volumes', 'secrets', 'configs', 'models', 'include']
    .map((key) => [key, { kind: 'dropped', reason: 'names only' }])),
  emit: ${emit},
};
`;
/** A target with a support table of its own. */
const supporting = (rows: string) =>
  `const row = { kind: 'dropped', reason: 'names only' };${target().replace(/support: .*\n.*\n/, `support: { ${rows} },\n`)}`;
/** A program that answers with a text. */
const answers = (text: string) => `#!/bin/sh\ncat >/dev/null\ncat <<'END'\n${text}\nEND\n`;

describe('a target in a file', () => {
  it('is converted to as a built-in one is', async () => {
    write('names.mjs', target());
    expect(await here('convert -t ./names.mjs')).toMatchObject({ code: 0, out: 'web\n' });
    expect(await here('check --strict -t ./names.mjs')).toMatchObject({ code: 3 });
    expect((await here('explain services.web.image -t ./names.mjs')).out).toContain('names only');
    expect((await here('convert -t ./names.mjs -o out/')).err).toContain('out/: 1 written');
  });

  it('has options, which help shows', async () => {
    const option = "{ name: 'prefix', type: 'string', value: 'TEXT', description: 'before each name' }";
    write(
      'names.mjs',
      target('({ options }) => [file(options.prefix)]').replace('options: []', `options: [${option}]`),
    );
    expect(await here('convert --prefix p -t ./names.mjs')).toMatchObject({ code: 0, out: 'p\n' });
    expect((await here('convert -t ./names.mjs --help')).out).toContain('--prefix <TEXT>  before each name');
    expect((await here('convert --prefix p')).err).toContain("unknown option '--prefix'");
  });

  it('comes from a package, too', async () => {
    write('node_modules/names/package.json', '{"name": "names", "exports": {"import": "./main.mjs"}}');
    write('node_modules/names/main.mjs', target());
    expect(await here('convert -t package:names')).toMatchObject({ code: 0, out: 'web\n' });
    expect((await here('convert -t package:other')).err).toContain('there is no such package here');
    write('node_modules/names/package.json', '{"name": "names", "exports": {"./other": "./main.mjs"}}');
    expect((await here('convert -t package:names')).err).toContain('No "exports" main defined');
    expect((await here('convert -t package:names/other')).out).toBe('web\n');
  });

  test.each([
    ['is not there', '', 'there is no such file'],
    ['cannot be read', 'export default {', 'cannot be loaded: '],
    ['throws when it is loaded', 'throw new Error("no luck")', 'no luck'],
    ['has no default export', 'export const a = 1', 'no default export'],
    ['exports something else', 'export default 1', 'is not a target'],
    [
      'supports a misspelt key',
      supporting('services: { keys: { comand: row } }'),
      'services.comand, and Compose has no such key; did you mean "command"?',
    ],
    [
      'supports a key of no name',
      supporting('services: { keys: { ports: { ...row, keys: { zzz: row } } } }'),
      'services.ports.zzz, and Compose has no such key',
    ],
    [
      'supports a key beside keys',
      supporting('services: { command: row }'),
      'the row of services in support has "command": put it into "keys"',
    ],
    ['has a row that is none', supporting("services: { keys: { image: 'yes' } }"), 'no row at services.image'],
    [
      'has a row with a misspelt field',
      supporting("services: { ...row, reson: 'x' }"),
      'the row of services in support has "reson"',
    ],
    ['has an option without a type', target().replace('options: []', "options: [{ name: 'a' }]"), 'type of option a'],
  ])('that %s is wrong use', async (_, text, message) => {
    if (text !== '') write('names.mjs', text);
    const { code, err } = await here('convert -t ./names.mjs');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) as string });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test.each([
    ['throws', '() => { throw new Error("no luck"); }', 'threw an error: no luck'],
    ['gives no list', '() => 1', 'gave no list of files'],
    ['gives no texts', "() => [{ path: 'a', content: 1, mode: 1 }]", 'without path, content'],
    ['leads out', "() => [file('', '../a')]", 'made a file "../a"'],
    ['writes one file twice', "() => [file('', 'a'), file('', 'A')]", 'there is a file a already'],
  ])('that %s stops the conversion', async (_, emit, message) => {
    write('names.mjs', target(emit));
    const { code, err } = await here('convert -t ./names.mjs -o out/');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) as string });
    expect(err).toContain('Nothing was written');
  });
});

describe('a program', () => {
  it('gets the model and answers with files', async () => {
    write('tool', `#!/bin/sh\ngrep -o '"model_version":"[^"]*"' >seen\nexec cat answer\n`, 0o755);
    const file = { path: 'a/b.txt', content: 'x\n', executable: true };
    write('answer', JSON.stringify({ version: 1, files: [file], notes: [{ message: 'mind this' }] }));
    const { code, err } = await here('convert -t exec:./tool -o out/');
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('mind this') as string });
    expect((await here('convert -t exec:./tool -o out/')).err).toContain('1 unchanged');
  });

  it('gives an account; what it does not name is lost then', async () => {
    const account = [{ path: ['services', 'web', 'image'], becomes: 'carried', field: 'line 1' }];
    write('tool', answers(JSON.stringify({ version: 1, files: [], account })), 0o755);
    expect((await here('check -t exec:./tool')).out).toContain('1 carried, 0 approximated, 2 lost');
  });

  test.each([
    ['is not there', undefined, 'there is no such program'],
    ['fails', '#!/bin/sh\nexit 7\n', 'exit code 7'],
    ['says nothing', '#!/bin/sh\n', 'wrote nothing'],
    ['writes text', answers('hello'), 'not JSON'],
    ['has another version', answers('{"version": 2, "files": []}'), 'version is 2'],
    ['has no files', answers('{"version": 1}'), 'files is missing'],
    ['has a slip', answers('{"version": 1, "files": [], "note": []}'), 'has "note"'],
    ['leads out', answers('{"version": 1, "files": [{"path": "../a", "content": ""}]}'), 'cannot write "../a"'],
    ['has an error', answers('{"version": 1, "files": [], "errors": [{"message": "no GPU"}]}'), 'no GPU'],
  ])('that %s writes nothing', async (_, text, message) => {
    if (text !== undefined) write('tool', text, 0o755);
    const { code, err } = await here('convert -t exec:./tool -o out/');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) as string });
  });

  it('may not be one', async () => {
    write('tool', answers('{}'));
    expect((await here('convert -t exec:./tool -o out/')).err).toContain('may not be executed');
  });

  it('closes files that show a secret', async () => {
    write('compose.yaml', 'services: {a: {image: b, environment: {DB_PASSWORD: correct-horse}}}\n');
    write('tool', answers('{"version": 1, "files": [{"path": "a", "content": "x correct-horse"}]}'), 0o755);
    await here('convert -t exec:./tool -o out/');
    expect(nodeHost(folder).lstat(join(folder, 'out/a'))).toBeDefined();
    const { statSync } = await import('node:fs');
    expect(statSync(join(folder, 'out/a')).mode & 0o777).toBe(0o600);
  });
});

describe('a configuration file', () => {
  it('gives defaults, which the command line replaces', async () => {
    write('b.yaml', compose.replace('web', 'other'));
    const options = { target: 'names', file: ['b.yaml'], prefix: 'p' };
    write('transpose.config.json', JSON.stringify({ targets: { names: './names.mjs' }, options }));
    const option = "{ name: 'prefix', type: 'string', description: 'before each name' }";
    const emit = '({ base, options }) => [file(options.prefix + Object.keys(base.project.services))]';
    write('names.mjs', target(emit).replace('options: []', `options: [${option}]`));
    const { out, err } = await here('convert');
    expect(out).toBe('pother\n');
    expect(err).toContain('transpose.config.json gives --target, --file, --prefix');
    expect((await here('-f compose.yaml convert --prefix=q')).out).toBe('qweb\n');
    expect((await here('convert -t kubernetes')).out).toContain('kind: Deployment');
    expect((await here('targets')).out).toContain('names       Names');
    expect((await here('convert --report json')).err.startsWith('{')).toBe(true);
  });

  it('may be code', async () => {
    write('transpose.config.mjs', 'export default { options: { namespace: "from-code" } };');
    expect((await here('convert')).out).toContain('name: from-code');
  });

  it('goes on without it where it is told to', async () => {
    write('transpose.config.mjs', 'throw new Error("no luck");');
    expect((await here('convert')).code).toBe(2);
    expect(await here('convert --no-config')).toMatchObject({ code: 0 });
    expect(await here('--no-config convert')).toMatchObject({ code: 0 });
    expect(await here('convert', folder, { TRANSPOSE_NO_CONFIG: '1' })).toMatchObject({ code: 0 });
  });

  it('reads a configuration file of the working directory alone', async () => {
    write('transpose.config.mjs', 'throw new Error("no luck");');
    write('below/empty', '');
    expect(await here('-f ../compose.yaml convert', join(folder, 'below'))).toMatchObject({ code: 0 });
    expect(await here(`--project-directory .. convert`, join(folder, 'below'))).toMatchObject({ code: 0 });
  });

  it('runs nothing to complete a word', async () => {
    write('transpose.config.mjs', 'throw new Error("no luck");');
    expect(await here('__complete -- convert -t ./names.mjs --')).toMatchObject({ code: 0 });
  });

  it('switches off no guard', async () => {
    for (const name of ['allow-read', 'context', 'force', 'yes']) {
      write('transpose.config.json', JSON.stringify({ options: { [name]: 'x' } }));
      expect((await here('convert')).err).toContain(`--${name} can be given on the command line only`);
    }
  });

  test.each([
    ['{', 'is not JSON'],
    ['[]', 'is not an object'],
    ['{"option": {}}', '"option" is not one of'],
    ['{"options": {"namspace": "x"}}', 'did you mean "namespace"?'],
    ['{"options": {"namespace": {}}}', 'options.namespace is not a text'],
    ['{"options": {"namespace": true}}', 'needs a value'],
    ['{"options": {"output": ["a", "b"]}}', 'takes one value'],
    ['{"options": {"quiet": "yes"}}', 'is a flag'],
    ['{"options": {"unknown-keys": "maybe"}}', 'Allowed choices are error, warn'],
    ['{"commands": {"konvert": {}}}', 'did you mean "convert"?'],
    ['{"targets": {"helm": "./a.mjs"}}', 'there is a target "helm" already'],
    ['{"targets": {"mine": "a"}}', 'a target is ./FILE.mjs'],
  ])('%s is wrong use', async (text, message) => {
    write('transpose.config.json', text);
    const { code, err } = await here('convert');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) as string });
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('schemas', () => {
  const ajv = new Ajv({ strict: false });
  const schema = (name: string): object => JSON.parse(runCommand(`config-schema ${name}`).out) as object;
  const takes = (name: string, data: unknown): boolean => ajv.compile(schema(name))(data);

  it('know the configuration file', () => {
    const config = {
      options: { target: 'names', file: ['a'] },
      commands: { convert: { quiet: true } },
      targets: { names: './n.mjs' },
    };
    expect(takes('config', config)).toBe(true);
    expect(takes('config', { options: { namspace: 'x' } })).toBe(false);
    expect(takes('config', { options: { yes: true } })).toBe(false);
  });

  it('know Compose files and x-transpose', () => {
    const service = { image: 'x', ports: ['80:80'], 'x-transpose': { kind: 'Job', size: '1gi' } };
    expect(takes('compose', { services: { a: service }, 'x-more': 1 })).toBe(true);
    expect(takes('compose', { services: { a: { ...service, imag: 'x' } } })).toBe(false);
    expect(takes('compose', { services: { a: { 'x-transpose': { kind: 'job' } } } })).toBe(false);
    expect(takes('x-transpose', { kind: 'Job' })).toBe(true);
  });

  it('know what programs are given and answer', () => {
    const loaded = loadProject(memoryHost({ cwd: '/shop', files: { '/shop/compose.yaml': compose } }));
    if (!loaded.project) throw new Error('the load failed');
    expect(takes('model', JSON.parse(JSON.stringify(buildModel(loaded.project, loaded).model)))).toBe(true);
    expect(
      takes('answer', {
        version: 1,
        files: [{ path: 'a', content: '' }],
        notes: [{ message: 'x', path: ['services', 0] }],
      }),
    ).toBe(true);
    expect(takes('answer', { version: 2, files: [] })).toBe(false);
    expect(answerSchema.properties.version.const).toBe(1);
  });
});
