import type { Mend } from '../diagnostic.ts';
import type { Node } from '../tree/node.ts';

/** Puts quotes around a plain number, boolean or date where a string is wanted: the text then means itself. */
export function quoteMend(node: Node): Mend | undefined {
  if (!isPlainNonText(node)) return undefined;
  const { span } = node.origin;
  const written = span.source.text.slice(span.start, span.end);
  return { title: `put quotes around ${written}`, edits: [{ span, text: `"${written}"` }] };
}

/** Whether a number, boolean or date stands in the source as it is, without quotes or tag. */
export function isPlainNonText(node: Node): boolean {
  if (node.kind !== 'scalar' || node.type === 'string' || node.type === 'null') return false;
  const { span } = node.origin;
  return /^[-+.\w:]+$/.test(span.source.text.slice(span.start, span.end));
}

/** Puts a space behind the dashes of lines such as `-"80:80"`, which YAML takes for one text. */
export function dashMend(node: Node): Mend | undefined {
  if (node.kind !== 'scalar' || node.type !== 'string') return undefined;
  const { source, start, end } = node.origin.span;
  const lines = [...source.text.slice(start, end).matchAll(/^[ \t]*(.*)$/gm)];
  if (!lines.every(([, line = '']) => /^-[^\s-]/.test(line))) return undefined;
  const edits = lines.map(({ 0: all, 1: line = '', index }) => {
    const at = start + index + all.length - line.length + 1;
    return { span: { source, start: at, end: at }, text: ' ' };
  });
  return { title: 'put a space after each dash', edits };
}
