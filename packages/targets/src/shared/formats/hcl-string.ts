import type { Quoted } from '../shell/quoting.ts';
import { refuseWhere } from '../shell/quoting.ts';
import { table } from './table.ts';

const named: Readonly<Record<string, string>> = table({
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
});

/**
 * A quoted string of HCL (Terraform, Nomad) that means exactly this text: no `${…}` or `%{…}` in it is a template. HCL
 * brings what it reads into Unicode's composed form (NFC); nothing can keep a text in another. Refused: `nul`.
 *
 * See https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md, "Template Expressions"
 */
export function hclString(text: string): Quoted {
  const nul = refuseWhere(text, /\0/, 'nul');
  if (nul !== undefined) return nul;
  const inner = text
    .replace(/[\\"\p{Cc}]/gu, (each) => named[each] ?? escaped(each))
    // Doubled, unless another one is before it: which of three a reader takes for the doubled ones is a guess.
    .replace(/[$%](?=\{)/g, (each, at: number, whole: string) =>
      whole[at - 1] === each ? escaped(each) : each + each,
    );
  return `"${inner}"`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
