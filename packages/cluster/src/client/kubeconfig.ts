import { existsSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import { delimiter } from 'node:path';
import { ConfigurationError } from './api-error.ts';
import type { Connection } from './connection.ts';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';

/** A cluster of the kubeconfig, as a context names it. */
export interface Cluster {
  readonly context: string;
  /** The address of its API server. */
  readonly server: string;
  /** Whether it runs on this machine, by the name that its tool gives the context. */
  readonly local: boolean;
  readonly connection: Connection;
}

/** The contexts that tools for clusters on one's own machine make. */
const localNames = /^(?:kind-|k3d-|minikube$|docker-desktop$|rancher-desktop$|orbstack$|colima(?:-|$))/;

/**
 * Reads `KUBECONFIG`, else `~/.kube/config`, as kubectl does. Certificates, tokens, `exec` plug-ins and proxies are those of
 * `@kubernetes/client-node`. An Error says what is missing.
 */
export function clusterOf(contextName?: string): Cluster {
  const config = readConfig();
  if (contextName !== undefined) {
    const names = config.getContexts().map(({ name }) => name);
    if (!names.includes(contextName))
      throw new Error(
        `there is no context "${contextName}" in the kubeconfig; there are: ${names.join(', ') || 'none'}`,
      );
    config.setCurrentContext(contextName);
  }
  const cluster = config.getCurrentCluster();
  const context = config.getCurrentContext();
  // Over http, as from `kubectl proxy`, there is no certificate; without this the client refuses it.
  if (cluster?.server.startsWith('http:')) Object.assign(cluster, { skipTLSVerify: true });
  // What the client makes up when there is no kubeconfig.
  if (!cluster || context === 'loaded-context') throw new Error(noClusterText(config, context));
  return {
    context,
    server: cluster.server,
    local: localNames.test(context),
    connection: { server: cluster.server, authorize: (options) => authorize(config, options) },
  };
}

function noClusterText(config: KubeConfig, context: string): string {
  const names = config.getContexts().map(({ name }) => name);
  if (names.length === 0 || names.includes('loaded-context'))
    return 'no cluster is configured: set KUBECONFIG, or write ~/.kube/config';
  if (names.includes(context)) return `the context "${context}" names a cluster that is not in the kubeconfig`;
  return `the kubeconfig has no current context: --context NAME, one of ${names.join(', ')}`;
}

function readConfig(): KubeConfig {
  const config = new KubeConfig();
  try {
    const paths = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
    if (paths.length < 2) config.loadFromDefault();
    else
      config.loadFromOptions(
        merged(
          paths
            .filter((path) => existsSync(path))
            .map((path) => {
              const one = new KubeConfig();
              one.loadFromFile(path);
              return one;
            }),
        ),
      );
  } catch (error) {
    throw new Error(`cannot read the kubeconfig: ${(error as Error).message}`, { cause: error });
  }
  return config;
}

/** The first file that says something counts; files that are missing are none. Source: kubectl's rules for KUBECONFIG. */
function merged(files: readonly KubeConfig[]) {
  const first = <T extends { readonly name: string }>(all: readonly T[]): T[] => [
    ...new Map(all.toReversed().map((one) => [one.name, one])).values(),
  ];
  return {
    clusters: first(files.flatMap((file) => file.getClusters())),
    users: first(files.flatMap((file) => file.getUsers())),
    contexts: first(files.flatMap((file) => file.getContexts())),
    currentContext: files.map((file) => file.getCurrentContext()).find(Boolean) ?? '',
  };
}

/** Adds the credentials of the context; an error says why there are none. */
async function authorize(config: KubeConfig, options: RequestOptions): Promise<void> {
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const { command, installHint } = (config.getCurrentUser()?.exec ?? {}) as {
      readonly command?: string;
      readonly installHint?: string;
    };
    const isMissing = command !== undefined && code === 'ENOENT' && message.startsWith('spawn');
    const why = isMissing
      ? `there is no program "${command}" on PATH, which gives them${installHint === undefined ? '' : `: ${installHint}`}`
      : command === undefined
        ? message
        : `"${command}" gives none: ${message}`;
    throw new ConfigurationError(
      `cannot get the credentials of context "${config.getCurrentContext()}": ${why.replaceAll(/\s+/g, ' ').trim()}`,
    );
  }
}
