import type { Parsed } from '../values/result.ts';
import { failed, parsed } from '../values/result.ts';
import type { TypedScalar } from '../values/scalars/yaml-scalar.ts';
import { resolvePlainScalar } from '../values/scalars/yaml-scalar.ts';
import { decodeLoosely } from './decode.ts';

const standard = 'tag:yaml.org,2002:';

/** The value of a scalar by its tag. One that YAML does not know makes a string, as in go-yaml. */
export function taggedScalar(text: string, tag: string): Parsed<TypedScalar> {
  const name = tag.startsWith(standard) ? tag.slice(standard.length) : undefined;
  switch (name) {
    case 'null':
    case 'bool':
    case 'int':
    case 'float':
    case 'timestamp':
      return asType(text, name);
    case 'binary':
      return decodeBase64(text);
    default:
      return parsed({ type: 'string', value: text });
  }
}

function asType(text: string, type: TypedScalar['type']): Parsed<TypedScalar> {
  const value = resolvePlainScalar(text);
  if (value.type === type) return parsed(value);
  if (type === 'float' && value.type === 'int') return parsed({ type: 'float', value: Number(value.value) });
  return failed(`${JSON.stringify(text)} is not a value for the tag !!${type}`);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): Parsed<TypedScalar> {
  const digits = text.replace(/[\r\n]/g, '');
  if (digits.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(digits))
    return failed('the value of !!binary is not base64');
  const data = digits.replace(/={1,2}$/, '');
  const bytes = new Uint8Array(Math.floor((data.length * 3) / 4));
  let bits = 0;
  let buffer = 0;
  let at = 0;
  for (const digit of data) {
    buffer = ((buffer << 6) | alphabet.indexOf(digit)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >> bits) & 0xff;
    at += 1;
  }
  return parsed({ type: 'string', value: decodeLoosely(bytes) });
}
