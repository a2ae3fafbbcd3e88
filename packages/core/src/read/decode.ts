import type { Parsed } from '../values/result.ts';
import { failed, parsed } from '../values/result.ts';

/** The part of the standard `TextDecoder` that is used; Node and browsers have it, the ES library types do not. */
declare const TextDecoder: new (
  label: string,
  options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Bytes to text: UTF-8, or UTF-16 where a byte order mark says so; the mark is dropped. Any other text fails
 * with `at`, an offset in the text up to there, which is all of `text` that could be read.
 */
export function decodeText(bytes: Uint8Array): Parsed<string> & { readonly text?: string } {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  try {
    return parsed(new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The decoder does not say where: what it puts in for broken bytes does, unless the text itself holds that character.
    const readable = utf16 ? bytes : bytes.subarray(0, firstInvalidByte(bytes));
    const text = new TextDecoder(utf16 ?? 'utf-8').decode(readable);
    const at = utf16 ? Math.max(0, text.indexOf('\ufffd')) : text.length;
    return { ...failed(`the file is not ${utf16 ? 'UTF-16' : 'UTF-8'} text`, at), text };
  }
}

/** The offset of the first byte that is not UTF-8; the length when all are. Source: RFC 3629, section 4. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const next = bytes[at + 1] ?? 0;
  const tail = (offset: number): boolean => ((bytes[at + offset] ?? 0) & 0xc0) === 0x80;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    if ((lead === 0xe0 && next < 0xa0) || (lead === 0xed && next > 0x9f)) return 0;
    return tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    if ((lead === 0xf0 && next < 0x90) || (lead === 0xf4 && next > 0x8f)) return 0;
    return tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

/** Bytes as text whatever they are: what is not UTF-8 becomes the replacement character. */
export function decodeLoosely(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
