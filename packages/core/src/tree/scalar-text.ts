import type { ScalarNode } from './node.ts';
import { formatFloat } from '../values/scalars/go-number.ts';

/** A scalar where a string is wanted and anything taken, as Go prints it; null is empty. */
export function scalarText(node: ScalarNode): string {
  const { value } = node;
  if (value === null) return '';
  if (typeof value === 'object') return value.timestamp;
  return node.type === 'float' ? formatFloat(Number(value)) : String(value);
}
