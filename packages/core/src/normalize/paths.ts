import type { Host } from '../host/host.ts';
import { hostForm } from '../host/host-path.ts';
import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { PathContext, PathKind } from '../keys/rule.ts';
import type { Report } from '../report/report.ts';
import { changeEntries, changeItems } from '../tree/change.ts';
import type { MapNode, Node, ScalarNode } from '../tree/node.ts';
import { isMap, isString } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { expandHome, isAbsolutePath, joinPath, resolvePath } from '../values/path.ts';

/**
 * Makes the relative paths of a tree in long forms absolute, by `KeyRule.path`: joined to `base` and cleaned. Absolute
 * ones stay as they are written, a leading `~` becomes the home directory. Source: compose-go's `paths`.
 */
export function resolvePaths(tree: MapNode, base: string, host: Host, report: Report): MapNode {
  const result = new PathResolver(base, host, report).walk(tree, rootPlace);
  return isMap(result) ? result : tree;
}

class PathResolver implements PathContext {
  /** Where the walk is. */
  readonly path: (string | number)[] = [];
  readonly report: Report;
  readonly #base: string;
  readonly #host: Host;
  readonly #home: string | undefined;

  constructor(base: string, host: Host, report: Report) {
    this.#base = base;
    this.#host = host;
    this.#home = host.env['HOME'];
    this.report = report;
  }

  walk(node: Node, place: Place): Node {
    const rule = place.rule?.path;
    if (typeof rule === 'function') return rule(node, this);
    if (rule) return this.#everyString(node, rule);
    if (node.kind === 'map') {
      return changeEntries(node, (value, name) => {
        const next = below(place, name);
        return next?.has('path') ? this.#step(name, value, next) : value;
      });
    }
    const next = place.item;
    if (node.kind !== 'seq' || !next?.has('path')) return node;
    return changeItems(node, (item, index) => this.#step(index, item, next));
  }

  #step(name: string | number, value: Node, place: Place): Node {
    this.path.push(name);
    const after = this.walk(value, place);
    this.path.pop();
    return after;
  }

  #everyString(node: Node, kind: PathKind): Node {
    if (node.kind === 'scalar') return this.resolve(node, kind);
    if (node.kind === 'seq') return changeItems(node, (item) => this.#everyString(item, kind));
    return changeEntries(node, (value) => this.#everyString(value, kind));
  }

  resolve(node: Node, kind: PathKind): Node {
    if (!isString(node)) return node;
    if (kind === 'context' && node.value.startsWith('target:')) this.#warnOfTarget(node);
    const value = this.#absolute(hostForm(this.#host, node.value), kind);
    return value === node.value ? node : { ...node, value };
  }

  #absolute(text: string, kind: PathKind): string {
    switch (kind) {
      case 'context':
        return isRemoteContext(text) ? text : this.#filePath(text);
      case 'file':
        return this.#filePath(text);
      case 'inside':
        return text;
      case 'watched':
        return resolveFirstLink(this.#filePath(text), this.#host);
      case 'host':
        // Unlike elsewhere, an empty path is the directory itself.
        return text === '' ? joinPath(this.#base) : resolvePath(this.#base, text, this.#home);
    }
  }

  #filePath(text: string): string {
    const expanded = expandHome(text, this.#home);
    return expanded === '' || isAbsolutePath(expanded) ? expanded : joinPath(this.#base, expanded);
  }

  #warnOfTarget(node: ScalarNode): void {
    this.report.add({
      code: 'misread-value',
      message: `"${scalarText(node)}" is taken for a path: Compose knows no context \`target:\``,
      path: [...this.path],
      span: node.origin.span,
    });
  }
}

/** URLs, git repositories and other services are not paths. */
function isRemoteContext(text: string): boolean {
  return text.includes('://') || /^(?:service:|github\.com\/|git@)/.test(text);
}

/** Replaces the first part of a path that is a symbolic link by what it leads to. */
function resolveFirstLink(path: string, host: Host): string {
  let current = '';
  for (const part of path.split('/')) {
    if (part === '') continue;
    current = `${current}/${part}`;
    if (host.lstat(current)?.kind !== 'link') continue;
    const target = host.realPath(current);
    return target === undefined ? path : path.replace(current, () => target);
  }
  return path;
}
