import type { Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { isAnnotationKey } from '../../shared/names/k8s-name.ts';
import type { AnnotationPlace } from './annotation-places.ts';
import { annotationPlace } from './annotation-places.ts';
import { unreadLabel } from './engine-labels.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { SecretTexts } from '../configuration/secret-text.ts';

/** Labels that other programs read as orders: routes of proxies, settings of converters. */
const orders = /^(?:(traefik|caddy|nginx-proxy|com\.github\.nginx-proxy)(\.|$)|caddy_\d+(\.|$)|kompose\.)[^/]*$/;

/** Whether routes or settings are made of a label: it is not an annotation as well. */
const isTaken = (context: KubernetesContext, path: KeyPath): boolean =>
  context.readings.takes(path) || context.kompose.takes(path);

/** `labels` and `annotations` of a service as annotations of its Pod, where the key is legal there. */
export function podAnnotations(
  context: KubernetesContext,
  service: Service,
  secrets: SecretTexts,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const field of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(service[field])) {
      const path = pathTo(['services', service.name, field, key]);
      if (isTaken(context, path) || annotationPlace(key) !== 'pod') continue;
      if (dropUnread(context, path, key)) continue;
      if (!isAnnotationKey(key)) {
        context.ledger.dropped(
          path,
          'The key is not a legal key of an annotation (letters, digits, "-_.", at most 63 after a "/")',
        );
        continue;
      }
      if (secrets.holdsSecret(value, { path, name: key })) {
        context.ledger.dropped(path, openToAll);
        continue;
      }
      if (orders.test(key)) {
        context.ledger.approximated(
          path,
          'Pod.metadata.annotations',
          'It is kept as an annotation, which no proxy in a cluster reads',
          context.options.route === 'none' ? 'Leave --route none out, or write a route yourself' : undefined,
        );
      }
      annotations[key] = value;
    }
  }
  return annotations;
}

/** Drops a label that only programs beside Docker read, and says what does the same in a cluster. */
function dropUnread({ ledger }: KubernetesContext, path: KeyPath, key: string): boolean {
  const unread = unreadLabel(key);
  if (unread) ledger.dropped(path, unread.reason, unread.instead, unread.severity);
  return unread !== undefined;
}

/**
 * `deploy.labels` as annotations of the workload, since label values of Docker are seldom legal label values of Kubernetes;
 * and what of the other labels its reader looks for there.
 */
export function workloadAnnotations(context: KubernetesContext, service: Service): Readonly<Record<string, string>> {
  const path = pathTo(['services', service.name, 'deploy', 'labels']);
  const own = Object.entries(service.deploy?.labels ?? {}).filter(
    ([key]) => !isTaken(context, pathTo([...path, key])) && !isOfRoute(annotationPlace(key)),
  );
  return {
    ...openLabels(context, path, Object.fromEntries(own)),
    ...placedAnnotations(context, service, 'Workload', (place) => place === 'workload'),
  };
}

const isOfRoute = (place: AnnotationPlace): boolean => place !== 'pod' && place !== 'workload';

/** What programs read on the Service with the service's own name. */
export function serviceAnnotations(context: KubernetesContext, service: Service): Readonly<Record<string, string>> {
  return placedAnnotations(context, service, 'Service', (place) => place === 'service');
}

/** What programs read on the Service of the published ports. */
export function balancerAnnotations(context: KubernetesContext, service: Service): Readonly<Record<string, string>> {
  const named = context.routes.of(service.name).length === 0;
  return placedAnnotations(
    context,
    service,
    'Service',
    (place) => place === 'load-balancer' || (named && place === 'route'),
  );
}

/** What programs read on the object that routes: Ingress controllers on an Ingress only. */
export function routeAnnotations(context: KubernetesContext, service: Service): Readonly<Record<string, string>> {
  const isIngress = context.options.route === 'ingress';
  return placedAnnotations(
    context,
    service,
    isIngress ? 'Ingress' : 'HTTPRoute',
    (place) => place === 'route' || (isIngress && place === 'ingress'),
  );
}

