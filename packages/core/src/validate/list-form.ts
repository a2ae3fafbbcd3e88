import type { Mend } from '../report/diagnostic.ts';
import type { Node } from '../tree/node.ts';
import { isMap } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { Suggestion } from '../fix/key-mends.ts';

/** A lone text where a list of texts is wanted: `depends_on: db`. Certain where the text can be nothing but an item. */
export function loneText(node: Node, isCertain: boolean): Suggestion | undefined {
  const { span } = node.origin;
  const written = span.source.text.slice(span.start, span.end);
  const isWord = /^(?:[\w./][\w./:@-]*|"[^"\n\\]*"|'[^'\n]*')$/.test(written);
  if (!isWord || node.kind !== 'scalar' || node.type !== 'string') return undefined;
  const mend: Mend = { title: 'put it in brackets', edits: [{ span, text: `[${written}]` }] };
  return { hint: `write a list: [${written}]`, mend: isCertain ? mend : { ...mend, likely: true } };
}

/** `- A: b`, a mapping of one entry, in a list whose items are such as `A=b`. */
export function pairItem(node: Node): Suggestion | undefined {
  const [only, ...others] = isMap(node) ? node.entries : [];
  if (!only || others.length > 0 || only[1].kind !== 'scalar') return undefined;
  const [name, { origin }] = only;
  const hint = `write \`${name}=VALUE\` as an item, or a mapping without dashes`;
  const { source, start } = node.origin.span;
  // A block mapping ends where the next line starts.
  const written = source.text.slice(start, node.origin.span.end).trimEnd();
  // Numbers such as 010 and 1e3 are spelt another way as the value of a key.
  const [, key, value] = /^([\w.-]+):[ \t]+([A-Za-z_./][\w./@:-]*|0|[1-9][0-9]*)$/.exec(written) ?? [];
  // A null takes its value from the environment of the project.
  const isSame = only[1].type !== 'null' && scalarText(only[1]) === value;
  if (key !== name || value === undefined || !isSame || origin.template || source !== origin.span.source)
    return { hint };
  const edit = { span: { source, start, end: start + written.length }, text: `${key}=${value}` };
  return { hint, mend: { title: `write \`${name}=\` instead of \`${name}: \``, edits: [edit] } };
}
