import { items } from '../fields.ts';
import type { Manifest } from '../manifests.ts';
import type { Container, Emitted } from './emitted.ts';
import { readEmitted, selects } from './emitted.ts';
import type { ProjectFiles } from './mounts.ts';
import { mountFaults, Places } from './mounts.ts';
import type { Directory } from './names.ts';
import { canBeService, isMentioned, namesOf, sameText, servicesOf } from './names.ts';
import type { Reference, WantedService } from './reference.ts';
import { readReference } from './reference.ts';
import type { Statement } from './statements.ts';
import { isNamed, isStated } from './statements.ts';

/** What the audit looks at: what Docker reads, what was written, and what was said about it. */
export interface AuditInput {
  /** What `docker compose config --format json` printed. */
  readonly expected: string;
  readonly manifests: readonly Manifest[];
  readonly statements: readonly Statement[];
  readonly files?: ProjectFiles;
}

/** How many things were looked at, by what they are. */
export type Counts = Record<'services' | 'words' | 'variables' | 'mounts' | 'ports' | 'names', number>;

export interface AuditResult {
  readonly faults: readonly string[];
  readonly counts: Counts;
}

/**
 * Holds what was written against what Docker reads, service by service. It shares no code with the program: it goes by the
 * words of Docker's answer and of the Kubernetes API alone, so that a mistake of the program is not made twice.
 */
export function audit({ expected, manifests, statements, files = () => undefined }: AuditInput): AuditResult {
  const reference = readReference(expected);
  const emitted = readEmitted(manifests);
  const containers = assign(reference, emitted);
  const directory: Directory = { reference, emitted, containerOf: (service) => containers.get(service) };
  const places = new Places();
  const counts: Counts = { services: 0, words: 0, variables: 0, mounts: 0, ports: 0, names: 0 };
  const faults = reference.services.flatMap((service) => {
    counts.services += 1;
    const container = containers.get(service.key);
    if (!container) {
      const said = statements.some(
        ({ path, lost }) =>
          lost && path[0] === 'services' && path[1] === service.key && (path.length <= 3 || path[2] === 'provider'),
      );
      return said ? [] : [`services.${service.key}: it has no container, and nothing is said of it`];
    }
    counts.words += (service.entrypoint?.length ?? 0) + (service.command?.length ?? 0);
    counts.variables += service.environment.size;
    counts.mounts += service.mounts.length;
    counts.ports += service.ports.length;
    const found = [
      ...imageFaults(reference, service, container, statements),
      ...commandFaults(directory, service, container, statements),
      ...environmentFaults(directory, service, container, statements),
      ...mountFaults(directory, service, container, places, files, statements),
      ...inheritedFaults(reference, service, container, statements),
      ...portFaults(emitted, service, container, statements),
      ...nameFaults(directory, service, container, statements, counts),
    ];
    return found.map((fault) => `services.${service.key}: ${fault}`);
  });
  return { faults, counts };
}

/** Finds the container of each service: by its name as far as that is legal, among equals by its image. */
function assign(reference: Reference, emitted: Emitted): ReadonlyMap<string, Container> {
  const found = new Map<string, Container>();
  const free = new Set(emitted.containers);
  const take = (service: WantedService, fits: (name: string) => boolean): void => {
    if (found.has(service.key)) return;
    const fitting = [...free].filter(({ name }) => fits(name));
    const one = fitting.find(({ image }) => image === service.image) ?? fitting[0];
    if (!one) return;
    found.set(service.key, one);
    free.delete(one);
  };
  const plain = (key: string) =>
    key
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '');
  for (const service of reference.services) take(service, (name) => name === service.key);
  for (const service of reference.services)
    take(service, (name) => [plain(service.key), `x-${plain(service.key)}`].includes(name));
  for (const service of reference.services)
    take(service, (name) => name.replace(/^x-/, '').startsWith(plain(service.key).slice(0, 40)));
  return found;
}

function imageFaults(
  { name, services }: Reference,
  { key, image, built }: WantedService,
  container: Container,
  statements: readonly Statement[],
): readonly string[] {
  // Services with equal builds run the image of the first.
  const first = services.find((one) => built !== undefined && one.built === built);
  const wanted = image ?? (built === undefined ? undefined : (first?.image ?? `${name}-${first?.key ?? key}`));
  // Docker does not start a service that has neither image nor build, and nobody can say what should be there.
  if (wanted === undefined || container.image === wanted || isStated(statements, 'services', key, 'image')) return [];
  return [`image ${container.image} instead of ${wanted}`];
}

function commandFaults(
  directory: Directory,
  { key, entrypoint, command }: WantedService,
  container: Container,
  statements: readonly Statement[],
): readonly string[] {
  const said = isStated(statements, 'services', key, 'entrypoint') || isStated(statements, 'services', key, 'command');
  // An empty list takes the image's entrypoint away: what is left is the command.
  const cleared = entrypoint?.length === 0;
  const written = command?.length === 0 ? undefined : command;
  const wanted = cleared ? [undefined, written] : [entrypoint, written];
  const actual = cleared ? [undefined, container.command ?? container.args] : [container.command, container.args];
  return (['entrypoint', 'command'] as const).flatMap((what, part) => {
    const right = wanted[part];
    const seen = actual[part];
    if (right === undefined && seen === undefined) return [];
    if (right === undefined || seen === undefined || right.length !== seen.length)
      return said && right === undefined ? [] : [`${what} ${JSON.stringify(seen)} instead of ${JSON.stringify(right)}`];
    return right.flatMap((word, index) => textFault(directory, `${what}[${index}]`, word, seen[index] ?? '', said));
  });
}

