/** The part of the standard `TextEncoder` that is used; Node and browsers have it, the ES library types do not. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Text to bytes, in the encoding of a file that was read by `decodeText`, with its byte order mark if it had one. */
export function encodeLike(original: Uint8Array, text: string): Uint8Array {
  const [first, second, third] = original;
  if (first === 0xff && second === 0xfe) return utf16(text, true);
  if (first === 0xfe && second === 0xff) return utf16(text, false);
  const bytes = encodeUtf8(text);
  return first === 0xef && second === 0xbb && third === 0xbf ? Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes) : bytes;
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * text.length + 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at + 2, text.charCodeAt(at), littleEndian);
  return new Uint8Array(view.buffer);
}
