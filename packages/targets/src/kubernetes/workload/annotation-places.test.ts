import { expect, it } from 'vitest';
import { annotationPlace } from './annotation-places.ts';

it.each([
  ['nginx.ingress.kubernetes.io/rewrite-target', 'ingress'],
  ['traefik.ingress.kubernetes.io/router.entrypoints', 'ingress'],
  ['traefik.ingress.kubernetes.io/service.sticky.cookie', 'service'],
  ['alb.ingress.kubernetes.io/scheme', 'ingress'],
  ['kubernetes.io/ingress.class', 'ingress'],
  ['cert-manager.io/cluster-issuer', 'ingress'],
  ['acme.cert-manager.io/http01-edit-in-place', 'ingress'],
  ['external-dns.alpha.kubernetes.io/hostname', 'route'],
  ['service.beta.kubernetes.io/aws-load-balancer-type', 'load-balancer'],
  ['metallb.universe.tf/address-pool', 'load-balancer'],
  ['cloud.google.com/neg', 'service'],
  ['cloud.google.com/load-balancer-type', 'load-balancer'],
  ['prometheus.io/scrape', 'pod'],
  ['backup.velero.io/backup-volumes', 'pod'],
  ['pre.hook.backup.velero.io/command', 'pod'],
  ['secret.reloader.stakater.com/reload', 'workload'],
  ['keel.sh/policy', 'workload'],
  ['org.example.note', 'pod'],
  ['example.org/note', 'pod'],
])('%s belongs on the %s', (key, place) => expect(annotationPlace(key)).toBe(place));
