import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targetNamed } from '@transpose/targets';
import { describe, expect, test } from 'vitest';
import { runCommand } from './run.ts';

const compose = readFileSync(
  fileURLToPath(new URL('../../../test-fixtures/secrets/planted.yaml', import.meta.url)),
  'utf8',
);
/** Each variable of the file has a value of its own. */
const names = [
  ...new Set([...compose.matchAll(/\$\{(\w+)\}|environment: ([A-Z_]+)$/gm)].map(([, a, b]) => a ?? b ?? '')),
];
const env = Object.fromEntries(names.map((name, index) => [name, `Planted${index + 1}Var`]));
const planted = /Planted\d+[A-Z][a-z]+/g;
const files = { '/shop/compose.yaml': compose };
const found = (text: string): readonly string[] => [...new Set(text.match(planted))];

test('the file holds many secrets', () => {
  expect(names.length).toBeGreaterThan(15);
  expect(found(compose).length).toBeGreaterThan(8);
});

test.each([
  ['kubernetes', {}],
  ['kubernetes', { annotate: true }],
  ['kubernetes', { env: 'configmap' }],
  ['kubernetes', { secrets: 'omit' }],
  ['docker-run', {}],
  ['docker-run', { keep: ['none'] }],
  ['docker-run', { keep: ['none'], bake: true }],
  ['docker-run', { style: 'lines' }],
  ['docker-run', { engine: 'podman', keep: ['none'] }],
  ['systemd', {}],
  ['systemd', { engine: 'podman' }],
  ['quadlet', {}],
])('%s %j: no byte of a file that others may read holds a secret', (name, options) => {
  const host = memoryHost({ files, cwd: '/shop', env });
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  const result = convert({ host, loaded: loadProject(host), target, options });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(result.files.length).toBeGreaterThan(0);
  const open = result.files.filter(({ mode }) => (mode & 0o077) !== 0);
  const shown = open.flatMap(({ path, content }) => [...found(content), ...found(path)].map((one) => `${path} ${one}`));
  expect(shown).toEqual([]);
});

test.each([
  'check -t kubernetes',
  'check -t docker-run --format json',
  'check -t systemd --report json',
  'check -t quadlet --report sarif',
  'explain services.web services.check volumes networks configs -t kubernetes -t docker-run -t systemd -t quadlet',
  'explain services.web services.check --json -t kubernetes -t quadlet',
])('transpose %s shows no secret', (words) => {
  const { out, err } = runCommand(words, { files, env });
  expect(out + err).not.toBe('');
  expect(found(out + err)).toEqual([]);
});

test.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])('%s: x-transpose has the last word', (name) => {
  const settings = 'x-transpose: {secrets: [PLAN], plain: [API_KEY, URL]}';
  const environment = '{PLAN: Planted1Hidden, API_KEY: Planted2Open, URL: "http://u:Planted3Open@h/"}';
  const text = `services:\n  a:\n    image: x\n    environment: ${environment}\n    ${settings}\n`;
  const host = memoryHost({ files: { '/shop/compose.yaml': text }, cwd: '/shop' });
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  const { files: made } = convert({ host, loaded: loadProject(host), target });
  const closed = (mode: number) => (mode & 0o077) === 0;
  const plain = made.filter(({ path, mode }) => !closed(mode) || path.startsWith('env/'));
  expect(
    found(
      made
        .filter(({ mode }) => !closed(mode))
        .map(({ content }) => content)
        .join('\n'),
    ),
  ).not.toContain('Planted1Hidden');
  expect(found(plain.map(({ content }) => content).join('\n'))).toEqual(
    expect.arrayContaining(['Planted2Open', 'Planted3Open']),
  );
});

