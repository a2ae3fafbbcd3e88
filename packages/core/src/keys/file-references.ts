import { changeItems } from '../tree/change.ts';
import type { Node } from '../tree/node.ts';
import { implied, isMap, isSeq, isString, map as mapNode, text as textNode, withEntry } from '../tree/node.ts';
import { key, list, numberOrText, object, oneOf, text } from './type.ts';

/** The use of secrets or configs by a service or a build. */
export const fileReferences = list(
  oneOf(
    text,
    object({
      source: key(text, 'Name under the top-level `secrets` or `configs`.'),
      target: key(text, 'Path of the file in the container.'),
      uid: key(text, 'User that owns the file.'),
      gid: key(text, 'Group that owns the file.'),
      mode: key(numberOrText, 'Permission bits of the file; a string is read as octal.', {
        decode: 'mode',
        zero: 'kept',
      }),
    }),
  ),
);

/** A bare name stands for `{source}`. */
export function expandFileReferences(node: Node): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item) => (isString(item) ? mapNode([['source', item]], item.origin) : item));
}

/** Uses are known by their path in the container; `folder` is where it lies by default. */
function identityIn(folder: string) {
  return (item: Node): string | undefined => {
    if (isString(item)) return `${folder}/${item.value}`;
    if (!isMap(item)) return undefined;
    const target = item.entries.get('target');
    if (target) return isString(target) ? target.value : undefined;
    const source = item.entries.get('source');
    return `${folder}/${isString(source) ? source.value : ''}`;
  };
}

export const secretIdentity = identityIn('/run/secrets');
export const configIdentity = identityIn('');

/** A secret of a service lies in `/run/secrets` unless it says another place. */
export function fillSecretTargets(node: Node): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item) => {
    if (!isMap(item) || item.entries.has('target')) return item;
    const source = item.entries.get('source');
    const name = isString(source) ? source.value : '';
    return withEntry(item, 'target', textNode(`/run/secrets/${name}`, implied(item.origin)));
  });
}