/** Says which annotations find no object: no route, no port on a load balancer. */
export function reportUnplaced(
  context: KubernetesContext,
  service: Service,
  has: { readonly route: boolean; readonly balancer: boolean; readonly own: boolean },
): void {
  for (const { path, place } of labelsByPlace(context, service)) {
    const reads = (object: string, but: string) => `Its program reads it on ${object}, ${but}`;
    if (place === 'load-balancer' && !has.balancer)
      context.ledger.dropped(path, reads('a Service of type LoadBalancer', 'and no port is published by one'));
    else if (place === 'service' && !has.own)
      context.ledger.dropped(path, reads('the Service', 'which this service does not need'));
    else if (place === 'route' && !has.route && !has.balancer)
      context.ledger.dropped(
        path,
        reads('an Ingress or Service', 'and nothing outside reaches this service'),
        giveRoute,
      );
    else if (place === 'ingress' && (!has.route || context.options.route !== 'ingress'))
      context.ledger.dropped(
        path,
        reads('an Ingress', has.route ? 'and the routes are HTTPRoutes' : 'and the service has no route'),
        has.route ? 'Use --route ingress, or what your Gateway has for it' : giveRoute,
        'differs',
      );
  }
}

const giveRoute = 'Give it a route, as by the label kompose.service.expose: app.example.org';

interface PlacedLabel {
  readonly key: string;
  readonly value: string;
  readonly path: KeyPath;
  readonly place: AnnotationPlace;
}

/** The labels and annotations of a service that belong to another object than its Pod. */
function labelsByPlace(context: KubernetesContext, service: Service): readonly PlacedLabel[] {
  const from = (values: Readonly<Record<string, string>>, path: KeyPath): readonly PlacedLabel[] =>
    Object.entries(values).map(([key, value]) => ({
      key,
      value,
      path: pathTo([...path, key]),
      place: annotationPlace(key),
    }));
  const base = pathTo(['services', service.name]);
  const deployed = from(service.deploy?.labels ?? {}, pathTo([...base, 'deploy', 'labels']));
  return [
    ...from(service.labels, pathTo([...base, 'labels'])),
    ...from(service.annotations, pathTo([...base, 'annotations'])),
    ...deployed.filter(({ place }) => isOfRoute(place)),
  ].filter(({ place, path }) => place !== 'pod' && !isTaken(context, path));
}

function placedAnnotations(
  context: KubernetesContext,
  service: Service,
  object: 'Workload' | 'Service' | 'Ingress' | 'HTTPRoute',
  belongs: (place: AnnotationPlace) => boolean,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const { key, value, path, place } of labelsByPlace(context, service)) {
    if (!belongs(place)) continue;
    const open = openLabels(context, pathTo(path.slice(0, -1)), { [key]: value });
    if (Object.keys(open).length > 0) context.ledger.carried(path, `${object}.metadata.annotations`);
    Object.assign(annotations, open);
  }
  return annotations;
}

/** Labels as annotations, without those whose key is not legal there and those that hold a secret. */
function openLabels(
  context: KubernetesContext,
  path: KeyPath,
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(labels)) {
    const at = pathTo([...path, key]);
    if (isTaken(context, at) || dropUnread(context, at, key)) continue;
    if (!isAnnotationKey(key)) context.ledger.dropped(at, 'The key is not a legal key of an annotation');
    else if (context.secrets.spansIn(value, { path: at, name: key }).length > 0) context.ledger.dropped(at, openToAll);
    else annotations[key] = value;
  }
  return annotations;
}

const openToAll = 'It holds a secret value, and annotations are for everybody to read';

/** `labels` of a top-level volume, secret or config as annotations of its object. */
export function resourceAnnotations(
  context: KubernetesContext,
  section: 'volumes' | 'secrets' | 'configs',
  key: string,
): Readonly<Record<string, string>> | undefined {
  const annotations = openLabels(
    context,
    pathTo([section, key, 'labels']),
    context.project[section][key]?.labels ?? {},
  );
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
