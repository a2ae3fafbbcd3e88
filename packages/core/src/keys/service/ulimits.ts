import type { Node } from '../../tree/node.ts';
import { isMap, pathText } from '../../tree/node.ts';
import { kindOf } from '../kind.ts';
import type { RuleContext } from '../rule.ts';
import { integerOrText, key, map, object, oneOf } from '../type.ts';

const names = { names: /^[a-z]+$/, otherNames: 'unchecked' } as const;

/** Limits of a service's processes. */
export const ulimits = map(
  oneOf(
    integerOrText,
    object(
      {
        soft: key(integerOrText, 'Soft limit.', { cast: 'integer' }),
        hard: key(integerOrText, 'Hard limit.', { cast: 'integer' }),
      },
      { required: ['soft', 'hard'], dropsExtensions: true },
    ),
  ),
  names,
);

/** Limits while building: unlike those of a service, strings are not turned into numbers. */
export const buildUlimits = map(
  oneOf(
    integerOrText,
    object(
      { soft: key(integerOrText, 'Soft limit.'), hard: key(integerOrText, 'Hard limit.') },
      { required: ['soft', 'hard'], dropsExtensions: true },
    ),
  ),
  names,
);

/** A limit that is still a string or fraction is none: there is no short form to expand, and strings were cast before. */
export function checkLimits(node: Node, { report, path }: RuleContext): Node {
  if (!isMap(node)) return node;
  for (const [name, limit] of node.entries) {
    if (isMap(limit) || (limit.kind === 'scalar' && limit.type === 'int')) continue;
    report.add({
      code: 'wrong-type',
      message: `${pathText([...path, name])} must be a whole number, and is ${kindOf(limit)}`,
      path: [...path, name],
      span: limit.origin.span,
      hint: 'write it without quotes',
    });
  }
  return node;
}
