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
  const services = file.entries.get('services');
  if (!services) return file;
  if (!isMap(services)) {
    context.loading.report.add({
      code: 'not-a-mapping',
      message: '`services` must be a mapping',
      path: ['services'],
      span: services.origin.key ?? services.origin.span,
      ...unindentedServices(file, services),
    });
    return file;
  }
  const own: Scope = {
    path,
    base: '',
    services: new Map(services.entries),
    tagged: isMap(tagged) ? [tagged] : [],
    done: new Set(),
    open: new Set(),
  };
  const extension = new Extension(services, own, context, readBase);
  for (const name of services.entries.keys()) extension.resolve({ scope: own, name });
  return { ...file, entries: new Map(file.entries).set('services', { ...services, entries: own.services }) };
}

class Extension {
  /** The services of the file as it is written, and as far as they are resolved. */
  private readonly services: MapNode;
  private readonly own: Scope;
  private readonly context: FileContext;
  private readonly readBase: ReadBase;
  /** The files that services extend from, by their paths. */
  private readonly scopes = new Map<string, Scope>();

  constructor(services: MapNode, own: Scope, context: FileContext, readBase: ReadBase) {
    this.services = services;
    this.own = own;
    this.context = context;
    this.readBase = readBase;
  }

  /** Lays the services of a chain over one another, from its end on. */
  resolve(start: Link): void {
    const chain: Extending[] = [];
    let base: Node | undefined;
    for (let link: Link | undefined = start; link;) {
      const { scope, name } = link;
      const service = scope.services.get(name);
      const wish = isMap(service) ? service.entries.get('extends') : undefined;
      if (!isMap(service) || !wish) {
        if (service && !isMap(service) && !isNull(service)) this.refuse(link, service);
        base = isMap(service) ? service : undefined;
        break;
      }
      if (scope.open.has(name)) {
        this.cycle(link, chain, wish);
        break;
      }
      if (scope.done.has(name)) {
        base = service;
        break;
      }
      scope.done.add(name);
      scope.open.add(name);
      chain.push({ ...link, service, wish });
      link = this.baseOf(link, wish);
    }
    for (const link of chain.toReversed()) {
      const { scope, name, service, wish } = link;
      // Over a service without content nothing is laid, and `extends` stays, as Docker Compose does.
      base = base ? this.merge(base, withoutEntry(service, 'extends'), link, wish) : this.unextended(link);
      scope.services.set(name, base);
      scope.open.delete(name);
    }
  }

  /** The service with the file that it names absolute, as all paths are. */
  private unextended({ scope, service, wish }: Extending): MapNode {
    const file = isMap(wish) ? wish.entries.get('file') : undefined;
    if (!isMap(wish) || !isString(file) || this.context.loading.options.resolvePaths === false) return service;
    const { host } = this.context.loading;
    const path = absolute(host, from(host, this.context.directory, from(host, scope.base, file.value)));
    return withEntry(service, 'extends', withEntry(wish, 'file', { ...file, value: path }));
  }

  private refuse({ scope, name }: Link, service: Node): void {
    this.context.loading.report.add({
      code: 'not-a-mapping',
      message: `\`services.${name}\` must be a mapping`,
      path: ['services', name],
      span: service.origin.key ?? service.origin.span,
      ...(scope === this.own ? unindentedKeys(this.services, name) : {}),
    });
  }

  private baseOf({ scope, name }: Link, wish: Node): Link | undefined {
    const reference = isString(wish) ? wish : isMap(wish) ? wish.entries.get('service') : undefined;
    const place = { path: ['services', name, 'extends'], span: wish.origin.span };
    if (!isString(reference)) {
      const message = isMap(wish)
        ? `\`services.${name}.extends\` needs \`service\`, the name of a service`
        : `\`services.${name}.extends\` must be the name of a service, or a mapping with \`service\` and \`file\``;
      this.context.loading.report.add({
        code: 'extends-form',
        message,
        ...place,
        path: isMap(wish) ? [...place.path, 'service'] : place.path,
      });
      return undefined;
    }
    const source = this.scopeOf(scope, wish);
    if (!source) return undefined;
    if (source.services.has(reference.value)) return { scope: source, name: reference.value };
    const where = source === scope ? 'this file' : `"${displayName(this.context.loading, source.path)}"`;
    const hint = nearestName(reference.value, source.services.keys());
    const mend = nameMend(reference, reference.origin.span, reference.value, hint);
    this.context.loading.report.add({
      code: 'undefined-base',
      message: `service "${name}" extends service "${reference.value}", which ${where} does not have`,
      ...place,
      span: reference.origin.span,
      ...(hint !== undefined && { hint: `did you mean "${hint}"?` }),
      ...(mend && { mend }),
    });
    return undefined;
  }

  private scopeOf(scope: Scope, wish: Node): Scope | undefined {
    const file = isMap(wish) ? wish.entries.get('file') : undefined;
    if (!file || isNull(file)) return scope;
    if (!isString(file)) {
      this.context.loading.report.add({
        code: 'extends-form',
        message: '`file` of `extends` must be a string',
        span: file.origin.span,
      });
      return undefined;
    }
    if (isRemote(file.value)) {
      const message = `${file.value} is not on this machine; Transpose reads only local files`;
      this.context.loading.report.add({
        code: 'remote-file',
        message,
        span: file.origin.span,
        hint: 'fetch it and extend the copy',
      });
      return undefined;
    }
    const target = from(this.context.loading.host, scope.base, file.value);
    const known = this.scopes.get(target);
    if (known) return known;
    const base = this.context.bases.has(target)
      ? this.context.bases.get(target)
      : this.readBase(target, this.context, file);
    this.context.bases.set(target, base);
    const services = base?.tree.entries.get('services');
    if (base && !isMap(services)) {
      const name = displayName(this.context.loading, base.path);
      const message = `"${name}" has no services that could be extended`;
      this.context.loading.report.add({ code: 'undefined-base', message, span: file.origin.span, file: name });
    }
    if (!base || !isMap(services)) return undefined;
    const next: Scope = { ...base, services: new Map(services.entries), done: new Set(), open: new Set() };
    this.scopes.set(target, next);
    return next;
  }

  private merge(base: Node, service: MapNode, { scope, name }: Link, wish: Node): Node {
    const step: Step = { kind: 'extends', span: wish.origin.span };
    let lower = withStep(base, step);
    for (const document of scope.tagged) {
      const services = document.entries.get('services');
      const tags = isMap(services) ? services.entries.get(name) : undefined;
      if (tags && isMap(lower)) lower = applyTags(lower, tags);
    }
    const place = below(below(rootPlace, 'services'), name);
    return mergeNodes(lower, service, place, { report: this.context.loading.report, path: ['services', name] });
  }

  private cycle(link: Link, chain: readonly Link[], wish: Node): void {
    const first = chain.findIndex(({ scope, name }) => scope === link.scope && name === link.name);
    const text = [...chain.slice(first), link].map(
      ({ scope, name }) => `"${name}" in ${displayName(this.context.loading, scope.path)}`,
    );
    this.context.loading.report.add({
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
