import type { Service } from '@transpose/core';
import type { KubernetesContext } from '../facts/context.ts';
import { imageUserOf, knownImageOf } from '../facts/image-facts.ts';
import type { Container, SecurityContext } from '../objects/objects.ts';
import { certainPort } from '../ports/certain.ts';
import { numericUser } from './numeric-user.ts';
import { isBelow } from '../storage/container-path.ts';

/**
 * `--hardened`: what Pod Security "restricted" and kube-score ask for, as far as the file or the image table says that the
 * service can live with it. Docker gives none of it, so it is off by default, and each addition is said.
 */
export function hardened(context: KubernetesContext, service: Service, container: Container): Container {
  if (!context.options.hardened) return container;
  const added: string[] = [];
  const securityContext = hardenedSecurity(context, service, container, added);
  const resources = withRequests(container, added);
  const probe = container.readinessProbe ?? tcpProbe(context, service, added);
  if (added.length > 0) {
    context.ledger.note(`--hardened adds ${added.join(', ')}`, ['services', service.name]);
  }
  return {
    ...container,
    ...(resources && { resources }),
    ...(probe && { readinessProbe: probe }),
    ...(Object.keys(securityContext).length > 0 && { securityContext }),
  };
}

function hardenedSecurity(
  context: KubernetesContext,
  service: Service,
  container: Container,
  added: string[],
): SecurityContext {
  const security: Record<string, unknown> = { ...container.securityContext };
  if (service.privileged) return security;
  const add = (field: string, value: unknown) => {
    if (security[field] !== undefined) return;
    security[field] = value;
    added.push(field);
  };
  const uid = numericUser(service.user).uid ?? (service.user ? undefined : imageUserOf(context, service)?.uid);
  // Rights that root needs to become somebody else are rights that it would miss.
  const isNobody = uid !== undefined && uid !== 0;
  if (service.cap_add.length === 0) add('allowPrivilegeEscalation', false);
  if (isNobody) {
    add('runAsNonRoot', true);
    add('runAsUser', uid);
    if (service.cap_add.length === 0) add('capabilities', { drop: ['ALL'] });
  }
  if (isNobody && isCovered(context, service, container)) add('readOnlyRootFilesystem', true);
  return security;
}

/** Whether all places that a known image writes to are mounted, and /tmp is. */
function isCovered(context: KubernetesContext, service: Service, { volumeMounts = [] }: Container): boolean {
  const known = knownImageOf(context, service);
  const mounted = (path: string) =>
    volumeMounts.some(({ mountPath, readOnly }) => readOnly !== true && isBelow(mountPath, path));
  const written = [...(known?.dataPaths ?? []), ...(known?.volumes ?? [])];
  return written.length > 0 && [...written, '/tmp'].every(mounted);
}

function withRequests({ resources }: Container, added: string[]): Container['resources'] {
  if (resources?.requests !== undefined) return resources;
  added.push('requests of 10m CPU and 32Mi memory');
  return { ...resources, requests: { cpu: '10m', memory: '32Mi' } };
}

/** A port that certainly answers tells when the service does. Not for what ends: it is never asked. */
function tcpProbe(context: KubernetesContext, service: Service, added: string[]): Container['readinessProbe'] {
  const kind = context.kinds.get(context.pods.leadOf(service.name));
  const port = kind === 'Job' || kind === 'CronJob' ? undefined : certainPort(service, context.ports.of(service.name));
  if (!port || context.peers.has(service.name)) return undefined;
  added.push(`a readiness probe of port ${port.port}`);
  return { tcpSocket: { port: port.port }, periodSeconds: 10 };
}
