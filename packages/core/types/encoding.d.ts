// The part of the web's Encoding standard that core uses. `types: []` in tsconfig.json hides everything else of a host,
// so that core runs in Node, in a browser and in a worker alike.

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}
