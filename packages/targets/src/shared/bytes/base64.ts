import { utf8Bytes } from './utf8.ts';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes, or a text as UTF-8, in base64 with padding (RFC 4648, section 4). Written out because `btoa` is no part of ECMAScript. */
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
