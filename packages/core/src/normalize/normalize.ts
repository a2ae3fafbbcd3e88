import { changeEntries, changeItems } from '../tree/change.ts';
import type { MapNode, Node, Origin } from '../tree/node.ts';
import { implied, isMap, isNull, isSeq, isString, map, scalar, text, withEntry } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { cleanPath } from '../values/path.ts';

export interface NormalizeOptions {
  /** The project's name. */
  readonly name: string;
  /** The value of a variable in the project's environment. */
  readonly lookup: (name: string) => string | undefined;
}

/**
 * Fills in what follows from the whole project: the default network, implied dependencies, names, values of bare
 * environment variables. Source: compose-go's `Normalize`.
 */
export function normalize(tree: MapNode, options: NormalizeOptions): MapNode {
  const named = withEntry(tree, 'name', text(options.name, tree.entries.get('name')?.origin ?? implied(tree.origin)));
  const services = named.entries.get('services');
  const joined = isMap(services) ? joinDefaultNetwork(named, services) : named;
  const normalized = changeSection(joined, 'services', (service) => normalizeService(service, options.lookup));
  return nameResources(normalized, options.name);
}

/** Services that name no network join `default`, which then exists. */
function joinDefaultNetwork(tree: MapNode, services: MapNode): MapNode {
  const entries = new Map<string, Node>();
  let user: Origin | undefined;
  for (const [name, service] of services.entries) {
    const joined = withDefaultNetwork(service);
    entries.set(name, joined.service);
    if (joined.usesDefault) user ??= service.origin;
  }
  const result = withEntry(tree, 'services', { ...services, entries });
  if (!user) return result;
  const networks = tree.entries.get('networks');
  if (isMap(networks) && networks.entries.has('default')) return result;
  const added = scalar(null, 'null', implied(user));
  return withEntry(
    result,
    'networks',
    isMap(networks) ? withEntry(networks, 'default', added) : map([['default', added]], implied(user)),
  );
}

function withDefaultNetwork(service: Node): { readonly service: Node; readonly usesDefault: boolean } {
  if (!isMap(service) || service.entries.has('provider') || service.entries.has('network_mode')) {
    return { service, usesDefault: false };
  }
  const networks = service.entries.get('networks');
  if (isMap(networks) && networks.entries.size > 0) return { service, usesDefault: networks.entries.has('default') };
  const filled = implied(networks?.origin ?? service.origin);
  const joined = withEntry(service, 'networks', map([['default', scalar(null, 'null', filled)]], filled));
  return { service: joined, usesDefault: true };
}

function normalizeService(service: Node, lookup: NormalizeOptions['lookup']): Node {
  if (!isMap(service)) return service;
  let { entries }: { entries: ReadonlyMap<string, Node> } = service;
  const set = (key: string, value: Node | undefined): void => {
    if (value && value !== entries.get(key)) entries = new Map(entries).set(key, value);
  };
  const change = (key: string, changed: (value: Node) => Node): void => {
    const value = entries.get(key);
    if (value) set(key, changed(value));
  };
  change('pull_policy', (policy) =>
    isString(policy) && policy.value === 'if_not_present' ? { ...policy, value: 'missing' } : policy,
  );
  change('build', (build) => normalizeBuild(build, lookup));
  change('environment', (environment) => resolveBareNames(environment, lookup, true));
  change('volumes', cleanTargets);
  set('depends_on', withImplied(entries));
  change('pre_start', (hooks) => inheritImage(hooks, entries.get('image')));
  return entries === service.entries ? service : { ...service, entries };
}

function normalizeBuild(build: Node, lookup: NormalizeOptions['lookup']): Node {
  if (!isMap(build)) return build;
  const entries = new Map(build.entries);
  const given = (key: string): boolean => !isNull(entries.get(key) ?? scalar(null, 'null', build.origin));
  if (!given('context')) entries.set('context', text('.', implied(build.origin)));
  if (!given('dockerfile') && !given('dockerfile_inline')) {
    entries.set('dockerfile', text('Dockerfile', implied(build.origin)));
  }
  const args = entries.get('args');
  if (args) entries.set('args', resolveBareNames(args, lookup, false));
  return { ...build, entries };
}

/**
 * Names without a value take that of the project's environment. Those that it does not have stay without one, or go.
 */
