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
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new Error(`cannot read the kubeconfig: ${(error as Error).message}`, { cause: error });
  }
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
  // What the client makes up when there is no kubeconfig.
  if (!cluster || context === 'loaded-context')
    throw new Error('no cluster is configured: set KUBECONFIG, or write ~/.kube/config');
  return {
    context,
    server: cluster.server,
    local: localNames.test(context),
    connection: { server: cluster.server, authorize: (options) => config.applyToHTTPSOptions(options) },
  };
}
