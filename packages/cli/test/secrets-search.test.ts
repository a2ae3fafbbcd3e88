import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadProject, memoryHost } from '@transpose/core';
import { convert, targetNamed } from '@transpose/targets';
import { expect, test } from 'vitest';
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

const k11 = {
  words: ['serve', '--token=Planted1Option', '--dsn', 'postgres://u:Planted2Url@db/x'],
  test: "mysqladmin ping -pPlanted3Short && curl -H 'Authorization: Bearer Planted4Header' localhost",
  environment: {
    ROOT_PW: 'Planted5Name',
    SENTRY_DSN: 'https://Planted6Dsn@sentry.example.org/1',
    SLACK_WEBHOOK: 'https://hooks.example.org/services/T0/B0/Planted7Hook',
    MASTERPASS: 'Planted8Name',
    APP_SECRETKEY_OVERWRITE: 'Planted9Name',
    STRIPE: 'sk_live_Planted10Shape',
  },
  label: { 'traefik.http.middlewares.a.basicauth.users': 'u:$$apr1$$x$$Planted11Hash' },
};

test.each(['kubernetes', 'docker-run', 'systemd', 'quadlet'])('faults k11: %s hides each name and shape', (name) => {
  const service = {
    image: 'acme/a:1',
    command: k11.words,
    healthcheck: { test: ['CMD-SHELL', k11.test] },
    environment: k11.environment,
    labels: k11.label,
  };
  const text = JSON.stringify({ services: { secret: service } });
  const host = memoryHost({ files: { '/shop/compose.yaml': text }, cwd: '/shop' });
  const target = targetNamed(name);
  if (!target) throw new Error(name);
  const result = convert({ host, loaded: loadProject(host), target });
  const contents = (closed: boolean) =>
    result.files.filter(({ mode }) => ((mode & 0o077) === 0) === closed).map(({ content }) => content);
  expect(found(contents(false).join('\n'))).toEqual([]);
  // Each has arrived where it is hidden: what a format writes as Base64 is read as such. Kubernetes carries no label.
  const hidden = contents(true).join('\n');
  const decoded = [...hidden.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)].map(([one]) =>
    Buffer.from(one, 'base64').toString(),
  );
  const arrived = found([hidden, ...decoded].join('\n'));
  expect(arrived).toHaveLength(name === 'kubernetes' ? 10 : 11);
  expect(result.account.notes.filter(({ message }) => message.startsWith('The secret '))).toEqual([]);
});

test('faults k11: what only looks like a secret stays readable', () => {
  const plain =
    '{PRIMARY_KEY: id, SORT_KEY: created, ROUTING_KEY: events.created, CREDENTIALS: include, PASSWORD_HASHER: argon2, ' +
    'API_KEY_HEADER: X-Api-Key, SECRET_NAME: app, SSL_KEY: certs/es01.key, TOKEN_URL: "https://id.example.org/token"}';
  const text = `services: {plain: {image: x, environment: ${plain}}}\n`;
  expect(runCommand('convert', { files: { '/shop/compose.yaml': text } }).out).not.toContain('kind: Secret');
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
