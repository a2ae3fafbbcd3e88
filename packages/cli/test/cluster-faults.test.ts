import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeHost } from '@transpose/core/node';
import { expect, it } from 'vitest';
import { fakeCluster } from './fake-cluster.ts';
import { runLater } from './run.ts';

const fixtures = fileURLToPath(new URL('../../../test-fixtures/cluster-faults/', import.meta.url));

/** What a real cluster (Kubernetes 1.34) had after `up`; times and ids are made stable. */
interface Recorded {
  readonly objects: Readonly<Record<string, Record<string, unknown>>>;
  readonly log?: string;
  readonly refusal?: { readonly path: string; readonly status: number; readonly body: unknown };
}

const cluster = fakeCluster();

it.each(readdirSync(fixtures))('%s is told in words of the Compose file', async (name) => {
  const recorded = JSON.parse(readFileSync(join(fixtures, name, 'recorded.json'), 'utf8')) as Recorded;
  const { objects, log = '', refusal } = recorded;
  const { server } = cluster;
  server.log = () => log;
  server.trouble = ({ method, path }) =>
    method === 'PATCH' && path === refusal?.path ? { status: refusal.status, body: refusal.body } : undefined;
  // What the controllers of the real cluster made of it.
  server.react = (path) => {
    if (!path.includes('/deployments/')) return;
    for (const [at, object] of Object.entries(objects)) server.put(at, object);
  };
  const done = await runLater(['up', '-d', '--wait-timeout', '300ms'], { host: nodeHost(join(fixtures, name)) });
  expect(done.code).toBe(1);
  const told = done.err.slice(done.err.indexOf('error: ')).replace(/\d+ changes?, [\d.]+ s/, 'N changes, T s');
  const file = join(fixtures, name, 'told.txt');
  if (process.env['UPDATE_GOLDEN'] || !existsSync(file)) writeFileSync(file, told);
  expect(told).toBe(readFileSync(file, 'utf8'));
  expect(told).toMatch(/^error: [^\n]+\n +--> compose\.yaml:\d+:\d+\n[^]*\n {2}help: /);
});
