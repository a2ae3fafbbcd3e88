import type { Place } from '@transpose/core';
import { below, rootPlace } from '@transpose/core';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** The text of a Compose file without any use of a key (`services.ports.mode`); maps that are empty then are gone too. */
export function withoutKey(text: string, key: string): string {
  const document = parseDocument(text);
  remove(document.contents, rootPlace, key);
  return document.toString();
}

/** Whether a collection holds nothing any more because of what was removed from it. */
function remove(node: unknown, place: Place | undefined, key: string): boolean {
  const items = isMap(node) || isSeq(node) ? node.items : [];
  const before = items.length;
  if (isMap(node)) {
    node.items = node.items.filter((pair) => {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      const inside = below(place, name);
      if (inside?.rule !== undefined && inside.keyPath === key) return false;
      if (!remove(pair.value, inside, key)) return true;
      // A name that the user chose stays: `front: {driver: x}` becomes `front:`.
      pair.value = null;
      return inside?.rule === undefined;
    });
    return before > 0 && node.items.length === 0;
  }
  if (isSeq(node)) {
    node.items = node.items.filter((item, index) => !remove(item, below(place, index), key));
    return before > 0 && node.items.length === 0;
  }
  return false;
}
