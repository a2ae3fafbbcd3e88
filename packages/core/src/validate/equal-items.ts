import type { Node } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';

/**
 * The indexes of items that are equal to an earlier one, with the earlier one's. Numbers are equal by value. Quirk: in
 * lists of up to 20 items a number is also equal to an earlier string that reads as the same number.
 * Source: santhosh-tekuri/jsonschema, which Docker Compose uses.
 */
export function equalItems(items: readonly Node[]): readonly (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  const seen = new Map<string, number>();
  const readAsNumbers = new Map<number, number>();
  for (const [index, item] of items.entries()) {
    const content = contentOf(item);
    const isNumber = item.kind === 'scalar' && (item.type === 'int' || item.type === 'float');
    const first = seen.get(content) ?? (isNumber ? readAsNumbers.get(Number(item.value)) : undefined);
    if (first !== undefined) {
      pairs.push([first, index]);
      continue;
    }
    seen.set(content, index);
    if (items.length > 20 || item.kind !== 'scalar' || item.type !== 'string') continue;
    const text = scalarText(item);
    if (/^[-+]?\d/.test(text) && !readAsNumbers.has(Number(text))) readAsNumbers.set(Number(text), index);
  }
  return pairs;
}

/** A text that two values share exactly when they are equal as data. */
function contentOf(node: Node): string {
  if (node.kind === 'scalar') {
    if (node.type === 'string') return `"${scalarText(node)}`;
    return node.type === 'int' || node.type === 'float'
      ? `number ${Number(node.value)}`
      : `${node.type} ${scalarText(node)}`;
  }
  if (node.kind === 'seq') return `[${node.items.map(contentOf).join('\0')}]`;
  const entries = [...node.entries].map(([name, value]) => `${name}\0${contentOf(value)}`);
  return `{${entries.sort().join('\0')}}`;
}
