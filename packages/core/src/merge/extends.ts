import { absolute } from '../host/host-path.ts';
import { below, rootPlace } from '../keys/place.ts';
import { displayName } from '../read/read-source.ts';
import type { MapNode, Node, Step } from '../tree/node.ts';
import { isMap, isNull, isString, nodeAt, withEntry, withoutEntry } from '../tree/node.ts';
import { nearestName } from '../validate/suggest.ts';
import { unindentedKeys, unindentedServices } from '../validate/unindented.ts';
import { nameMend } from '../fix/value-mends.ts';
import type { BaseFile, FileContext } from './file-context.ts';
import { mergeNodes } from './override.ts';
import { from, isRemote } from './local-files.ts';
import { applyTags } from './tags.ts';
import { withStep } from './with-step.ts';

/** Reads a file that `extends` names, up to its canonical form, paths resolved. */
type ReadBase = (path: string, context: FileContext, extending: Node) => BaseFile | undefined;

/** Services that can extend one another: those of one file. */
interface Scope {
  readonly path: string;
  /** Where `file` starts, relative to `directory` of the context. */
  readonly base: string;
  readonly services: Map<string, Node>;
  /** The same file with its tags. */
  readonly tagged: readonly MapNode[];
  /** Services whose `extends` is done. */
  readonly done: Set<string>;
  /** Those of the chain that is being followed. */
  readonly open: Set<string>;
}

/** A service on the way to its base. */
interface Link {
  readonly scope: Scope;
  readonly name: string;
}

/** The same with what it says. */
interface Extending extends Link {
  readonly service: MapNode;
  readonly wish: Node;
}

/**
 * Lays each service of a file over the one that it extends. Included services count as the file's own.
 * Source: Compose file, "extends"; compose-go's `ApplyExtends`.
 */
