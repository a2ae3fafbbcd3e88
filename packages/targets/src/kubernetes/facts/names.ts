import { pathTo } from '../../account/key-path.ts';
import { isDns1123Subdomain, isDns1035Label, objectName } from '../../shared/names/k8s-name.ts';
import { NameTable } from '../../shared/names/name-table.ts';
import type { Basis } from './basis.ts';

/** Names of objects: legal, at most 52 characters, free of collisions. One sanitizer for all kinds. */
export interface ObjectNames {
  /**
   * The name of a service: of its workload (Jobs add a hash), of its container, of its Service, and the value of its
   * label `app.kubernetes.io/name`.
   */
  service(service: string): string;
  /** The Secret that holds the secret values of a service's environment: `web-env`. */
  environmentSecret(service: string): string;
  /** The ConfigMap of a service's environment with `--env configmap`: `web-env`. */
  environmentConfigMap(service: string): string;
  /** The PersistentVolumeClaim of a top-level volume (the real name of an external one). */
  volume(key: string): string;
  /** The Secret of a top-level secret (the real name of an external one). */
  secret(key: string): string;
  /** The ConfigMap of a top-level config. */
  config(key: string): string;
  /** The NetworkPolicy, and the Pod label, of a top-level network. */
  network(key: string): string;
  /** A further name of a kind, made of `base`, that collides with no other: the later one gets `-2`. Same (kind, base) again: a new name. */
  reserve(kind: string, base: string): string;
  /** As `reserve`, of a name that was given out and a suffix that starts with `-`: `web-published`. */
  derive(kind: string, name: string, suffix: string): string;
  /** Whether an object of that kind has the name. */
  isTaken(kind: string, name: string): boolean;
}

/**
 * Names all objects that stand for something of the Compose file. Kinds have a table each, since a Deployment and its
 * Service share a name. What is legal as it is written keeps its name, whatever comes before it: peers call it so.
 */
export function nameObjects(basis: Basis): ObjectNames {
  const { project } = basis;
  const tables = new Map<string, NameTable>();
  const table = (kind: string): NameTable => {
    const known = tables.get(kind) ?? new NameTable();
    tables.set(kind, known);
    return known;
  };

  const services = named(basis, table('Service'), 'services', Object.keys(project.services));
  const volumes = resourceNames(basis, table('PersistentVolumeClaim'), 'volumes');
  const secrets = resourceNames(basis, table('Secret'), 'secrets');
  const configs = resourceNames(basis, table('ConfigMap'), 'configs');
  const networks = named(basis, table('NetworkPolicy'), 'networks', Object.keys(project.networks));

  const nameIn = (names: ReadonlyMap<string, string>) => (key: string) => names.get(key) ?? objectName(key);
  const service = nameIn(services);
  let reserved = 0;
  return {
    service,
    environmentSecret: (key) => table('Secret').derive(`environment of ${key}`, service(key), '-env').name,
    environmentConfigMap: (key) => table('ConfigMap').derive(`environment of ${key}`, service(key), '-env').name,
    volume: nameIn(volumes),
    secret: nameIn(secrets),
    config: nameIn(configs),
    network: nameIn(networks),
    reserve: (kind, base) => table(kind).allocate(`reserved ${(reserved += 1)}`, base).name,
    derive: (kind, name, suffix) => table(kind).derive(`reserved ${(reserved += 1)}`, name, suffix).name,
    isTaken: (kind, name) => table(kind).ownerOf(name) !== undefined,
  };
}

/** The names of one section's keys; a key that has to give way to another is reported. */
function named(basis: Basis, table: NameTable, section: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const key of [...keys].toSorted((a, b) => Number(isPlain(b)) - Number(isPlain(a)))) {
    const { name, takenBy } = table.allocate(key);
    names.set(key, name);
    const path = pathTo([section, key]);
    if (takenBy !== undefined) {
      basis.ledger.note(`Its objects are named "${name}": "${objectName(key)}" is the name of "${takenBy}"`, path);
    } else if (section === 'services' && name !== key.toLowerCase()) {
      basis.ledger.note(`Its objects are named "${name}": "${key}" is not a legal name in Kubernetes`, path);
    }
  }
  return names;
}

function isPlain(key: string): boolean {
  return isDns1035Label(key) && objectName(key) === key;
}

/** As `named`; an external resource keeps the name that it has on the cluster, where that is a legal one. */
function resourceNames(
  basis: Basis,
  table: NameTable,
  section: 'volumes' | 'secrets' | 'configs',
): ReadonlyMap<string, string> {
  const resources = basis.project[section];
  const names = new Map<string, string>();
  const own: string[] = [];
  for (const [key, resource] of Object.entries(resources)) {
    if (!resource.external) {
      own.push(key);
      continue;
    }
    const name = isDns1123Subdomain(resource.name) ? resource.name : objectName(resource.name);
    names.set(key, name);
    basis.ledger.carried([section, key, 'name'], 'metadata.name');
    // It takes the name from the project's own objects, so that none of them overwrites it.
    if (table.ownerOf(name) === undefined) table.allocate(`external ${key}`, name);
    if (name !== resource.name) {
      const difference = `"${resource.name}" is not a legal name in Kubernetes: "${name}" is taken for it`;
      basis.ledger.approximated([section, key, 'name'], 'metadata.name', difference, `Create it under that name`);
    }
  }
  return new Map([...names, ...named(basis, table, section, own)]);
}
