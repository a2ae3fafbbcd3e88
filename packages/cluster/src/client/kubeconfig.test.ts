import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConfigurationError } from './api-error.ts';
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

  it('is that of the first of several files that says something, as for kubectl', () => {
    const paths = ['one', 'two', 'missing'].map((name) => join(folder, name));
    writeFileSync(paths[0] ?? '', config('first'));
    writeFileSync(paths[1] ?? '', config('second').replace('192.0.2.1', '192.0.2.2'));
    vi.stubEnv('KUBECONFIG', paths.join(delimiter));
    expect(clusterOf()).toMatchObject({ context: 'first', server: 'https://192.0.2.1:6443' });
    expect(clusterOf('second')).toMatchObject({ context: 'second', server: 'https://192.0.2.1:6443' });
  });

  it.each([
    [
      '{command: transpose-nowhere, installHint: brew install it}',
      /no program "transpose-nowhere" on PATH.*: brew install it/,
    ],
    ['{command: sh, args: [-c, "echo log in first >&2; exit 3"]}', /"sh" gives none: log in first$/],
    ['{command: echo, args: [no json]}', /"echo" gives none: .*JSON/],
  ])('says of a program that gives no credentials why: %s', async (exec, why) => {
    const program = exec.replace('{', '{apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, ');
    given(config('dev').replace('{token: abc}', `{exec: ${program}}`));
    await expect(clusterOf().connection.authorize({})).rejects.toThrow(ConfigurationError);
    await expect(clusterOf().connection.authorize({})).rejects.toThrow(
      /^cannot get the credentials of context "dev": /,
    );
    await expect(clusterOf().connection.authorize({})).rejects.toThrow(why);
  });

  it('says what is missing', () => {
    vi.stubEnv('KUBECONFIG', join(folder, 'nowhere'));
    expect(() => clusterOf()).toThrow(/^cannot read the kubeconfig: .*nowhere/);
    vi.stubEnv('KUBECONFIG', undefined);
    expect(() => clusterOf()).toThrow('no cluster is configured: set KUBECONFIG, or write ~/.kube/config');
    given(config('dev').replace('current-context: dev', ''));
    expect(() => clusterOf()).toThrow('the kubeconfig has no current context: --context NAME, one of dev');
    given(config('dev').replace('cluster: one', 'cluster: two'));
    expect(() => clusterOf()).toThrow('the context "dev" names a cluster that is not in the kubeconfig');
    given('{');
    expect(() => clusterOf()).toThrow(/^cannot read the kubeconfig: /);
  });
});
