import type { Mend } from '../report/diagnostic.ts';
import type { Node } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import { isLikelySlip } from '../validate/suggest.ts';

/** Puts quotes around a plain number, boolean or date where a string is wanted; certain where any text may be written. */
export function quoteMend(node: Node, isFreeText: boolean): Mend | undefined {
  if (!isPlainNonText(node)) return undefined;
  const { span } = node.origin;
  const written = span.source.text.slice(span.start, span.end);
  const mend: Mend = { title: `put quotes around ${written}`, edits: [{ span, text: `"${written}"` }] };
  return isFreeText ? mend : { ...mend, likely: true };
}

/** Whether a number, boolean or date is in the source as it is, without quotes or tag. */
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

/** Another name in a value, where the one that is written looks like a slip for it, and no variable brings it. */
export function nameMend(node: Node, span: Span, written: string, meant: string | undefined): Mend | undefined {
  if (meant === undefined || node.origin.template || !isLikelySlip(written, meant)) return undefined;
  const text = span.source.text.slice(span.start, span.end);
  const at = text.indexOf(written);
  if (at < 0 || text.includes(written, at + 1)) return undefined;
  const start = span.start + at;
  const edit = { span: { source: span.source, start, end: start + written.length }, text: meant };
  return { title: `write "${meant}"`, edits: [edit], likely: true };
}
