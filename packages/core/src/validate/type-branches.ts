import type { Type } from '../keys/rule.ts';
import type { Node, ScalarNode } from '../tree/node.ts';

/** The alternatives of a type. */
export const branchesOf = (type: Type): readonly Type[] =>
  type.is === 'one-of' ? type.of.flatMap(branchesOf) : [type];

/** The branch that a value of this kind is meant for. */
export function branchFor(node: Node, type: Extract<Type, { readonly is: 'one-of' }>): Type | undefined {
  for (const branch of type.of) {
    if (branch.is === 'one-of') {
      const inner = branchFor(node, branch);
      if (inner) return inner;
    } else if (branch.is === 'any') return branch;
    else if (
      node.kind === 'map' ? branch.is === 'object' || branch.is === 'map' : node.kind === 'seq' && branch.is === 'list'
    ) {
      return branch;
    } else if (node.kind === 'scalar' && fits(node, branch)) return branch;
  }
  return undefined;
}

/** Whether a scalar has a type. */
export function fits(node: ScalarNode, type: Type): boolean {
  switch (type.is) {
    case 'string':
    case 'enum':
      // The schema lets dates pass as strings; reading the final value refuses them where it matters.
      return node.type === 'string' || node.type === 'timestamp';
    case 'number':
      return node.type === 'int' || node.type === 'float';
    case 'integer':
      return node.type === 'int' || (node.type === 'float' && Number.isInteger(node.value));
    case 'boolean':
      return node.type === 'bool';
    case 'null':
      return node.value === null;
    default:
      return false;
  }
}

/** The type in words, for a message. */
export function typeText(type: Type): string {
  return [...new Set(typeNames(type))].join(' or ');
}

function typeNames(type: Type): readonly string[] {
  switch (type.is) {
    case 'one-of':
      return type.of.flatMap(typeNames);
    case 'enum':
      return type.values.map((word) => `"${word}"`);
    case 'object':
    case 'map':
      return ['a mapping'];
    case 'null':
      return ['empty'];
    case 'integer':
      return ['a whole number'];
    case 'any':
      return ['anything'];
    default:
      return [`a ${type.is}`];
  }
}

/** Whether any text may be a value of the type. */
export function wantsText(type: Type): boolean {
  return type.is === 'string' || (type.is === 'one-of' && type.of.some(wantsText));
}
