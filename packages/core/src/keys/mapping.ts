import type { Node } from '../tree/node.ts';
import { isString } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { ItemProblem } from './rule.ts';

/** The text before `=`: how entries of `K=V` lists, and of plain lists of strings, are known. */
export function beforeEquals(item: Node): string | ItemProblem | undefined {
  if (!isString(item)) return item.kind === 'scalar' && item.type === 'timestamp' ? notText : undefined;
  const at = item.value.indexOf('=');
  return at < 0 ? item.value : item.value.slice(0, at);
}

const notText: ItemProblem = {
  code: 'wrong-type',
  message: 'an item must be a string, and is a date: put it in quotes',
};

/** Ports of `expose` are known by their text. */
export function exposeIdentity(item: Node): string | ItemProblem | undefined {
  if (item.kind !== 'scalar') return undefined;
  if (item.type === 'string' || item.type === 'int') return scalarText(item);
  if (item.type === 'timestamp') return notText;
  return item.type === 'float'
    ? { code: 'wrong-type', message: '`expose` takes whole numbers and strings' }
    : undefined;
}
