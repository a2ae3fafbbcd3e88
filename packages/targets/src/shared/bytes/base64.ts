import { utf8Bytes } from './utf8.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes, or a text as UTF-8, in base64 with padding (RFC 4648, section 4). Written out because `btoa` is not part of ECMAScript. */
export function base64(input: string | Uint8Array): string {
  const bytes = typeof input === 'string' ? utf8Bytes(input) : input;
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += digits.charAt(word >> 18) + digits.charAt((word >> 12) & 63);
    text += left > 1 ? digits.charAt((word >> 6) & 63) : '=';
    text += left > 2 ? digits.charAt(word & 63) : '=';
  }
  return text;
}

/** What a text made by `base64` holds. */
export function base64Bytes(text: string): Uint8Array {
  const end = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - end);
  for (let at = 0, to = 0; at < text.length; at += 4) {
    const word = [0, 1, 2, 3].reduce(
      (sum, place) => (sum << 6) | Math.max(digits.indexOf(text.charAt(at + place)), 0),
      0,
    );
    for (const shift of [16, 8, 0]) if (to < bytes.length) bytes[to++] = (word >> shift) & 255;
  }
  return bytes;
}
