import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clusterOf } from './kubeconfig.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  vi.stubEnv('HOME', folder);
  vi.stubEnv('KUBERNETES_SERVICE_HOST', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function given(text: string): void {
  const path = join(folder, 'config');
  writeFileSync(path, text);
  vi.stubEnv('KUBECONFIG', path);
}

const config = (context: string) => `apiVersion: v1
kind: Config
current-context: ${context}
contexts: [{name: ${context}, context: {cluster: one, user: me}}]
clusters: [{name: one, cluster: {server: "https://192.0.2.1:6443"}}]
users: [{name: me, user: {token: abc}}]
`;

describe('the cluster of the kubeconfig', () => {
  it.each([
    ['kind-shop', true],
    ['minikube', true],
    ['production', false],
  ])('%s', (context, local) => {
    given(config(context));
    expect(clusterOf()).toMatchObject({ context, local, server: 'https://192.0.2.1:6443' });
    expect(() => clusterOf('other')).toThrow(`there is no context "other" in the kubeconfig; there are: ${context}`);
  });

  it('says what is missing', () => {
    vi.stubEnv('KUBECONFIG', join(folder, 'nowhere'));
    expect(() => clusterOf()).toThrow(/^cannot read the kubeconfig: .*nowhere/);
    vi.stubEnv('KUBECONFIG', undefined);
    expect(() => clusterOf()).toThrow('no cluster is configured: set KUBECONFIG, or write ~/.kube/config');
    given('{');
    expect(() => clusterOf()).toThrow(/^cannot read the kubeconfig: /);
  });
});
