import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from './base64.ts';

test('encodes any bytes as Node does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});

test('encodes texts as UTF-8', () => {
  expect(base64('grüß dich')).toBe(Buffer.from('grüß dich').toString('base64'));
});
