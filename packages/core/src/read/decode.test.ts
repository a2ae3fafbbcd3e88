import { describe, expect, it } from 'vitest';
import { decodeText } from './decode.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('decodeText', () => {
  it('drops a UTF-8 byte order mark', () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({ ok: true, value: 'a' });
  });

  it('reads UTF-16 of both orders', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x61, 0, 0xe4, 0))).toEqual({ ok: true, value: 'aä' });
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x61, 0, 0xe4))).toEqual({ ok: true, value: 'aä' });
  });

  it('tells where the text stops being UTF-8', () => {
    expect(decodeText(bytes(0x61, 0x0a, 0xc3, 0xa4, 0xff, 0x62))).toMatchObject({ ok: false, at: 3, text: 'a\nä' });
  });

  it.each([
    ['an overlong form', [0xc0, 0x80]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point above the last', [0xf4, 0x90, 0x80, 0x80]],
    ['a sequence that ends early', [0xe2, 0x82]],
  ])('refuses %s', (_, values) => {
    expect(decodeText(bytes(0x61, ...values))).toMatchObject({ ok: false, at: 1 });
  });
});
