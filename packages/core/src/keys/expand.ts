import type { Node } from '../tree/node.ts';
import { isSeq, isString, pathText, scalar, seq, text } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { kindOf } from './kind.ts';
import type { RuleContext } from './rule.ts';

// Changes of form that several keys share.

/** Says that a value has none of its key's forms, where no schema has said so before. */
export function refuseForm(node: Node, wanted: string, { report, path }: RuleContext): void {
  report.add({
    code: 'wrong-type',
    message: `${pathText(path)} must be ${wanted}, and is ${kindOf(node)}`,
    path: [...path],
    span: node.origin.span,
  });
}

/** One string stands for a list of it. */
export function stringToList(node: Node): Node {
  return isString(node) ? seq([{ ...node }], node.origin) : node;
}

/** Anything but a string is printed: `true` is `"true"`. */
export function anythingToText(node: Node): Node {
  return node.kind === 'scalar' && node.type !== 'string' ? text(scalarText(node), node.origin) : node;
}

/** A list of names stands for a map without settings. */
export function namesToMap(node: Node): Node {
  if (!isSeq(node)) return node;
  const entries = new Map<string, Node>();
  for (const item of node.items) {
    if (isString(item)) entries.set(item.value, scalar(null, 'null', item.origin));
  }
  return { kind: 'map', entries, origin: node.origin };
}

/** As {@link stringToList}; empty entries are dropped. */
export function expandDns(node: Node): Node {
  const servers = stringToList(node);
  if (!isSeq(servers)) return servers;
  const kept = servers.items.filter((item) => !(item.kind === 'scalar' && (item.value === null || item.value === '')));
  return kept.length === servers.items.length ? servers : { ...servers, items: kept };
}
