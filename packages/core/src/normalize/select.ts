import type { Report } from '../report/report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isSeq, isString, withEntry, withoutEntry } from '../tree/node.ts';
import { nearestName } from '../validate/suggest.ts';

export interface Split {
  /** The tree with the active services alone. */
  readonly active: MapNode;
  /** The services that no active profile switches on. */
  readonly disabled: ReadonlyMap<string, Node>;
}

/**
 * Services without profiles are active, others when they share one with `profiles` or that holds `*`.
 * Source: Compose Profiles.
 */
export function splitByProfiles(tree: MapNode, profiles: readonly string[]): Split {
  const services = tree.entries.get('services');
  if (!isMap(services)) return { active: tree, disabled: new Map() };
  const wanted = new Set(profiles);
  const active = new Map<string, Node>();
  const disabled = new Map<string, Node>();
  for (const [name, service] of services.entries) {
    const own = profilesOf(service);
    const on = own.length === 0 || wanted.has('*') || own.some((profile) => wanted.has(profile));
    (on ? active : disabled).set(name, service);
  }
  return { active: withEntry(tree, 'services', { ...services, entries: active }), disabled };
}

/** All profiles that services name, sorted. */
export function profilesIn(tree: MapNode): readonly string[] {
  const services = tree.entries.get('services');
  if (!isMap(services)) return [];
  return [...new Set([...services.entries.values()].flatMap(profilesOf))].sort();
}

function profilesOf(service: Node): readonly string[] {
  const profiles = isMap(service) ? service.entries.get('profiles') : undefined;
  return isSeq(profiles) ? profiles.items.flatMap((item) => (isString(item) ? [item.value] : [])) : [];
}

/**
 * Keeps the named services and what they depend on; `*` and `?` in a name match any characters. Naming a service
 * switches its profiles on.
 */
export function selectServices(
  { active, disabled }: Split,
  profiles: readonly string[],
  names: readonly string[],
  report: Report,
): MapNode {
  if (names.length === 0) return active;
  const before = active.entries.get('services');
  if (!isMap(before)) return active;
  const switchedOn = names.flatMap((name) => profilesOf(disabled.get(name) ?? before));
  const all = withEntry(active, 'services', { ...before, entries: new Map([...before.entries, ...disabled]) });
  const tree = splitByProfiles(all, [...profiles, ...switchedOn]).active;
  const services = tree.entries.get('services');
  if (!isMap(services)) return tree;

  const kept = new Set<string>();
  const open = names.flatMap((name) => {
    const matching = [...services.entries.keys()].filter((service) => matches(name, service));
    if (matching.length === 0) unknownService(name, services, report);
    return matching;
  });
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (kept.has(name)) continue;
    kept.add(name);
    for (const [dependency, settings] of dependenciesOf(services.entries.get(name))) {
      if (services.entries.has(dependency)) open.push(dependency);
      else if (isRequired(settings)) unknownService(dependency, services, report, settings);
    }
  }

  const entries = new Map<string, Node>();
  for (const [name, service] of services.entries)
    if (kept.has(name)) entries.set(name, withDependencies(service, kept));
  return withEntry(tree, 'services', { ...services, entries });
}

function unknownService(name: string, services: MapNode, report: Report, cause?: Node): void {
  const near = nearestName(name, services.entries.keys());
  report.add({
    code: 'undefined-service',
    message: `no such service: "${name}"`,
    path: ['services', name],
    ...(cause ? { span: cause.origin.key ?? cause.origin.span } : {}),
    ...(near === undefined ? {} : { hint: `did you mean "${near}"?` }),
  });
}

function dependenciesOf(service: Node | undefined): ReadonlyMap<string, Node> {
  const dependencies = isMap(service) ? service.entries.get('depends_on') : undefined;
  return isMap(dependencies) ? dependencies.entries : new Map();
}

export function isRequired(dependency: Node): boolean {
  const required = isMap(dependency) ? dependency.entries.get('required') : undefined;
  return !(required?.kind === 'scalar' && required.value === false);
}

function withDependencies(service: Node, kept: ReadonlySet<string>): Node {
  const dependencies = isMap(service) ? service.entries.get('depends_on') : undefined;
  if (!isMap(service) || !isMap(dependencies)) return service;
  const entries = new Map([...dependencies.entries].filter(([name]) => kept.has(name)));
  if (entries.size === dependencies.entries.size) return service;
  return entries.size > 0
    ? withEntry(service, 'depends_on', { ...dependencies, entries })
    : withoutEntry(service, 'depends_on');
}

/** The patterns of Go's `filepath.Match`, for the names of services. */
function matches(pattern: string, name: string): boolean {
  if (!/[*?[\\]/.test(pattern)) return pattern === name;
  const source = pattern.replace(/\\(.)|\[[^\]]*(?:\]|$)|[.+^${}()|]|[*?]/g, (part, escaped?: string) => {
    // `\d` is the letter here, and a digit in an expression.
    if (escaped !== undefined) return /[A-Za-z0-9]/.test(escaped) ? escaped : `\\${escaped}`;
    if (part === '*') return '\0';
    if (part === '?') return '.';
    return part.startsWith('[') ? part : `\\${part}`;
  });
  // What follows a star is best found as early as possible: no star has to try its other ways, which would multiply.
  const [first = '', ...rest] = source.split('\0');
  const last = rest.pop();
  const middle = rest.map((part, index) => `(?=(.*?${part}))\\${index + 1}`).join('');
  const whole = `^${first}${middle}${last === undefined ? '' : `.*${last}`}$`;
  try {
    return new RegExp(whole).test(name);
  } catch {
    return false;
  }
}

/** Leaves out the networks, volumes, secrets, configs and models that no service uses. */
export function dropUnused(tree: MapNode): MapNode {
  const used = usedResources(tree);
  let result = tree;
  for (const [section, names] of Object.entries(used)) {
    const node = result.entries.get(section);
    if (!isMap(node)) continue;
    const entries = new Map([...node.entries].filter(([name]) => names.has(name)));
    if (entries.size === node.entries.size && entries.size > 0) continue;
    result = entries.size > 0 ? withEntry(result, section, { ...node, entries }) : withoutEntry(result, section);
  }
  return result;
}

function usedResources(tree: MapNode): Readonly<Record<string, ReadonlySet<string>>> {
  const used = {
    networks: new Set<string>(),
    volumes: new Set<string>(),
    secrets: new Set<string>(),
    configs: new Set<string>(),
    models: new Set<string>(),
  };
  const services = tree.entries.get('services');
  for (const service of isMap(services) ? services.entries.values() : []) {
    if (!isMap(service)) continue;
    for (const section of ['networks', 'models'] as const) {
      const named = service.entries.get(section);
      if (isMap(named)) for (const name of named.entries.keys()) used[section].add(name);
    }
    const sources = (node: Node | undefined, into: Set<string>, type?: string): void => {
      if (!isSeq(node)) return;
      for (const item of node.items) {
        if (!isMap(item)) continue;
        const source = item.entries.get('source');
        const kind = item.entries.get('type');
        if (isString(source) && (type === undefined || (isString(kind) && kind.value === type))) into.add(source.value);
      }
    };
    sources(service.entries.get('volumes'), used.volumes, 'volume');
    sources(service.entries.get('secrets'), used.secrets);
    sources(service.entries.get('configs'), used.configs);
    const build = service.entries.get('build');
    if (isMap(build)) sources(build.entries.get('secrets'), used.secrets);
  }
  return used;
}
