/** The object whose annotations a program reads. */
export type AnnotationPlace = 'pod' | 'workload' | 'service' | 'load-balancer' | 'ingress' | 'route';

/**
 * Where each prefix belongs, as its program documents it; the longest that fits counts, and a prefix stands for what ends
 * in it as well: `pre.hook.backup.velero.io`. What has no row is read on Pods, or by nobody in the cluster.
 */
const places: ReadonlyMap<string, AnnotationPlace> = new Map<string, AnnotationPlace>([
  ['ingress.kubernetes.io', 'ingress'],
  ['nginx.org', 'ingress'],
  ['nginx.com', 'ingress'],
  ['haproxy.org', 'ingress'],
  ['haproxy-ingress.github.io', 'ingress'],
  ['konghq.com', 'ingress'],
  ['zalando.org', 'ingress'],
  ['ingress.citrix.com', 'ingress'],
  ['networking.gke.io', 'ingress'],
  ['projectcontour.io', 'ingress'],
  ['cert-manager.io', 'ingress'],
  ['external-dns.alpha.kubernetes.io', 'route'],
  ['external-dns.kubernetes.io', 'route'],
  ['service.beta.kubernetes.io', 'load-balancer'],
  ['service.kubernetes.io', 'load-balancer'],
  ['metallb.io', 'load-balancer'],
  ['metallb.universe.tf', 'load-balancer'],
  ['kube-vip.io', 'load-balancer'],
  ['lbipam.cilium.io', 'load-balancer'],
  ['load-balancer.hetzner.cloud', 'load-balancer'],
  ['cloud.google.com', 'service'],
  ['reloader.stakater.com', 'workload'],
  ['keel.sh', 'workload'],
  ['wave.pusher.com', 'workload'],
  ['argocd.argoproj.io', 'workload'],
]);

/** Single keys that are elsewhere than the others of their prefix. */
const keys: ReadonlyMap<string, AnnotationPlace> = new Map<string, AnnotationPlace>([
  ['kubernetes.io/ingress.class', 'ingress'],
  ['kubernetes.io/change-cause', 'workload'],
  ['networking.gke.io/load-balancer-type', 'load-balancer'],
  ['cloud.google.com/load-balancer-type', 'load-balancer'],
]);

/** Where the annotation `PREFIX/NAME` belongs. */
export function annotationPlace(key: string): AnnotationPlace {
  const lower = key.toLowerCase();
  const known = keys.get(lower);
  if (known) return known;
  const slash = lower.indexOf('/');
  if (slash < 0) return 'pod';
  // Traefik reads what is said of the server on the Service, and the rest on the Ingress.
  if (lower.startsWith('traefik.ingress.kubernetes.io/service.')) return 'service';
  for (let prefix = lower.slice(0, slash); prefix !== ''; prefix = afterDot(prefix)) {
    const place = places.get(prefix);
    if (place) return place;
  }
  return 'pod';
}

const afterDot = (prefix: string): string => {
  const dot = prefix.indexOf('.');
  return dot < 0 ? '' : prefix.slice(dot + 1);
};
