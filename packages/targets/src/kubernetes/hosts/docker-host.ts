import type { Service } from '@transpose/core';
import { findHosts } from '../../shared/host-token.ts';
import type { Basis, ObjectNames } from '../context.ts';
import { portAfter } from './mentions.ts';

/** The names by which a container reaches the machine that it runs on. */
const hostNames = ['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal'];
const loopback = ['localhost', '127.0.0.1'];

export interface HostRewriting {
  readonly text: string;
  /** What was replaced, `localhost:8080` by `web:80`. */
  readonly replaced: readonly { readonly from: string; readonly to: string }[];
  /** What means the machine and can not be replaced. */
  readonly lost: readonly string[];
}

/**
 * The machine itself as a host, by Docker's own names or, from within its network, as `localhost`: where a service of the
 * project publishes the port that follows, that service is meant.
 */
export function rewriteDockerHost(
  basis: Basis,
  names: ObjectNames,
  service: Service,
  text: string,
  variable: string | undefined,
): HostRewriting {
  const own = service.network_mode === 'host' ? loopback : [];
  const gateways = Object.entries(service.extra_hosts).flatMap(([host, addresses]) =>
    addresses.includes('host-gateway') ? [host] : [],
  );
  const found = findHosts(text, [...hostNames, ...gateways, ...own], { name: variable });
  const replaced: { from: string; to: string }[] = [];
  const lost: string[] = [];
  let rewritten = '';
  let done = 0;
  for (const { start, end, from } of found) {
    const port = portAfter(text, end);
    const target = port === undefined ? undefined : publisherOf(basis, service.name, port);
    if (target === undefined) {
      if (!own.includes(from.toLowerCase())) lost.push(from);
      continue;
    }
    const to = `${names.service(target.service)}:${target.port}`;
    replaced.push({ from: `${from}:${port}`, to });
    rewritten += text.slice(done, start) + to;
    done = end + 1 + String(port).length;
  }
  return { text: rewritten + text.slice(done), replaced, lost };
}

function publisherOf(
  basis: Basis,
  asking: string,
  port: number,
): { readonly service: string; readonly port: number } | undefined {
  for (const service of basis.pods.emitted) {
    // Its own ports it finds on its own loopback address.
    if (service.name === asking || service.network_mode === 'host') continue;
    const found = service.ports.find(
      ({ published, protocol }) => Number(published) === port && protocol.toLowerCase() === 'tcp',
    );
    if (found) return { service: service.name, port: found.target };
  }
  return undefined;
}