function textFault(
  directory: Directory,
  what: string,
  wanted: string,
  actual: string,
  said: boolean,
): readonly string[] {
  const same = sameText(directory, wanted, actual);
  if (same === 'same' || (same === 'renamed' && said)) return [];
  const unsaid = same === 'renamed' ? ', and nothing is said of it' : '';
  return [`${what} is ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}${unsaid}`];
}

function environmentFaults(
  directory: Directory,
  { key, environment }: WantedService,
  container: Container,
  statements: readonly Statement[],
): readonly string[] {
  const said = (name: string) =>
    isStated(statements, 'services', key, 'environment', name) || isStated(statements, 'services', key, 'env_file');
  const faults = [...environment].flatMap(([name, wanted]) => {
    const actual = container.env.get(name);
    if (wanted === actual) return [];
    if (wanted === undefined) return [`${name} has a value, but has none for Docker`];
    if (actual === undefined) return said(name) ? [] : [`${name} is missing, and nothing is said of it`];
    return textFault(directory, name, wanted, actual, said(name));
  });
  // What a command takes out of a Secret is in a variable of its own.
  const more = [...container.env.keys()].filter((name) => !environment.has(name) && !container.fillers.has(name));
  return [...faults, ...more.map((name) => `${name} is a variable that Docker does not set`)];
}

/** `volumes_from`: the mounts of another service are here, too. */
function inheritedFaults(
  reference: Reference,
  service: WantedService,
  container: Container,
  statements: readonly Statement[],
): readonly string[] {
  return items(service.data, 'volumes_from').flatMap((from, index) => {
    if (isStated(statements, 'services', service.key, 'volumes_from', String(index))) return [];
    const [name] = String(from).split(':');
    const other = reference.services.find(({ key }) => key === name);
    const missing = (other?.mounts ?? []).filter(({ target }) => !container.mounts.some(({ path }) => path === target));
    return missing.map(({ target }) => `${target} of ${name} is not mounted`);
  });
}

function portFaults(
  emitted: Emitted,
  { key, ports, networkMode }: WantedService,
  container: Container,
  statements: readonly Statement[],
): readonly string[] {
  const reached = servicesOf(emitted, container);
  return ports.flatMap(({ port, protocol, published }) => {
    const own = container.ports.find((one) => one.port === port && one.protocol === protocol);
    const what = `port ${port}/${protocol}`;
    if (!own) return isStated(statements, 'services', key, 'ports') ? [] : [`${what} is not a port of the container`];
    if (published === undefined || networkMode === 'host' || isStated(statements, 'services', key, 'ports')) return [];
    const leads = reached.some((service) =>
      service.ports.some(
        (one) => one.port === published && one.protocol === protocol && [port, own.name].includes(one.target),
      ),
    );
    return leads ? [] : [`${what}: nothing leads to it from ${published}, and nothing is said of it`];
  });
}

function nameFaults(
  directory: Directory,
  service: WantedService,
  container: Container,
  statements: readonly Statement[],
  counts: Counts,
): readonly string[] {
  const { reference, emitted } = directory;
  // Without a network of its own nobody reaches it by a name.
  if (service.networkMode !== undefined) return [];
  const linked = reference.services.flatMap(({ links }) =>
    links.filter(([of]) => of === service.key).map(([, as]) => as),
  );
  const always = [service.key, service.containerName ?? '', ...service.aliases, ...linked];
  const required = always.filter((name) => container.kind !== 'Job' || isMentioned(reference, service, name));
  const used = [...namesOf(reference, service)].filter((name) => isMentioned(reference, service, name));
  const names = new Set([...required, ...used].filter((name) => name !== '' && !/^[\d.]+$|:/.test(name)));
  counts.names += names.size;
  return [...names].flatMap((name) => {
    const said =
      isNamed(statements, name) ||
      (name === service.containerName && isStated(statements, 'services', service.key, 'container_name'));
    const found = emitted.services.find((one) => one.name === name.toLowerCase());
    if (!canBeService(name)) {
      const other = servicesOf(emitted, container).length > 0;
      return said && other ? [] : [`the name ${name} leads nowhere, and nothing is said of it`];
    }
    if (!found) return said ? [] : [`there is no Service ${name}, and nothing is said of it`];
    if (!selects(found, container.template)) return said ? [] : [`the Service ${name} leads elsewhere`];
    if (found.headless) return [];
    return service.ports.flatMap(({ port, protocol }) => {
      const own = container.ports.find((one) => one.port === port && one.protocol === protocol);
      const leads = found.ports.some(
        (one) => one.port === port && one.protocol === protocol && [port, own?.name].includes(one.target),
      );
      return leads ? [] : [`the Service ${name} does not lead to port ${port}/${protocol}`];
    });
  });
}