test.each([
  ['kubernetes', 'copy-data.sh'],
  ['docker-run', 'run.sh'],
  ['systemd', 'units/shop-web-1.service'],
  ['quadlet', 'quadlet/shop-web-1.container'],
])('%s: a secret that nothing can hide, as a part of a path, is said', (name, file) => {
  const text = [
    'services:',
    '  web:',
    '    image: x',
    '    environment: {PASSWORD: "${DB_PASSWORD}"}',
    '    volumes: ["/srv/${DB_PASSWORD}:/data"]',
    '',
  ].join('\n');
  const host = memoryHost({ files: { '/shop/compose.yaml': text }, cwd: '/shop', env: { DB_PASSWORD: 'Planted1Var' } });
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  const { account } = convert({ host, loaded: loadProject(host), target });
  expect(account.notes.filter(({ severity, message }) => severity === 'loses' && message.includes('secret'))).toEqual([
    expect.objectContaining({
      message: `The secret DB_PASSWORD is in ${file}, which others can read: take it out of this value`,
      path: ['services', 'web', 'volumes', 0, 'source'],
    }),
  ]);
});

test('faults f12: a password in a command and a probe goes through the Secret by the name of its variable', () => {
  const text = [
    'services:',
    '  redis:',
    '    image: redis:7',
    '    command: redis-server --requirepass ${REDIS_PASSWORD}',
    '    healthcheck: {test: ["CMD", "redis-cli", "-a", "${REDIS_PASSWORD}", "ping"]}',
    '',
  ].join('\n');
  const { out } = runCommand('convert', { files: { '/shop/compose.yaml': text }, env: { REDIS_PASSWORD: 'pw1' } });
  expect(out).toContain('- --requirepass\n        - $(REDIS_PASSWORD)\n');
  expect(out).toContain('REDIS_PASSWORD: cHcx\n');
  expect(out).toContain('/.transpose/healthcheck.sh');
  expect(out).not.toMatch(/\bpw1\b/);
});

/** The faults that were found, as fixtures; how many planted values of each a target carries: Kubernetes has no labels. */
const faults = [
  ['f12-in-command', { REDIS_PASSWORD: 'Planted1Var', TUNNEL_TOKEN: 'Planted2Var' }, 2, 2],
  ['f12-under-plain-name', { ADMIN_PASSWORD: 'Planted6Var', TOKEN: 'Planted7Var' }, 7, 7],
  ['k11-names', {}, 10, 11],
] as const;

describe.each(faults)('fault %s', (fault, variables, inKubernetes, inOthers) => {
  const text = readFileSync(
    fileURLToPath(new URL(`../../../test-fixtures/secrets/${fault}.yaml`, import.meta.url)),
    'utf8',
  );
  test.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])('%s hides each, and loses none', (name) => {
    const host = memoryHost({ files: { '/shop/compose.yaml': text }, cwd: '/shop', env: variables });
    const target = targetNamed(name);
    if (!target) throw new Error(name);
    const result = convert({
      host,
      loaded: loadProject(host),
      target,
      options: name === 'docker-run' ? { keep: ['none'] } : {},
    });
    const contents = (closed: boolean) =>
      result.files.filter(({ mode }) => ((mode & 0o077) === 0) === closed).map(({ content }) => content);
    const open = contents(false).join('\n');
    expect(found(open)).toEqual([]);
    // Units have the whole environment in files of their own.
    const readable = [open, ...result.files.flatMap(({ path, content }) => (path.startsWith('env/') ? [content] : []))];
    for (const plain of /^ {2}plain:\n[^]*/m.exec(text)?.[0].matchAll(/^ {6}[A-Z_]+: (.*)$/gm) ?? [])
      expect(readable.join('\n')).toContain(plain[1]);
    // Each has arrived where it is hidden: what a format writes as Base64 is read as such.
    const hidden = contents(true).join('\n');
    const decoded = [...hidden.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)].map(([one]) =>
      Buffer.from(one, 'base64').toString(),
    );
    expect(found([hidden, ...decoded].join('\n'))).toHaveLength(name === 'kubernetes' ? inKubernetes : inOthers);
    expect(result.account.notes.filter(({ message }) => message.startsWith('The secret '))).toEqual([]);
  });
});

