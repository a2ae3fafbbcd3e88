import type { KubernetesContext } from '../../facts/context.ts';
import { objectMeta } from '../../objects/metadata.ts';
import type { Gateway, GatewayListener, RouteParent } from '../../objects/objects.ts';
import type { OwnedRoute } from './backend.ts';
import type { ServedRoute } from '../served-routes.ts';

/** More than this a Gateway cannot have. */
const mostListeners = 64;

/** The Gateway that the routes belong to: that of `--gateway`, or the one that is written. */
export function gatewayRef({ options }: KubernetesContext): RouteParent {
  const [name = '', namespace] = (options.gateway ?? '').split('/').toReversed();
  return { ...(namespace !== undefined && { namespace }), name };
}

/** What a listener takes. */
export type Listener = 'http' | 'https' | 'tls';

/**
 * The listeners that a route of these hosts attaches to; undefined: all that fit. Only of a Gateway that is written the
 * listeners of each host are known.
 */
export function listenersFor(
  { options }: KubernetesContext,
  listener: Listener | undefined,
  hosts: readonly string[],
): readonly (string | undefined)[] {
  if (options.gatewayClass === undefined) return [listener === 'tls' ? undefined : listener];
  if (listener === undefined || listener === 'http') return [listener];
  return hosts.length === 0 ? [listener] : hosts.map((host) => listenerName(listener, host));
}

/** `https-app.example.org` */
const listenerName = (listener: 'https' | 'tls', host: string | undefined): string =>
  host === undefined ? listener : `${listener}-${host.replace('*', 'any')}`;

/**
 * The Gateway with `--gateway-class`: a listener for HTTP, and one for each host with TLS, which has one certificate.
 * Source: Gateway API, GatewaySpec.listeners.
 */
export function gatewayObjects(context: KubernetesContext): readonly OwnedRoute<Gateway>[] {
  const { options, routes, ledger } = context;
  const { gatewayClass, certIssuer } = options;
  if (gatewayClass === undefined || options.route !== 'gateway' || routes.all.length === 0) return [];
  const { name } = gatewayRef(context);
  const listeners = listenersOf(context);
  const secrets = listeners.flatMap(({ tls }) => tls?.certificateRefs ?? []).map((secret) => secret.name);
  if (listeners.length > mostListeners)
    ledger.note(
      `Gateway ${name} would have ${listeners.length} listeners, and ${mostListeners} is the most: use a wildcard certificate and a Gateway of your own (--gateway NAME)`,
      undefined,
      'breaks',
    );
  if (secrets.length > 0 && certIssuer === undefined)
    ledger.note(
      `Gateway ${name} serves HTTPS once its certificates are in the Secrets ${secrets.join(', ')}: name an issuer of cert-manager with --cert-issuer NAME, or run kubectl create secret tls NAME --cert=FILE --key=FILE`,
      undefined,
      'breaks',
    );
  const annotations =
    secrets.length > 0 && certIssuer !== undefined
      ? { annotations: { 'cert-manager.io/cluster-issuer': certIssuer } }
      : {};
  return [
    {
      of: '',
      object: {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'Gateway',
        metadata: objectMeta(context, name, name, annotations),
        spec: { gatewayClassName: gatewayClass, listeners },
      },
    },
  ];
}

function listenersOf({ names, routes }: KubernetesContext): readonly GatewayListener[] {
  const listeners = new Map<string, GatewayListener>();
  const add = (listener: GatewayListener): void => {
    if (!listeners.has(listener.name)) listeners.set(listener.name, listener);
  };
  for (const route of routes.all) if (route.speaks !== 'tls') add({ name: 'http', port: 80, protocol: 'HTTP' });
  for (const route of routes.all) {
    const { host, tls } = route;
    if (!tls) continue;
    const kind = route.speaks === 'tls' ? 'tls' : 'https';
    const name = listenerName(kind, host);
    if (listeners.has(name)) continue;
    const common = { name, port: 443, ...(host !== undefined && { hostname: host }) };
    if (kind === 'tls') add({ ...common, protocol: 'TLS', tls: { mode: 'Passthrough' } });
    else {
      const secret =
        secretOf(routes.all, host) ?? names.reserve('Secret', `${host?.replace('*', 'any') ?? 'gateway'}-tls`);
      add({ ...common, protocol: 'HTTPS', tls: { mode: 'Terminate', certificateRefs: [{ name: secret }] } });
    }
  }
  return [...listeners.values()];
}

const secretOf = (routes: readonly ServedRoute[], host: string | undefined): string | undefined =>
  routes.find((route) => route.host === host && route.tlsSecret !== undefined)?.tlsSecret;