export function resolveBareNames(node: Node, lookup: NormalizeOptions['lookup'], keep: boolean): Node {
  if (isMap(node)) {
    return changeEntries(node, (value, name) => {
      if (!isNull(value)) return value;
      const found = lookup(name);
      return found === undefined ? (keep ? value : undefined) : text(found, { ...value.origin, bare: true });
    });
  }
  if (!isSeq(node)) return node;
  return {
    ...node,
    items: node.items.flatMap((item): readonly Node[] => {
      if (!isString(item) || item.value.includes('=')) return [item];
      const found = lookup(item.value);
      if (found === undefined) return keep ? [item] : [];
      const origin: Origin = { ...item.origin, bare: true };
      return [{ ...text(`${item.value}=${found}`, origin), entryValue: text(found, origin) }];
    }),
  };
}

function cleanTargets(volumes: Node): Node {
  if (!isSeq(volumes)) return volumes;
  return changeItems(volumes, (item) => {
    const target = isMap(item) ? item.entries.get('target') : undefined;
    if (!isMap(item) || !isString(target)) return item;
    const cleaned = cleanPath(target.value);
    return cleaned === target.value ? item : withEntry(item, 'target', { ...target, value: cleaned });
  });
}

/** Dependencies that links, shared namespaces and shared volumes bring, where they are not given. */
function withImplied(service: ReadonlyMap<string, Node>): MapNode | undefined {
  const given = service.get('depends_on');
  let entries: Map<string, Node> | undefined;
  let first: Origin | undefined;
  const depend = (name: string, restart: boolean, origin: Origin): void => {
    entries ??= new Map(isMap(given) ? given.entries : []);
    if (entries.has(name)) return;
    const filled = implied(origin);
    first ??= filled;
    entries.set(
      name,
      map(
        [
          ['condition', text('service_started', filled)],
          ['restart', scalar(restart, 'bool', filled)],
          ['required', scalar(true, 'bool', filled)],
        ],
        filled,
      ),
    );
  };
  for (const link of textsOf(service.get('links'))) {
    const parts = link.value.split(':');
    depend(parts.length === 2 ? (parts[0] ?? '') : link.value, true, link.origin);
  }
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const shared = service.get(key);
    if (isString(shared) && shared.value.startsWith('service:')) {
      depend(shared.value.slice('service:'.length), true, shared.origin);
    }
  }
  for (const from of textsOf(service.get('volumes_from'))) {
    if (!from.value.startsWith('container:')) depend(from.value.split(':')[0] ?? '', false, from.origin);
  }
  if (!first || !entries) return undefined;
  return isMap(given) ? { ...given, entries } : map(entries, first);
}

function textsOf(node: Node | undefined): readonly { readonly value: string; readonly origin: Origin }[] {
  return isSeq(node) ? node.items.filter(isString) : [];
}

/** Hooks before the start run the service's image, unless they name one. */
function inheritImage(hooks: Node, image: Node | undefined): Node {
  if (!isSeq(hooks) || !isString(image) || image.value === '') return hooks;
  return changeItems(hooks, (hook) =>
    isMap(hook) && !hook.entries.has('image')
      ? withEntry(hook, 'image', { ...image, origin: implied(image.origin) })
      : hook,
  );
}

/** Resources without a name are named for the project and their key; external ones for their key alone. */
function nameResources(tree: MapNode, project: string): MapNode {
  let result = tree;
  for (const section of ['networks', 'volumes', 'configs', 'secrets']) {
    result = changeSection(result, section, (resource, key) => {
      const given = isMap(resource) ? resource : map([], resource.origin);
      const name = given.entries.get('name');
      if (name && !isNull(name)) return given;
      const external = isTrue(given.entries.get('external'));
      return withEntry(given, 'name', text(external ? key : `${project}_${key}`, implied(resource.origin)));
    });
  }
  return result;
}

/** The words that Go's `strconv.ParseBool` takes for true. */
function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && /^(?:1|t|T|true|TRUE|True)$/.test(scalarText(node));
}

function changeSection(tree: MapNode, section: string, change: (value: Node, name: string) => Node): MapNode {
  const node = tree.entries.get(section);
  return isMap(node) ? withEntry(tree, section, changeEntries(node, change)) : tree;
}
