import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeHost } from '@transpose/core/node';
import { beforeEach, expect, it } from 'vitest';
import type { FakeServer } from '../../cluster/src/testing.ts';
import { fakeCluster } from './fake-cluster.ts';
import { runLater } from './run.ts';

const cluster = fakeCluster();
let server: FakeServer;
let directory: string;

beforeEach(() => {
  ({ server, directory } = cluster);
  writeFileSync(
    join(directory, 'compose.yaml'),
    'name: shop\nservices: {My_Api: {image: "nginx:1"}, db: {image: "redis:7"}}\n',
  );
});

/** A Pod of a service that runs, and the lines that it wrote. */
function writes(service: string, ...lines: readonly string[]): void {
  const labels = { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'transpose' };
  server.put('/api/v1/namespaces/shop/pods/one', {
    metadata: { namespace: 'shop', labels },
    spec: { containers: [{ name: service, image: 'x' }] },
    status: {
      containerStatuses: [{ name: service, image: 'x', ready: true, restartCount: 0, state: { running: {} } }],
    },
  });
  server.log = () => lines.map((line, at) => `2026-01-01T00:00:0${at}.5Z ${line}\n`).join('');
}

const transpose = (...words: readonly string[]) => runLater(words, { host: nodeHost(directory) });

it('ps takes the names of the Compose file, and knows which there are', async () => {
  await transpose('up', '-d');
  const one = await transpose('ps', 'My_Api');
  expect([one.code, one.out]).toEqual([0, expect.stringMatching(/^SERVICE.*\nmy-api +1\/1 +nginx:1 .*\n$/)]);
  const none = await transpose('ps', 'dbb');
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('there is no service "dbb"; did you mean "db"?')]);
});

it.each([
  [
    'a right that is lacking',
    403,
    'secrets is forbidden: User "me" cannot get resource "secrets"',
    'docs/cluster.md has',
  ],
  ['a token that has expired', 401, 'Unauthorized', 'log in again'],
])('%s is told with what to do', async (_, status, message, help) => {
  server.trouble = () => ({ status, body: { message } });
  const { code, err } = await transpose('ps');
  expect([code, err]).toEqual([1, expect.stringContaining(`error: ${message}\n  help: `)]);
  expect(err).toContain(help);
});

it('what an admission policy refuses is not told as a right that is lacking', async () => {
  const message = `secrets "x" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no`;
  server.trouble = () => ({ status: 403, body: { message } });
  expect((await transpose('ps')).err).not.toContain('docs/cluster.md');
});

it('logs show no secret of a variable or a file, also none of plain words', async () => {
  writeFileSync(join(directory, 'word.txt'), 'lorem-ipsum\n');
  writeFileSync(
    join(directory, 'compose.yaml'),
    'name: shop\nservices: {db: {image: "redis:7", secrets: [word], environment: {DB_PASSWORD: correct-horse-battery}}}\nsecrets: {word: {file: word.txt}}\n',
  );
  writes('db', 'with correct-horse-battery', 'and lorem-ipsum, db');
  expect((await transpose('logs')).out).toBe('db | with ******\ndb | and ******, db\n');
});

it('logs let no container drive the terminal, and keep tabs and colours where there are some', async () => {
  writes('db', 'a\tb \u001b[31mred', '\u001b[2J\u001b]0;title\u0007 \u009b2J \rover');
  const { out } = await transpose('logs');
  expect(out).toBe('db     | a\tb red\ndb     | \ufffd[2J\ufffd]0;title\ufffd \ufffd2J \ufffdover\n');
  const { NO_COLOR: _, ...env } = process.env;
  const host = { ...nodeHost(directory), env };
  const coloured = await runLater(['logs', '--no-log-prefix'], { host, terminal: true });
  const controls = /[\0-\u0008\u000b-\u001f\u007f-\u009f]/g;
  expect(coloured.out.match(controls)).toEqual(['\u001b', '\u001b']);
  expect(coloured.out).toContain('a\tb \u001b[31mred\u001b[0m\n');
});

it.each([200, 404])(
  'a server that answers with a web page (%d) is told as such, not as a cluster where nothing runs',
  async (status) => {
    server.trouble = () => ({ status, body: '<!doctype html><title>Log in</title>' });
    const { code, err } = await transpose('ps');
    expect([code, err]).toEqual([1, expect.stringContaining('answers with a web page instead of the Kubernetes API')]);
    expect(err).not.toContain('trying again');
  },
);

it('logs without an end of the line come in parts, also where their time is the same', async () => {
  writes('db', `${'x'.repeat(3 << 20)}`, 'after');
  const { out } = await transpose('logs', '--no-log-prefix');
  expect(out.length).toBeGreaterThan(3 << 20);
  expect(out.split('\n').at(-2)).toBe('after');
  expect(out.match(/x/g)).toHaveLength(3 << 20);
});

it('a namespace that is being deleted and an object of others are told with what to do', async () => {
  const message =
    'configmaps "x" is forbidden: unable to create new content in namespace shop because it is being terminated';
  server.trouble = ({ method }) => (method === 'PATCH' ? { status: 403, body: { message } } : undefined);
  expect((await transpose('up', '-d')).err).toContain('help: the namespace is being deleted');
  const labels = { 'app.kubernetes.io/managed-by': 'Helm' };
  server.put('/apis/apps/v1/namespaces/shop/deployments/db', { metadata: { namespace: 'shop', labels } });
  const { code, err } = await transpose('up', '-d');
  expect([code, err]).toEqual([1, expect.stringContaining('| app.kubernetes.io/managed-by: Helm\n')]);
});
