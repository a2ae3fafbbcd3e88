import type { Port, Service } from '@transpose/core';
import { publishedRange } from '@transpose/core';
import type { KubernetesContext } from '../facts/context.ts';
import type { Protocol } from './known-port.ts';
import { isInternal } from '../network/network-groups.ts';
import { reasonToClose } from './doors.ts';

/** A port that Docker opens on its host. */
export interface PublishedPort {
  /** Its place under `ports`. */
  readonly index: number;
  readonly port: Port;
  readonly target: number;
  /** The number to connect to; the target's own where Docker would choose one. */
  readonly published: number;
  readonly protocol: Protocol;
}

/** A port that is not opened outside the cluster. */
export interface KeptPort extends PublishedPort {
  readonly reason: string;
  /** `x-transpose.expose` opens it. */
  readonly openable: boolean;
}

/** What becomes of the published ports of a service. */
export interface PublishedPorts {
  readonly type: 'LoadBalancer' | 'NodePort';
  /** Those of the Service `NAME-published`, unique by number and protocol. */
  readonly balanced: readonly PublishedPort[];
  /** Those that are not opened to the world, and why. */
  readonly kept: readonly KeptPort[];
}

/** Decides for each entry of `ports`; says nothing to the ledger. */
export function publishedPorts(context: KubernetesContext, service: Service): PublishedPorts {
  const wish = context.settings(service.name).expose;
  const expose = wish ?? context.projectSettings.expose ?? context.options.expose;
  const balanced = new Map<string, PublishedPort>();
  const kept: KeptPort[] = [];
  for (const [index, port] of service.ports.entries()) {
    const protocol = protocolOf(port.protocol);
    if (protocol === undefined || port.target < 1) continue;
    const first = publishedRange(port.published)?.start ?? 0;
    const one: PublishedPort = {
      index,
      port,
      target: port.target,
      published: first > 0 ? first : port.target,
      protocol,
    };
    const shut = unreachable(context, service);
    const reason =
      shut ?? (expose === 'none' ? notOpened : wish === undefined ? reasonToKeep(context, service, port) : undefined);
    if (reason === undefined) {
      const key = `${one.published}/${protocol}`;
      const known = balanced.get(key);
      if (!known) balanced.set(key, one);
      else if (known.target !== one.target)
        kept.push({
          ...one,
          reason: `A Service has each number once, and ${one.published} leads to ${known.target}`,
          openable: false,
        });
    } else kept.push({ ...one, reason, openable: shut === undefined });
  }
  return { type: expose === 'node-port' ? 'NodePort' : 'LoadBalancer', balanced: [...balanced.values()], kept };
}

const notOpened = 'Published ports are not opened (expose: none)';

/** Why nothing outside reaches any port of a service. */
function unreachable(context: KubernetesContext, service: Service): string | undefined {
  if (service.network_mode === 'host') return 'In the network of its node the port is open there';
  if (service.network_mode === 'none') return 'Without a network the port leads nowhere';
  if (isInternal(context.project, service.name)) return 'Its networks are all internal, which nothing outside reaches';
  return undefined;
}

/** Why a port is not opened where nobody says that it should be. */
function reasonToKeep(context: KubernetesContext, service: Service, port: Port): string | undefined {
  if (protocolOf(port.protocol) === 'TCP' && context.routes.portsOf(service.name).includes(port.target))
    return 'A route leads to it, so it is not on a load balancer as well';
  if (isLoopback(port.host_ip)) return 'Docker opens it on the loopback address of its host only';
  return reasonToClose(context, service, port);
}

export function isLoopback(address: string | undefined): boolean {
  return (
    address !== undefined &&
    (/^127\./.test(address) || address === 'localhost' || /^\[?(?:0*:)*:?0*1\]?$/.test(address))
  );
}

/** Kubernetes' name of a protocol; undefined when it has none. Case counts for nothing in Compose. */
export function protocolOf(text: string): Protocol | undefined {
  const upper = text.toUpperCase();
  return upper === 'TCP' || upper === 'UDP' || upper === 'SCTP' ? upper : undefined;
}
