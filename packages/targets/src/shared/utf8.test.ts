import fc from 'fast-check';
import { expect, test } from 'vitest';

import { utf8Bytes } from './utf8.ts';

test('encodes as TextEncoder does, lone surrogates included', () => {
  const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7f0, max: 0xe010 })));
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
    }),
  );
});
