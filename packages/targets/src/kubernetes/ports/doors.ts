import type { Port, Service } from '@transpose/core';
import { parseImageReference } from '@transpose/core';
import { isStoreName } from '../../shared/images/known-images.ts';
import type { Basis } from '../facts/basis.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import { knownImageOf } from '../facts/image-facts.ts';

/** Where databases, caches, search engines and brokers listen by default, as their makers document it. */
const storePorts: ReadonlySet<number> = new Set([
  1433, 1521, 2181, 2379, 2380, 3306, 5432, 5672, 5984, 6379, 7687, 8086, 9042, 9092, 9200, 9300, 11211, 26257, 27017,
  33060, 61616,
]);

/** Docker's API, without and with TLS. */
const dockerPorts: ReadonlySet<number> = new Set([2375, 2376]);

/**
 * Why a port that Docker publishes is not opened outside the cluster unless somebody asks: what listens there is a data
 * store by its image, or by its port where no name is known of the image, or it is Docker's API.
 */
export function reasonToClose(basis: Basis, service: Service, { target, protocol }: Port): string | undefined {
  const known = knownImageOf(basis, service);
  const base = dockerfileOf(basis, service)?.base;
  const { repository } = (base === undefined ? service.image : parseImageReference(base)) ?? {};
  if (known?.dataStore === true || isStoreName(repository?.split('/').at(-1)))
    return 'Databases are not exposed outside the cluster by default';
  if (protocol.toLowerCase() !== 'tcp') return undefined;
  if (dockerPorts.has(target))
    return "Docker's API gives away its machine, and is not exposed outside the cluster by default";
  return known?.dataStore === undefined && storePorts.has(target)
    ? `${target} is a port of databases, which are not exposed outside the cluster by default`
    : undefined;
}
