import type { Path, Service } from '@transpose/core';
import { isAnnotationKey } from '../shared/k8s-name.ts';
import type { KubernetesContext } from './context.ts';
import type { SecretTexts } from './secret-text.ts';

/** Labels that other programs read as orders: routes of proxies, settings of converters. */
const orders = /^(traefik|caddy|nginx-proxy|com\.github\.nginx-proxy)(\.|$)|^caddy_\d+(\.|$)|^kompose\./;

/** `labels` and `annotations` of a service as annotations of its Pod, where the key is legal there. */
export function podAnnotations(
  context: KubernetesContext,
  service: Service,
  secrets: SecretTexts,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const field of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(service[field])) {
      const path = ['services', service.name, field, key];
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
          'Write an Ingress or HTTPRoute for the service',
        );
      }
      annotations[key] = value;
    }
  }
  return annotations;
}

/** `deploy.labels` as annotations of the workload: label values of Docker are seldom legal label values of Kubernetes. */
export function workloadAnnotations(context: KubernetesContext, service: Service): Readonly<Record<string, string>> {
  return openLabels(context, ['services', service.name, 'deploy', 'labels'], service.deploy?.labels ?? {});
}

/** Labels as annotations, without those whose key is not legal there and those that hold a secret. */
function openLabels(
  context: KubernetesContext,
  path: Path,
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const annotations: Record<string, string> = {};
  for (const [key, value] of Object.entries(labels)) {
    const at = [...path, key];
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
  const annotations = openLabels(context, [section, key, 'labels'], context.project[section][key]?.labels ?? {});
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}
