import type { Path, Service } from '@transpose/core';
import { pathText } from '@transpose/core';
import { rewriteHosts } from '../shared/host-token.ts';
import type { Basis, Hosts, ObjectNames } from './context.ts';
import { clusterNames } from './hosts/aliases.ts';
import type { HostDirectory } from './hosts/directory.ts';
import { hostDirectory } from './hosts/directory.ts';
import { rewriteDockerHost } from './hosts/docker-host.ts';
import { hostTextName } from './hosts/host-texts.ts';
import { findMentions } from './hosts/mentions.ts';
import { mountedTexts } from './hosts/mounted-texts.ts';
import { networkGroups } from './network-groups.ts';
import { networkLabel } from './network-policy.ts';

/** Finds out by which names services reach each other, and what those names have to become. */
export function findHosts(basis: Basis, names: ObjectNames): Hosts {
  const directory = hostDirectory(basis);
  const mentions = findMentions(basis, directory, (service) => mountedTexts(basis, service));
  const cluster = clusterNames(names, directory, mentions);
  const mentionsOf = grouped(mentions, ({ of }) => of);
  const mentionsBy = grouped(mentions, ({ by }) => by);
  const changed = new Map(basis.pods.emitted.map(({ name }) => [name, changedNames(directory, cluster.nameOf, name)]));
  const networks = networkGroups(basis);
  const reported = new Set<string>();
  hintAtOtherProject(basis, directory);

  const report = (path: Path, say: (field: string) => void) => {
    const key = pathText(path);
    if (reported.has(key)) return;
    reported.add(key);
    say(fieldOf(path));
  };

  return {
    rewrite(name, text, path) {
      const service = basis.project.services[name];
      if (!service) return text;
      const variable = hostTextName(service, path);
      const host = rewriteDockerHost(basis, names, service, text, variable);
      const { value, rewrites } = rewriteHosts(host.text, changed.get(name) ?? new Map(), { name: variable });
      const all = [...host.replaced, ...rewrites];
      if (all.length > 0 || host.lost.length > 0) {
        report(path, (field) => {
          const pairs = [...new Set(all.map(({ from, to }) => `"${from}" is written "${to}"`))];
          if (pairs.length > 0)
            basis.ledger.approximated(
              path,
              field,
              `${pairs.join(', ')}: the name by which the service is reached in the cluster`,
            );
          for (const lost of new Set(host.lost)) {
            basis.ledger.approximated(
              path,
              field,
              `"${lost}" means the machine that Docker runs on, which a Pod knows nothing of`,
              'Name a host that the cluster reaches',
            );
          }
        });
      }
      return value;
    },
    namedBy: (name) => [...new Set((mentionsOf.get(name) ?? []).map(({ by }) => by))].filter((by) => by !== name),
    namesItself: (name) =>
      (mentionsBy.get(name) ?? []).some(({ of, name: host }) => of === name && host.source === 'key'),
    namesPeers: (name) => (mentionsBy.get(name) ?? []).some(({ of }) => of !== name),
    mentionsOf: (name) => mentionsOf.get(name) ?? [],
    aliases: cluster.aliases,
    podLabels: (name) => ({
      ...(networks.apart && networkLabels(names, basis.project.services[name])),
      ...Object.fromEntries(
        cluster.aliases.flatMap(({ services, label }) =>
          label !== undefined && services.includes(name) ? [[label, 'true']] : [],
        ),
      ),
    }),
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The names that a service has to write otherwise: names in lower case to names in the cluster. */
function changedNames(
  directory: HostDirectory,
  nameOf: ReturnType<typeof clusterNames>['nameOf'],
  service: string,
): ReadonlyMap<string, string> {
  const all = new Map([...directory.shared, ...(directory.own.get(service) ?? [])]);
  return new Map(
    [...all.values()].map((host) => [host.host, nameOf(host)] as const).filter(([from, to]) => from !== to),
  );
}

function networkLabels(names: ObjectNames, service: Service | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(service?.networks ?? {}).map((key) => [networkLabel(names.network(key)), 'true']),
  );
}

/** The field of a Pod that the text of a path goes to. */
function fieldOf(path: Path): string {
  switch (path[2]) {
    case 'environment':
      return 'Container.env';
    case 'entrypoint':
      return 'Container.command';
    case 'command':
      return 'Container.args';
    case 'healthcheck':
      return 'Container.readinessProbe.exec.command';
    case 'pre_start':
      return 'Pod.spec.initContainers';
    case 'post_start':
    case 'pre_stop':
      return 'Container.lifecycle';
    default:
      return 'ConfigMap.data';
  }
}

/** `other-db-1` with a service `db`: written for another project name, which `-p` would give it. */
function hintAtOtherProject(basis: Basis, directory: HostDirectory): void {
  for (const service of basis.pods.emitted) {
    for (const [name, value] of Object.entries(service.environment)) {
      const found = /(?:^|\/\/|@)([A-Za-z0-9][\w-]*?)[-_]([A-Za-z0-9][\w.-]*?)[-_]\d+(?:$|[:/])/.exec(value ?? '');
      const [, project = '', peer = ''] = found ?? [];
      if (
        !found ||
        !Object.hasOwn(basis.project.services, peer) ||
        directory.shared.has(`${project}-${peer}-1`.toLowerCase())
      )
        continue;
      basis.ledger.note(
        `"${project}" is the name of another project: convert with -p ${project} when this is its file`,
        ['services', service.name, 'environment', name],
      );
      return;
    }
  }
}
