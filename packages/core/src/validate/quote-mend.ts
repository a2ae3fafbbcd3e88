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
