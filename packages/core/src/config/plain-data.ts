import type { Node } from '../tree/node.ts';
import { timestampJson } from '../values/scalars/timestamp.ts';
import type { ConfigData } from './print.ts';

/** A tree without its origins; dates as JSON holds them. */
export function plainData(node: Node): ConfigData {
  if (node.kind === 'scalar') {
    return typeof node.value === 'object' && node.value !== null ? timestampJson(node.value) : node.value;
  }
  if (node.kind === 'seq') return node.items.map(plainData);
  // Without a prototype: users choose the names.
  const data: Record<string, ConfigData> = Object.create(null) as Record<string, ConfigData>;
  for (const [name, value] of node.entries) data[name] = plainData(value);
  return data;
}
