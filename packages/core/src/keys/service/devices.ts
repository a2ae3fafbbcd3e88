import { changeItems } from '../../tree/change.ts';
import type { Node } from '../../tree/node.ts';
import { implied, isMap, isSeq, isString, map as mapNode, text as textNode } from '../../tree/node.ts';
import type { ItemProblem, RuleContext } from '../rule.ts';
import { key, list, object, oneOf, text } from '../type.ts';

export const devices = list(
  oneOf(
    text,
    object(
      {
        source: key(text, 'Device on the host, or the name of a CDI device.'),
        target: key(text, 'Path in the container.'),
        permissions: key(text, 'Of read, write, mknod: `rwm`.'),
      },
      { required: ['source'] },
    ),
  ),
);

/** Devices are known by their path in the container. */
export function deviceIdentity(item: Node): string | ItemProblem | undefined {
  if (isString(item)) {
    const parts = item.value.split(':');
    return parts[1] ?? parts[0];
  }
  if (!isMap(item)) return undefined;
  const target = item.entries.get('target');
  if (isString(target)) return target.value;
  return target ? undefined : { code: 'missing-key', message: 'a device needs a `target`, its path in the container' };
}

/** `SOURCE[:TARGET[:PERMISSIONS]]` to the long form. */
export function expandDevices(node: Node, context: RuleContext): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item, index) => {
    if (!isString(item)) return item;
    const parts = item.value.split(':');
    if (parts.length > 3 && !context.lenient) {
      context.report.add({
        code: 'invalid-device',
        message: `"${item.value}" has too many colons for a device`,
        path: [...context.path, index],
        span: item.origin.span,
        hint: 'use the long form with `source`, `target` and `permissions`',
      });
    }
    const [source = '', target = '', permissions = 'rwm'] = parts.length > 3 ? [] : parts;
    return mapNode(
      [
        ['source', textNode(source, item.origin)],
        ['target', textNode(target || source, item.origin)],
        ['permissions', textNode(permissions, parts.length > 2 ? item.origin : implied(item.origin))],
      ],
      item.origin,
    );
  });
}
