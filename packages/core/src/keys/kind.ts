import type { Node } from '../tree/node.ts';

/** What a value is, for people: `a list`, `a string`, `null`. */
export function kindOf(node: Node): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'seq') return 'a list';
  switch (node.type) {
    case 'string':
      return 'a string';
    case 'int':
    case 'float':
      return 'a number';
    case 'bool':
      return 'a boolean';
    case 'timestamp':
      return 'a date';
    case 'null':
      return 'empty';
  }
}
