import type { Mend } from '../diagnostic.ts';
import type { Node } from '../tree/node.ts';

/** Puts quotes around a plain number, boolean or date where a string is wanted: the text then means itself. */
export function quoteMend(node: Node): Mend | undefined {
  if (node.kind !== 'scalar' || node.type === 'string' || node.type === 'null') return undefined;
  const { span } = node.origin;
  const written = span.source.text.slice(span.start, span.end);
  if (!/^[-+.\w:]+$/.test(written)) return undefined;
  return { title: `put quotes around ${written}`, edits: [{ span, text: `"${written}"` }] };
}