test('a failed load shows none in its frames', () => {
  const wrong = compose.replace('image: acme/web:1', 'image: acme/web:1\n    prots: []');
  const { err } = runCommand('convert', { files: { '/shop/compose.yaml': wrong }, env });
  expect(err).toContain('prots');
  expect(found(err)).toEqual([]);
});

test('what is asked for is shown: config, and --secrets plain', () => {
  expect(found(runCommand('config', { files, env }).out).length).toBeGreaterThan(20);
  expect(found(runCommand('convert --secrets plain', { files, env }).out).length).toBeGreaterThan(10);
});

/** What a target makes of a project in memory, and what it says of secrets. */
function converted(name: string, text: string, variables: Readonly<Record<string, string>> = {}, others = {}) {
  const host = memoryHost({ files: { '/shop/compose.yaml': text, ...others }, cwd: '/shop', env: variables });
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  const { files: made, diagnostics, account } = convert({ host, loaded: loadProject(host), target });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { made, said: account.notes.filter(({ message }) => message.startsWith('The secret ')) };
}

test.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])(
  '%s: what one service leaves plain by x-transpose may be the token of another',
  (name) => {
    const text = JSON.stringify({
      services: {
        a: { image: 'x:1', environment: { API_KEY: 'Planted1Shared' }, 'x-transpose': { plain: ['API_KEY'] } },
        b: { image: 'x:1', command: ['serve', '--token', 'Planted1Shared'] },
      },
    });
    const { made, said } = converted(name, text);
    expect(made.length).toBeGreaterThan(0);
    expect(said).toEqual([]);
  },
);

test.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])(
  '%s: an open secret is named where it was left open, not where it is hidden',
  (name) => {
    const text = JSON.stringify({
      services: {
        a: {
          image: 'x:1',
          environment: { PASSWORD: '${DB_PASSWORD}' },
          labels: { 'team.path': '/opt/${DB_PASSWORD}/x' },
          command: ['x', '--dir', '/var/${DB_PASSWORD}'],
          volumes: ['/srv/${DB_PASSWORD}/files:/data'],
        },
        b: { image: 'x:1', environment: { OTHER: '/mnt/${DB_PASSWORD}' } },
      },
    });
    const { said } = converted(name, text, { DB_PASSWORD: 'Planted1Var' });
    expect(said.map(({ path }) => path?.join('.'))).toEqual(['services.a.volumes.0.source']);
  },
);

test('no name of an object of Kubernetes has a secret in it, in whatever letters', () => {
  const text = JSON.stringify({
    services: { a: { image: 'x:1', volumes: ['/srv/${DB_PASSWORD}:/data', './${DB_PASSWORD}.conf:/etc/a.conf:ro'] } },
  });
  const { made, said } = converted(
    'kubernetes',
    text,
    { DB_PASSWORD: 'Planted1Var' },
    { '/shop/Planted1Var.conf': 'x' },
  );
  const manifests = made.filter(({ path }) => path.endsWith('.yaml')).map(({ content }) => content);
  expect(manifests.join('\n')).toContain('srv-db-password');
  const names = manifests.join('\n').match(/^ +(?:- )?(?:name|claimName|part-of): .*$/gm) ?? [];
  expect(names.filter((line) => /planted1var/i.test(line))).toEqual([]);
  // The key of the file keeps its name, which is said.
  expect(said.length).toBeGreaterThan(0);
});

test('explain follows a value into the Secret of an env file that services share', () => {
  const { out } = runCommand('explain services.web.environment.DB_PASSWORD -t kubernetes', {
    files: {
      '/shop/compose.yaml': 'services: {web: {image: x, env_file: a.env}, job: {image: y, env_file: a.env}}\n',
      '/shop/a.env': 'DB_PASSWORD=Planted1File\nLOG=x\n',
    },
  });
  expect(out).toContain('Secret/a-env data.DB_PASSWORD');
  expect(found(out)).toEqual([]);
});
