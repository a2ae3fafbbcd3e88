import { changeItems } from '../../tree/change.ts';
import type { Node } from '../../tree/node.ts';
import { implied, isMap, isSeq, isString, map as mapNode, scalar, seq, withEntry } from '../../tree/node.ts';
import { flag, key, list, object, oneOf, text } from '../type.ts';

export const envFile = oneOf(
  text,
  list(
    oneOf(
      text,
      object(
        {
          path: key(text, 'Path of the file.', { path: 'file' }),
          format: key(text, '`raw`: no quotes, no interpolation.', { since: '2.30.0' }),
          required: key(flag, 'Fail when the file is missing.', { since: '2.24.0', decode: 'boolean', zero: 'true' }),
        },
        { required: ['path'], closed: true },
      ),
    ),
  ),
);

/** One path or several become `{path, required}`. */
export function expandEnvFile(node: Node): Node {
  if (isString(node)) return seq([entry(node)], node.origin);
  return isSeq(node) ? changeItems(node, entry) : node;
}

function entry(node: Node): Node {
  const required = scalar(true, 'bool', implied(node.origin));
  if (isString(node)) {
    return mapNode(
      [
        ['path', node],
        ['required', required],
      ],
      node.origin,
    );
  }
  return isMap(node) && !node.entries.has('required') ? withEntry(node, 'required', required) : node;
}

/** Env files are known by their path as written. */
export function envFileIdentity(item: Node): string | undefined {
  const path = isMap(item) ? item.entries.get('path') : item;
  return isString(path) ? path.value : undefined;
}
