import type { Service } from '@transpose/core';
import { parseDnsOption } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { isDns1123Label, isDns1123Subdomain, podHostname } from '../../shared/names/k8s-name.ts';
import { isAddress } from '../../shared/names/ip-address.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { addressOf } from '../hosts/static-addresses.ts';
import type { HostAlias, PodDNSConfig } from '../objects/objects.ts';
import { replicasOf } from '../facts/workload-kind.ts';

export interface PodDns {
  readonly hostname?: string;
  readonly hostnameOverride?: string;
  readonly dnsPolicy?: string;
  readonly dnsConfig?: PodDNSConfig;
  readonly hostAliases?: readonly HostAlias[];
}

/** From this version on the gate of `hostnameOverride` is open by default. */
const hostnameOverrideSince = 35;

/** How the Pod of a lead finds names, and its own name: `hostname`, `dns*`, `extra_hosts`. */
export function dnsOf(context: KubernetesContext, lead: Service): PodDns {
  const hostNetwork = lead.network_mode === 'host';
  const hostAliases = hostAliasesOf(context, lead);
  const dnsConfig = dnsConfigOf(context, lead);
  const ownServers = (dnsConfig?.nameservers?.length ?? 0) > 0 && !asksCluster(context, lead);
  return {
    ...hostnameOf(context, lead, hostNetwork),
    ...(hostNetwork && { dnsPolicy: 'ClusterFirstWithHostNet' }),
    ...(ownServers && { dnsPolicy: 'None' }),
    ...(dnsConfig && { dnsConfig }),
    ...(hostAliases.length > 0 && { hostAliases }),
  };
}

/** Whether the cluster's name server comes first: on the network of the node, and for who names other services or waits for them. */
function asksCluster({ hosts }: KubernetesContext, { name, depends_on, network_mode }: Service): boolean {
  return network_mode === 'host' || hosts.namesPeers(name) || Object.keys(depends_on).length > 0;
}

/**
 * As written; else the service's own name when it names itself and has one replica: the kubelet then puts the name with
 * the Pod's own address into its hosts file, as Docker does. By DNS it would be the Service's address, which answers
 * only when the Pod is ready and which nothing can bind to.
 */
function hostnameOf(context: KubernetesContext, lead: Service, hostNetwork: boolean): PodDns {
  const { hostname } = lead;
  const path = pathTo(['services', lead.name, 'hostname']);
  if (hostNetwork) {
    if (hostname !== undefined)
      context.ledger.dropped(path, 'A Pod in the network of its node has the name of the node');
    return {};
  }
  if (hostname === undefined || hostname === '') {
    const name = context.hosts.ownName(lead.name);
    const alone = replicasOf(lead) <= 1 && context.kinds.get(lead.name) !== 'DaemonSet';
    return alone && name !== undefined ? { hostname: name } : {};
  }
  const lower = hostname.toLowerCase();
  if (isDns1123Label(lower)) return { hostname: lower };
  if (isDns1123Subdomain(lower) && lower.length <= 64 && context.options.minor >= hostnameOverrideSince) {
    return { hostnameOverride: lower };
  }
  const label = podHostname(hostname);
  const difference = `The name of a Pod is one label: "${label}". No other finds it by "${hostname}"`;
  context.ledger.approximated(path, 'Pod.spec.hostname', difference);
  return { hostname: label };
}

/** What every container asks on a network of the project. */
const dockerServer = '127.0.0.11';
const mostServers = 3;
const mostSearches = 32;

function dnsConfigOf(context: KubernetesContext, lead: Service): PodDNSConfig | undefined {
  const path = pathTo(['services', lead.name]);
  const { ledger } = context;
  const servers = lead.dns.filter((server, index) => {
    const peer = context.hosts.serviceAt(server);
    if (server === dockerServer) {
      ledger.resolved([...path, 'dns', index], "it is Docker's own name server, and the cluster's is asked anyway");
      return false;
    }
    if (peer !== undefined) {
      const instead = `Forward the domains in question to "${peer}" in the cluster's CoreDNS`;
      ledger.dropped([...path, 'dns', index], addressOf(server, peer), instead, 'breaks');
    } else if (!isAddress(server))
      ledger.dropped([...path, 'dns', index], 'The kubelet takes addresses of name servers only');
    return peer === undefined && isAddress(server);
  });
  if (servers.length > mostServers) {
    for (const [index] of lead.dns.entries()) {
      if (index >= mostServers)
        ledger.dropped([...path, 'dns', index], `A Pod has at most ${mostServers} name servers`);
    }
  }
  // Docker reads "." as "no search domains at all".
  const searches = lead.dns_search.filter((domain, index) => {
    const legal = isDns1123Subdomain(domain.toLowerCase().replace(/\.$/, ''));
    if (!legal)
      ledger.dropped([...path, 'dns_search', index], 'Kubernetes adds search domains and cannot take its own away');
    return legal;
  });
  const unique = [...new Set(searches)].slice(0, mostSearches);
  const options = lead.dns_opt.map(parseDnsOption);
  if (servers.length > 0) {
    const field = 'Pod.spec.dnsConfig.nameservers';
    if (asksCluster(context, lead))
      ledger.approximated(
        [...path, 'dns'],
        field,
        "They are behind the cluster's own server, which the service needs for its peers, and are hardly asked",
        "Forward the domains in question in the cluster's CoreDNS",
      );
    else if (Object.keys(context.project.services).length > 1)
      ledger.approximated(
        [...path, 'dns'],
        field,
        'They alone are asked, and know no Service: nothing that is written for this one names another',
        'Leave it out if the names of others are in its own settings',
      );
  }
  if (servers.length === 0 && unique.length === 0 && options.length === 0) return undefined;
  return {
    ...(servers.length > 0 && { nameservers: [...new Set(servers)].slice(0, mostServers) }),
    ...(unique.length > 0 && { searches: unique }),
    ...(options.length > 0 && { options }),
  };
}

function hostAliasesOf(context: KubernetesContext, lead: Service): readonly HostAlias[] {
  const byAddress = new Map<string, string[]>();
  for (const [host, addresses] of Object.entries(lead.extra_hosts)) {
    const path = pathTo(['services', lead.name, 'extra_hosts', host]);
    for (const text of addresses) {
      const address = text.replace(/^\[(.*)\]$/, '$1');
      const peer = context.hosts.serviceAt(address);
      if (address === 'host-gateway') {
        context.ledger.dropped(
          path,
          'A Pod has no fixed address of "the host"',
          'Give the name of the machine that is meant, or run the peer in the cluster',
        );
      } else if (!isAddress(address)) {
        context.ledger.dropped(path, `"${text}" is not an address`);
      } else if (peer !== undefined) {
        const instead = `Make "${host}" an alias of "${peer}" on a network that they share`;
        context.ledger.dropped(path, addressOf(address, peer), instead, 'breaks');
      } else if (!isDns1123Subdomain(host.toLowerCase())) {
        context.ledger.dropped(path, `"${host}" is not a legal host name for the hosts file of a Pod`);
      } else byAddress.set(address, [...(byAddress.get(address) ?? []), host.toLowerCase()]);
    }
  }
  return [...byAddress].map(([ip, hostnames]) => ({ ip, hostnames }));
}
