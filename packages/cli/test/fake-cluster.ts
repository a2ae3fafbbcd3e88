import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { FakeServer, readyStatus } from '../../cluster/src/testing.ts';

/** The text of a kubeconfig with one server under several contexts; the first is the current one. */
function kubeconfigFor(server: string, contexts: readonly string[]): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: {} }],
    contexts: contexts.map((name) => ({ name, context: { cluster: 'c', user: 'u' } })),
    'current-context': contexts[0],
  });
}

/** What a test of commands for a cluster has, anew for each test. */
export interface FakeCluster {
  /** Its Deployments are ready at once. */
  readonly server: FakeServer;
  /** For the project; it holds the kubeconfig, too. */
  readonly directory: string;
}

/** A server of the tests' own, which `KUBECONFIG` names under these contexts; the first is the current one. */
export function fakeCluster(contexts: readonly string[] = ['kind-test']): FakeCluster {
  const before = process.env['KUBECONFIG'];
  let now: FakeCluster | undefined;
  beforeEach(async () => {
    const server = await FakeServer.start();
    server.react = (path, object) => {
      if (path.includes('/deployments/')) server.put(path, { ...object, status: readyStatus });
    };
    const directory = mkdtempSync(join(tmpdir(), 'fake-cluster-'));
    writeFileSync(join(directory, 'kubeconfig'), kubeconfigFor(server.connection().server, contexts));
    process.env['KUBECONFIG'] = join(directory, 'kubeconfig');
    now = { server, directory };
  });
  afterEach(() => {
    if (now) {
      now.server.stop();
      rmSync(now.directory, { recursive: true });
    }
    if (before === undefined) delete process.env['KUBECONFIG'];
    else process.env['KUBECONFIG'] = before;
  });
  const current = (): FakeCluster => {
    if (!now) throw new Error('a fake cluster is there in a test only');
    return now;
  };
  return {
    get server() {
      return current().server;
    },
    get directory() {
      return current().directory;
    },
  };
}