export function applyExtends(
  file: MapNode,
  tagged: Node,
  path: string,
  context: FileContext,
  readBase: ReadBase,
): MapNode {
  const { report } = context.loading;
  const services = file.entries.get('services');
  if (!services) return file;
  if (!isMap(services)) {
    report.add({
      code: 'not-a-mapping',
      message: '`services` must be a mapping',
      path: ['services'],
      span: services.origin.key ?? services.origin.span,
      ...unindentedServices(file, services),
    });
    return file;
  }
  const scopes = new Map<string, Scope>();
  const own: Scope = {
    path,
    base: '',
    services: new Map(services.entries),
    tagged: isMap(tagged) ? [tagged] : [],
    done: new Set(),
    open: new Set(),
  };
  for (const name of services.entries.keys()) resolve({ scope: own, name });
  return { ...file, entries: new Map(file.entries).set('services', { ...services, entries: own.services }) };

  /** Lays the services of a chain over one another, from its end on. */
  function resolve(start: Link): void {
    const chain: Extending[] = [];
    let base: Node | undefined;
    for (let link: Link | undefined = start; link;) {
      const { scope, name } = link;
      const service = scope.services.get(name);
      const wish = isMap(service) ? service.entries.get('extends') : undefined;
      if (!isMap(service) || !wish) {
        if (service && !isMap(service) && !isNull(service)) refuse(link, service);
        base = isMap(service) ? service : undefined;
        break;
      }
      if (scope.open.has(name)) {
        cycle(link, chain, wish);
        break;
      }
      if (scope.done.has(name)) {
        base = service;
        break;
      }
      scope.done.add(name);
      scope.open.add(name);
      chain.push({ ...link, service, wish });
      link = baseOf(link, wish);
    }
    for (const link of chain.toReversed()) {
      const { scope, name, service, wish } = link;
      // Over a service without content nothing is laid, and `extends` stays, as Docker Compose does.
      base = base ? merge(base, withoutEntry(service, 'extends'), link, wish) : unextended(link);
      scope.services.set(name, base);
      scope.open.delete(name);
    }
  }

  /** The service with the file that it names absolute, as all paths are. */
  function unextended({ scope, service, wish }: Extending): MapNode {
    const file = isMap(wish) ? wish.entries.get('file') : undefined;
    if (!isMap(wish) || !isString(file) || context.loading.options.resolvePaths === false) return service;
    const { host } = context.loading;
    const path = absolute(host, from(host, context.directory, from(host, scope.base, file.value)));
    return withEntry(service, 'extends', withEntry(wish, 'file', { ...file, value: path }));
  }

  function refuse({ scope, name }: Link, service: Node): void {
    report.add({
      code: 'not-a-mapping',
      message: `\`services.${name}\` must be a mapping`,
      path: ['services', name],
      span: service.origin.key ?? service.origin.span,
      ...(scope === own && isMap(services) ? unindentedKeys(services, name) : {}),
    });
  }

  function baseOf({ scope, name }: Link, wish: Node): Link | undefined {
    const reference = isString(wish) ? wish : isMap(wish) ? wish.entries.get('service') : undefined;
    const place = { path: ['services', name, 'extends'], span: wish.origin.span };
    if (!isString(reference)) {
      const message = isMap(wish)
        ? `\`services.${name}.extends\` needs \`service\`, the name of a service`
        : `\`services.${name}.extends\` must be the name of a service, or a mapping with \`service\` and \`file\``;
      report.add({
        code: 'extends-form',
        message,
        ...place,
        path: isMap(wish) ? [...place.path, 'service'] : place.path,
      });
      return undefined;
    }
    const source = scopeOf(scope, wish);
    if (!source) return undefined;
    if (source.services.has(reference.value)) return { scope: source, name: reference.value };
    const where = source === scope ? 'this file' : `"${displayName(context.loading, source.path)}"`;
    const hint = nearestName(reference.value, source.services.keys());
    const mend = nameMend(reference, reference.origin.span, reference.value, hint);
    report.add({
      code: 'undefined-base',
      message: `service "${name}" extends service "${reference.value}", which ${where} does not have`,
      ...place,
      span: reference.origin.span,
      ...(hint !== undefined && { hint: `did you mean "${hint}"?` }),
      ...(mend && { mend }),
    });
    return undefined;
  }

  function scopeOf(scope: Scope, wish: Node): Scope | undefined {
    const file = isMap(wish) ? wish.entries.get('file') : undefined;
    if (!file || isNull(file)) return scope;
    if (!isString(file)) {
      report.add({ code: 'extends-form', message: '`file` of `extends` must be a string', span: file.origin.span });
      return undefined;
    }
    if (isRemote(file.value)) {
      const message = `${file.value} is not on this machine; Transpose reads only local files`;
      report.add({ code: 'remote-file', message, span: file.origin.span, hint: 'fetch it and extend the copy' });
      return undefined;
    }
    const target = from(context.loading.host, scope.base, file.value);
    const known = scopes.get(target);
    if (known) return known;
    const base = context.bases.has(target) ? context.bases.get(target) : readBase(target, context, file);
    context.bases.set(target, base);
    const services = base?.tree.entries.get('services');
    if (base && !isMap(services)) {
      const name = displayName(context.loading, base.path);
      const message = `"${name}" has no services that could be extended`;
      report.add({ code: 'undefined-base', message, span: file.origin.span, file: name });
    }
    if (!base || !isMap(services)) return undefined;
    const next: Scope = { ...base, services: new Map(services.entries), done: new Set(), open: new Set() };
    scopes.set(target, next);
    return next;
  }

  function merge(base: Node, service: MapNode, { scope, name }: Link, wish: Node): Node {
    const step: Step = { kind: 'extends', span: wish.origin.span };
    let lower = withStep(base, step);
    for (const document of scope.tagged) {
      const services = document.entries.get('services');
      const tags = isMap(services) ? services.entries.get(name) : undefined;
      if (tags && isMap(lower)) lower = applyTags(lower, tags);
    }
    const place = below(below(rootPlace, 'services'), name);
    return mergeNodes(lower, service, place, { report, path: ['services', name] });
  }

  function cycle(link: Link, chain: readonly Link[], wish: Node): void {
    const first = chain.findIndex(({ scope, name }) => scope === link.scope && name === link.name);
    const text = [...chain.slice(first), link].map(
      ({ scope, name }) => `"${name}" in ${displayName(context.loading, scope.path)}`,
    );
    report.add({
      code: 'extends-cycle',
      message: `services extend each other in a circle: ${text.join(' -> ')}`,
      path: ['services', link.name, 'extends'],
      span: wish.origin.span,
      related: chain.slice(first).flatMap(({ scope, name }) => {
        const span = nodeAt(scope.services.get(name), ['extends'])?.origin.span;
        return span && span !== wish.origin.span ? [{ message: `"${name}" extends this`, span }] : [];
      }),
    });
  }
}
