import type { KubernetesContext } from '../../facts/context.ts';
import type { OwnedRoute } from './backend.ts';
import { tell } from '../verdict.ts';
import { gatewayObjects } from './gateway.ts';
import { gatewayRoutesOf } from './gateway-routes.ts';
import { ingressesOf } from './ingress.ts';
import type { MiddlewareObjects } from './middleware-objects.ts';
import { middlewareObjects } from './middleware-objects.ts';
import type { RouteObject } from '../../objects/objects.ts';
import { routeAnnotations } from '../../workload/annotations.ts';

/** The Ingresses, or the Gateway and its routes, as `--route` says. */
export function routeObjects(
  context: KubernetesContext,
  middlewares: MiddlewareObjects = middlewareObjects(context),
): readonly OwnedRoute<RouteObject>[] {
  reportRoutes(context);
  const { route } = context.options;
  const routes = context.pods.emitted.flatMap((service): readonly OwnedRoute<RouteObject>[] => {
    if (route === 'none' || context.routes.of(service.name).length === 0) return [];
    const annotations = routeAnnotations(context, service);
    if (route === 'gateway') return gatewayRoutesOf(context, service.name, annotations);
    return ingressesOf(context, service.name, annotations, middlewares);
  });
  const own = middlewares.objects.map((object) => ({ of: '', object }));
  return [...gatewayObjects(context), ...own, ...routes];
}

/** Says what becomes of the labels and variables, and what was guessed. */
function reportRoutes(context: KubernetesContext): void {
  const { ledger, readings, routes } = context;
  const field = context.options.route === 'gateway' ? 'HTTPRoute.spec.rules' : 'Ingress.spec.rules';
  for (const verdict of readings.verdicts) tell(ledger, verdict);
  for (const { place, service, port, guessed } of routes.all)
    if (guessed)
      ledger.approximated(
        place,
        field,
        `No label names the port of "${service}": the route leads to ${port}`,
        'Name it, as in traefik.http.services.NAME.loadbalancer.server.port=8080',
        'differs',
      );
  for (const { place, service, rule } of routes.rivals)
    ledger.approximated(
      place,
      field,
      `"${service}" has the route ${rule} already, and a rule leads to one service`,
      undefined,
      'breaks',
    );
  if (context.options.route === 'ingress')
    for (const { place } of routes.onlyRedirects)
      ledger.approximated(place, field, 'It only sends plain requests to https, so it opens no path of its own');
  for (const { place, service } of routes.unreachable)
    ledger.dropped(place, `No Service leads to "${service}": it runs once, or has no network`, undefined, 'breaks');
  reportCertificates(context);
  for (const name of readings.replaced)
    ledger.dropped(
      ['services', name],
      'It is left out: its routes are written for the controller of the cluster, and a node has no Docker to ask',
      'Set x-transpose: {kind: Deployment} to keep it',
      'differs',
    );
  for (const [name, reason] of readings.kept)
    ledger.note(
      `It is kept, because ${reason}; but a cluster has no Docker socket for it to read. Set x-transpose: {kind: none} to leave it out`,
      ['services', name],
    );
}

function reportCertificates({ ledger, options, routes }: KubernetesContext): void {
  const bare = routes.all.filter(({ tls, tlsSecret, speaks }) => tls && tlsSecret === undefined && speaks !== 'tls');
  if (bare.length === 0 || options.certIssuer !== undefined || options.gatewayClass !== undefined) return;
  const them = [...new Set(bare.map(({ service }) => service))].join(', ');
  ledger.note(
    options.route === 'gateway'
      ? `Browsers trust ${them} only when the https listener of the Gateway has a certificate for the hosts`
      : `No certificate is named for the TLS of ${them}: the controller shows its default one. Name an issuer of cert-manager with --cert-issuer NAME`,
  );
}
