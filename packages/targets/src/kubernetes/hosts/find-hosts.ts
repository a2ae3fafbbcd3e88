import type { Service } from '@transpose/core';
import { grouped } from '../../shared/grouped.ts';
import { isDns1123Label } from '../../shared/names/k8s-name.ts';
import type { Basis } from '../facts/basis.ts';
import type { Hosts } from './hosts.ts';
import type { ObjectNames } from '../facts/names.ts';
import type { ClusterNames } from './aliases.ts';
import { clusterNames } from './aliases.ts';
import type { HostDirectory } from './directory.ts';
import { hostDirectory } from './directory.ts';
import { dockerHostReporter } from './docker-host.ts';
import { hostTexts } from './host-texts.ts';
import type { NamedMention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import { mountedTexts } from './mounted-texts.ts';
import { reportNameServer } from './name-server.ts';
import { hintAtOtherProject } from './other-project.ts';
import { hostRewriter } from './rewriting.ts';
import { serviceAt } from './static-addresses.ts';
import { subnetReporter } from './subnets.ts';
import { networkGroups } from '../network/network-groups.ts';
import { networkLabel } from '../network/network-policy.ts';

/** Finds out by which names services reach each other, and what those names have to become. */
export function findHosts(basis: Basis, names: ObjectNames): Hosts {
  const directory = hostDirectory(basis);
  const texts = new Map(
    basis.pods.emitted.map((service) => [service.name, [...hostTexts(service), ...mountedTexts(basis, service)]]),
  );
  const mentions = findMentions(basis, directory, ({ name }) => texts.get(name) ?? []);
  const cluster = clusterNames(names, directory, mentions);
  const mentionsOf = grouped(mentions, ({ of }) => of);
  const mentionsBy = grouped(mentions, ({ by }) => by);
  const networks = networkGroups(basis);
  const labelsOf = aliasLabels(cluster);
  const rewriter = hostRewriter(basis, directory, cluster.nameOf);
  hintAtOtherProject(basis, directory);
  reportUnnameable(basis, directory, cluster);
  const dockerHost = dockerHostReporter(basis, names);
  const reportSubnets = subnetReporter(basis);
  for (const service of basis.pods.emitted) {
    const reportDockerHost = dockerHost(service);
    for (const text of texts.get(service.name) ?? []) {
      rewriter.reportLeft(service.name, text);
      reportDockerHost(text);
      reportNameServer(basis, text);
      reportSubnets(text);
    }
  }
  return {
    rewrite: rewriter.rewrite,
    namedBy: (name) => [...new Set((mentionsOf.get(name) ?? []).map(({ by }) => by))].filter((by) => by !== name),
    ownName: (name) => ownName(mentionsBy.get(name) ?? [], name, cluster, names.service(name)),
    namesPeers: (name) => (mentionsBy.get(name) ?? []).some(({ of }) => of !== name),
    mentionsOf: (name) => mentionsOf.get(name) ?? [],
    servicesNamed: (service, host) => directory.lookup(service, host)?.services ?? [],
    serviceAt: (address) => serviceAt(directory, address),
    aliases: cluster.aliases,
    podLabels: (name) => ({
      ...(networks.apart && networkLabels(names, basis.project.services[name])),
      ...labelsOf.get(name),
    }),
  };
}

/** Names that can be no Service's: where the project names them as hosts they are rewritten. */
function reportUnnameable(basis: Basis, directory: HostDirectory, cluster: ClusterNames): void {
  for (const host of directory.shared.values()) {
    const name = cluster.nameOf(host);
    if (name === host.host || (host.source !== 'alias' && host.source !== 'container_name')) continue;
    basis.ledger.approximated(
      host.path,
      'Service.metadata.name',
      host.text.includes('.')
        ? `"${host.text}" cannot be the name of a Service, and texts that hold it are kept: in the cluster it does not resolve, "${name}" does`
        : `"${host.text}" cannot be the name of a Service: it is written "${name}" where it is certainly a host, and kept elsewhere`,
    );
  }
}

/** Its key where it uses that, else the first other of its names. */
function ownName(
  mentions: readonly NamedMention[],
  service: string,
  cluster: ClusterNames,
  plain: string,
): string | undefined {
  const used = mentions.flatMap(({ of, name }) =>
    of === service && name.services.length === 1 ? [cluster.nameOf(name)] : [],
  );
  return used.includes(plain) ? plain : used.find(isDns1123Label);
}

function networkLabels(names: ObjectNames, service: Service | undefined): Readonly<Record<string, string>> {
  const networks = Object.keys(service?.networks ?? {});
  return Object.fromEntries(networks.map((key) => [networkLabel(names.network(key)), 'true']));
}

/** The labels of the aliases that services share, by service. */
function aliasLabels({ aliases }: ClusterNames): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const labels = new Map<string, Record<string, string>>();
  for (const { services, label } of aliases) {
    if (label === undefined) continue;
    for (const service of services) {
      const own = labels.get(service) ?? {};
      own[label] = 'true';
      labels.set(service, own);
    }
  }
  return labels;
}
