import type { ScalarNode } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import type { TemplatePart } from './template.ts';

/**
 * The place of a part of a scalar's text in the source. Where escapes or folded lines come between the two, it is the
 * first place that reads the same, else the whole scalar.
 */
export function spanInScalar(node: ScalarNode, part: TemplatePart | undefined): Span {
  const { span } = node.origin;
  if (!part || typeof node.value !== 'string') return span;
  const raw = span.source.text.slice(span.start, span.end);
  const wanted = node.value.slice(part.start, part.end);
  const quote = /^["']/.test(raw) ? 1 : 0;
  const expected = part.start + quote;
  const at = raw.startsWith(wanted, expected) ? expected : raw.indexOf(wanted);
  return at < 0 || wanted === '' ? span : { ...span, start: span.start + at, end: span.start + at + wanted.length };
}
