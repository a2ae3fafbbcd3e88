import { changeItems } from '../../tree/change.ts';
import type { Node } from '../../tree/node.ts';
import { implied, isMap, isSeq, isString, map, seq, text as textNode, withEntry } from '../../tree/node.ts';
import { integerOrText, key, listOrMap, list, object, oneOf, text, uniqueList, words } from '../type.ts';

const deviceRequestKeys = {
  capabilities: key(uniqueList(text), 'What the device must be able to do, such as `gpu`.'),
  driver: key(text, 'Driver of the device.'),
  count: key(integerOrText, 'How many; `all` or -1: all there are.', { decode: 'device-count' }),
  device_ids: key(uniqueList(text), 'Exactly these devices.'),
  options: key(listOrMap, 'Options for the driver.', { decode: 'mapping' }),
} as const;

export const deviceRequest = object(deviceRequestKeys, { required: ['capabilities'], dropsExtensions: true });

/** Unlike elsewhere, unknown keys pass here. */
export const gpus = oneOf(words('all'), list(object(deviceRequestKeys, { open: true, dropsExtensions: true })));

/** `all` stands for one request for all. */
export function expandGpus(node: Node): Node {
  if (!isString(node)) return node;
  return seq([map([['count', textNode('all', node.origin)]], node.origin)], node.origin);
}

/** A request that neither counts nor names devices wants all. */
export function fillDeviceRequests(node: Node): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item) =>
    isMap(item) && !item.entries.has('count') && !item.entries.has('device_ids')
      ? withEntry(item, 'count', textNode('all', implied(item.origin)))
      : item,
  );
}
