import type { Template } from '../interpolate/template.ts';
import type { Origin } from '../tree/node.ts';

/** The origin of `V` in an item `K=V`: its template, if it has one, is that of the item without `K=`. */
export function withoutName(origin: Origin): Origin {
  if (!origin.template) return origin;
  const { template, ...rest } = origin;
  const value = valueTemplate(template);
  return value ? { ...rest, template: value } : rest;
}

function valueTemplate(template: Template): Template | undefined {
  const at = template.source.indexOf('=');
  const [first, ...others] = template.parts;
  // A name that holds variables itself: no part of the template is the value's alone.
  if (first?.kind !== 'text' || at < 0 || first.end <= at || !first.text.includes('=')) return undefined;
  const cut = at + 1;
  const text = first.text.slice(first.text.indexOf('=') + 1);
  const shifted = others.map((part) => ({ ...part, start: part.start - cut, end: part.end - cut }));
  return {
    source: template.source.slice(cut),
    parts: text === '' ? shifted : [{ ...first, text, start: 0, end: first.end - cut }, ...shifted],
  };
}
