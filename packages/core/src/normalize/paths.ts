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
  const path: (string | number)[] = [];
  const home = host.env['HOME'];

  const context: PathContext = {
    report,
    path,
    resolve(node, kind) {
      if (!isString(node)) return node;
      if (kind === 'context' && node.value.startsWith('target:')) warnOfTarget(node);
      const value = absolute(hostForm(host, node.value), kind);
      return value === node.value ? node : { ...node, value };
    },
  };

  function warnOfTarget(node: ScalarNode): void {
    report.add({
      code: 'misread-value',
      message: `"${scalarText(node)}" is taken for a path: Compose knows no context \`target:\``,
      path: [...path],
      span: node.origin.span,
    });
  }

  function absolute(text: string, kind: PathKind): string {
    switch (kind) {
      case 'context':
        return isRemoteContext(text) ? text : filePath(text);
      case 'file':
        return filePath(text);
      case 'inside':
        return text;
      case 'watched':
        return resolveFirstLink(filePath(text), host);
      case 'host':
        // Unlike elsewhere, an empty path is the directory itself.
        return text === '' ? joinPath(base) : resolvePath(base, text, home);
    }
  }

  function filePath(text: string): string {
    const expanded = expandHome(text, home);
    return expanded === '' || isAbsolutePath(expanded) ? expanded : joinPath(base, expanded);
  }

  function walk(node: Node, place: Place): Node {
    const rule = place.rule?.path;
    if (typeof rule === 'function') return rule(node, context);
    if (rule) return everyString(node, rule);
    if (node.kind === 'map') {
      return changeEntries(node, (value, name) => {
        const next = below(place, name);
        return next?.has('path') ? step(name, value, next) : value;
      });
    }
    const next = place.item;
    if (node.kind !== 'seq' || !next?.has('path')) return node;
    return changeItems(node, (item, index) => step(index, item, next));
  }

  function step(name: string | number, value: Node, place: Place): Node {
    path.push(name);
    const after = walk(value, place);
    path.pop();
    return after;
  }

  function everyString(node: Node, kind: PathKind): Node {
    if (node.kind === 'scalar') return context.resolve(node, kind);
    if (node.kind === 'seq') return changeItems(node, (item) => everyString(item, kind));
    return changeEntries(node, (value) => everyString(value, kind));
  }

  const result = walk(tree, rootPlace);
  return isMap(result) ? result : tree;
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
