import { isDns1035Label, objectName } from '../../shared/names/k8s-name.ts';
import type { AliasName } from './hosts.ts';
import type { ObjectNames } from '../facts/names.ts';
import type { HostDirectory, HostName } from './directory.ts';
import type { NamedMention } from './mentions.ts';

/** The names that Services get besides the service keys, and what every name is called in the cluster. */
export interface ClusterNames {
  readonly aliases: readonly AliasName[];
  /** What a name has to be called; the same text (but for case) where nothing changes. */
  nameOf(host: HostName): string;
}

/** The key of the label of the Pods that share an alias. */
function aliasLabel(name: string): string {
  return `compose.alias/${name}`;
}

/**
 * A Service for each name that can be one. What stands for one container (`shop-db-1`) or is only its own idea of its name
 * (`hostname`) gets one when another service uses it. What can be no label has none: it is rewritten where it is named.
 */
export function clusterNames(
  names: ObjectNames,
  directory: HostDirectory,
  mentions: readonly NamedMention[],
): ClusterNames {
  const aliases: AliasName[] = [];
  const given = new Map<HostName, string>();
  const usedByOthers = new Set(mentions.filter(({ by, of }) => by !== of).map(({ name }) => name));
  for (const host of directory.shared.values()) {
    const [first = ''] = host.services;
    const joint = host.services.length > 1;
    if (host.source === 'key') given.set(host, names.service(first));
    else if (isOnMention(host) && !usedByOthers.has(host))
      given.set(host, isDns1035Label(host.host) ? host.host : names.service(first));
    else if (isPossible(names, host.host) && host.source !== 'address') {
      const name = names.reserve('Service', host.host);
      given.set(host, name);
      aliases.push({ name, services: host.services, ...(joint && { label: aliasLabel(name) }) });
    } else if (joint) {
      const name = names.reserve('Service', host.host);
      given.set(host, name);
      aliases.push({ name, services: host.services, label: aliasLabel(name) });
    } else given.set(host, names.service(first));
  }
  return { aliases, nameOf: (host) => given.get(host) ?? names.service(host.services[0] ?? host.host) };
}

function isPossible(names: ObjectNames, host: string): boolean {
  return isDns1035Label(host) && objectName(host) === host && !names.isTaken('Service', host);
}

function isOnMention({ source }: HostName): boolean {
  return source === 'container' || source === 'hostname' || source === 'address';
}
