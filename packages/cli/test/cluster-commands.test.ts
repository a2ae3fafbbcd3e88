import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeHost } from '@transpose/core/node';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeServer, readyStatus } from '../../cluster/src/testing.ts';
import { kubeconfigFor } from './kubeconfig.ts';
import { runLater } from './run.ts';

let server: FakeServer;
let directory: string;
const before = process.env['KUBECONFIG'];

beforeEach(async () => {
  server = await FakeServer.start();
  server.react = (path, object) => {
    if (path.includes('/deployments/')) server.put(path, { ...object, status: readyStatus });
  };
  directory = mkdtempSync(join(tmpdir(), 'commands-'));
  writeFileSync(join(directory, 'kubeconfig'), kubeconfigFor(server.connection().server, ['kind-test']));
  writeFileSync(
    join(directory, 'compose.yaml'),
    'name: shop\nservices: {My_Api: {image: "nginx:1"}, db: {image: "redis:7"}}\n',
  );
  process.env['KUBECONFIG'] = join(directory, 'kubeconfig');
});
afterEach(() => {
  server.stop();
  rmSync(directory, { recursive: true });
  if (before === undefined) delete process.env['KUBECONFIG'];
  else process.env['KUBECONFIG'] = before;
});

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
