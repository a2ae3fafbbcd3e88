import type { Service } from '@transpose/core';
import { publishedRange } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PublishedPort, PublishedPorts } from './published.ts';
import { protocolOf } from './published.ts';

const field = 'Service.spec.ports';
const mostPorts = 50;
const opening = 'x-transpose: {expose: load-balancer} to open it';

/** Says what is different about each published port. Called once for a service. */
export function reportPublished(context: KubernetesContext, service: Service, published: PublishedPorts): void {
  const { ledger } = context;
  const path = pathTo(['services', service.name, 'ports']);
  for (const [index, port] of service.ports.entries()) {
    if (protocolOf(port.protocol) === undefined) {
      ledger.dropped([...path, index, 'protocol'], `Kubernetes knows TCP, UDP and SCTP, and no "${port.protocol}"`);
    }
  }
  for (const one of published.kept) {
    if (one.port.published === undefined && one.port.host_ip === undefined && service.network_mode !== 'host') continue;
    if (service.network_mode === 'host')
      ledger.note(`${one.reason}; Docker ignores "ports" here`, [...path, one.index]);
    else
      ledger.approximated(
        [...path, one.index],
        field,
        one.reason,
        `Run ${forwardLine(context, service, one)} to reach it${one.openable ? `, or set ${opening}` : ''}`,
      );
  }
  for (const one of published.balanced) reportPort(context, pathTo([...path, one.index]), one, published.type);

  const protocols = new Set(published.balanced.map(({ protocol }) => protocol));
  if (protocols.size > 1 && published.type === 'LoadBalancer') {
    const difference = 'One load balancer serves TCP and UDP together, which not every cloud offers';
    for (const { index, protocol } of published.balanced)
      if (protocol !== 'TCP') ledger.approximated([...path, index], field, difference);
  }
  if (published.balanced.length > mostPorts) {
    ledger.approximated(
      path,
      field,
      `${published.balanced.length} ports on one Service: load balancers have limits, often ${mostPorts}`,
    );
  }
}

function reportPort(context: KubernetesContext, path: KeyPath, one: PublishedPort, type: PublishedPorts['type']): void {
  const { ledger } = context;
  const { host_ip: address, mode } = one.port;
  const range = publishedRange(one.port.published);
  if (range === undefined) {
    ledger.approximated([...path, 'published'], field, `Docker chooses a port of the host: ${one.published} is taken`);
  } else if (range.end > range.start) {
    ledger.approximated([...path, 'published'], field, `Docker chooses a port of the range: ${one.published} is taken`);
  }
  const chosen = context.settings(String(path[1])).nodePort !== undefined;
  if (type === 'NodePort' && !chosen && (one.published < 30000 || one.published > 32767)) {
    ledger.approximated([...path, 'published'], field, 'Nodes open ports from 30000 to 32767: the cluster chooses one');
  }
  if (address !== undefined && !['', '0.0.0.0', '::', '[::]'].includes(address)) {
    ledger.approximated(
      [...path, 'host_ip'],
      field,
      'The port is opened on the address of the balancer, not on one of a host',
    );
  }
  if (mode === 'host') {
    ledger.approximated(
      [...path, 'mode'],
      field,
      'The port is opened for all Pods of the service, not on each of their nodes',
    );
  }
}

/** The command that opens a port on the user's own machine. */
function forwardLine(context: KubernetesContext, service: Service, one: PublishedPort): string {
  const lead = context.pods.leadOf(service.name);
  const namespace = context.namespace === undefined ? '' : ` -n ${context.namespace}`;
  const kind = (context.kinds.get(lead) ?? 'Deployment').toLowerCase();
  const target =
    kind === 'job' || kind === 'cronjob'
      ? `service/${context.names.service(service.name)}`
      : `${kind}/${context.names.service(lead)}`;
  return `kubectl${namespace} port-forward ${target} ${one.published}:${one.target}`;
}
