import { describe, expect, it } from 'vitest';
import { compose, runCommand } from './run.ts';

describe('transpose config', () => {
  it('prints YAML that loads again to the same', () => {
    const files = { '/shop/compose.yaml': `${compose}    environment: {PRICE: "5$$", BIG: "012"}\n` };
    const { code, out, err } = runCommand('config', { files });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('PRICE: 5$$\n');
    expect(runCommand('config', { files: { '/shop/compose.yaml': out } }).out).toBe(out);
  });

  it('takes the flags of docker compose before and after the command', () => {
    const files = {
      '/shop/a.yaml': compose,
      '/shop/b.yaml': 'services: {web: {image: "nginx:${TAG}"}}\n',
      '/shop/x.env': 'TAG=2\n',
    };
    const outputs = [
      '-f a.yaml -f b.yaml -p demo --env-file x.env config --format json',
      'config -f a.yaml -f b.yaml -p demo --env-file x.env --format json',
      '-f a.yaml -p no config -f b.yaml -p demo --env-file x.env --format json',
    ].map((words) => runCommand(words, { files }));
    expect(JSON.parse(outputs[0]?.out ?? '')).toMatchObject({
      name: 'demo',
      services: { web: { image: 'nginx:2', restart: 'always' } },
    });
    for (const output of outputs) expect(output).toEqual(outputs[0]);
  });

  it('reads standard input', () => {
    expect(runCommand('-f - config --images', { files: {}, stdin: compose }).out).toBe('nginx:1.29\n');
  });

  it.each([
    ['--services', 'web\n'],
    ['--networks', 'default\n'],
    ['--volumes', ''],
    ['--images', 'nginx:1.29\n'],
    ['--quiet', ''],
    ['--services --format json', '[\n  "web"\n]\n'],
  ])('%s', (flags, out) => {
    expect(runCommand(`config ${flags}`)).toEqual({ code: 0, out, err: '' });
  });

  it('names the images of hooks that run first, and those of models', () => {
    const files = {
      '/shop/compose.yaml':
        'name: shop\nservices:\n  web:\n    build: .\n    image: ""\n    pre_start:\n      - {command: "true", image: "busybox:1"}\n      - {command: "true"}\n    models: [m]\nmodels:\n  m: {model: "ai/llm"}\n',
    };
    expect(runCommand('config --images', { files }).out).toBe('shop-web\nbusybox:1\n');
    expect(runCommand('config --models', { files }).out).toBe('ai/llm\n');
  });

  it('needs env files only for answers that they change', () => {
    const files = { '/shop/compose.yaml': `${compose}    env_file: missing.env\n` };
    expect(runCommand('config --services', { files })).toEqual({ code: 0, out: 'web\n', err: '' });
    expect(runCommand('config', { files }).code).toBe(1);
  });

  it.each([
    ['config --resolve-image-digests', {}, 2, 'docker compose config --resolve-image-digests'],
    ['config --lock-image-digests', {}, 2, 'docker compose config --lock-image-digests'],
    ['config', { '/shop/compose.yaml': 'include: ["oci://r/a:1"]\n' }, 1, 'include the copy'],
    ['config', { '/shop/compose.yaml': 'include: ["https://github.com/a/b.git"]\n' }, 1, 'include the copy'],
    [
      'config',
      { '/shop/compose.yaml': 'services:\n  a:\n    extends: {file: "oci://r/a:1", service: a}\n' },
      1,
      'extend the copy',
    ],
    ['-f oci://r/a:1 config', {}, 1, 'name the copy'],
    ['-f https://github.com/a/b.git config', {}, 1, 'name the copy'],
  ])('says what to do instead of %s %o', (command, files, code, said) => {
    const answer = runCommand(command, { files });
    expect([answer.code, answer.out]).toEqual([code, '']);
    expect(answer.err).toContain(said);
  });

  it('lists variables without needing their values', () => {
    const files = { '/shop/compose.yaml': 'services: {web: {image: "x:${TAG:-1}", hostname: "${HOST:?}"}}\n' };
    expect(runCommand('config --variables', { files }).out).toBe(
      [
        'NAME   REQUIRED   DEFAULT VALUE   ALTERNATE VALUE   USED AT',
        'TAG    false      1                                 compose.yaml:1:28 services.web.image',
        'HOST   true                                         compose.yaml:1:51 services.web.hostname\n',
      ].join('\n'),
    );
    const model = JSON.parse(runCommand('config --variables --format model', { files }).out) as unknown;
    expect(model).toMatchObject([
      { name: 'TAG', uses: [{ path: 'services.web.image', written: '${TAG:-1}', line: 1, column: 28 }] },
      { name: 'HOST', required: true, uses: [{ written: '${HOST:?}' }] },
    ]);
  });

  it('hashes what needs a new container, and nothing else', () => {
    const hash = (text: string) => runCommand('config --hash web', { files: { '/shop/compose.yaml': text } });
    expect(hash(compose).out).toMatch(/^web [0-9a-f]{64}\n$/);
    expect(hash(compose).err).toContain('transpose');
    expect(hash(`${compose}    scale: 3\n    profiles: [""]\n`).out).toBe(hash(compose).out);
    expect(hash(compose.replace('1.29', '1.28')).out).not.toBe(hash(compose).out);
  });
});

describe('diagnostics', () => {
  const broken = {
    '/shop/compose.yaml': 'services:\n  web:\n    imagee: x\n    environment:\n      DB_PASSWORD: [hunter2]\n',
  };

  it('go to standard error, and the exit code is 1', () => {
    const { code, out, err } = runCommand('config', { files: broken });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('compose.yaml:3:5');
    expect(err).toContain('image');
    expect(err).not.toContain('\u001b');
  });

  it('are one JSON document with --report json', () => {
    const { err } = runCommand('config --report json', { files: broken });
    expect(JSON.parse(err)).toMatchObject({
      diagnostics: [
        {
          code: 'unknown-key',
          severity: 'error',
          path: 'services.web.imagee',
          file: 'compose.yaml',
          line: 3,
          column: 5,
        },
        {},
      ],
    });
  });

  it('hide secrets', () => {
    expect(runCommand('config', { files: broken }).err).not.toContain('hunter2');
  });

  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '0' }, false],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('have colour: terminal %s, %o: %s', (terminal, env, coloured) => {
    expect(runCommand('config', { files: broken, terminal, env }).err.includes('\u001b[')).toBe(coloured);
  });
});
