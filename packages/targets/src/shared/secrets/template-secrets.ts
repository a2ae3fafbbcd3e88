import type { Node, Template } from '@transpose/core';
import { evaluate, isMap, isSeq } from '@transpose/core';
import type { NamedSpan } from './named-span.ts';

/** Where the values of secret variables are in what a template became; undefined where it became something else. */
export function spansOf(
  template: Template,
  text: string,
  environment: Readonly<Record<string, string>>,
  isSecret: (name: string, value: string) => boolean,
): readonly NamedSpan[] | undefined {
  const lookup = (name: string) => environment[name];
  const spans: NamedSpan[] = [];
  let at = 0;
  for (const part of template.parts) {
    const result = evaluate({ source: template.source, parts: [part] }, lookup);
    if (!result.ok) return undefined;
    const { value } = result;
    if (part.kind === 'variable' && value !== '') {
      if (isSecret(part.name, value)) spans.push({ start: at, end: at + value.length, name: part.name });
      else if (part.operand && !part.operator.endsWith('?')) {
        const inner = spansOf(part.operand, value, environment, isSecret) ?? [];
        spans.push(...inner.map((span) => ({ ...span, start: at + span.start, end: at + span.end })));
      }
    }
    at += value.length;
    if (text.slice(at - value.length, at) !== value) return undefined;
  }
  return at === text.length ? spans : undefined;
}

/** The variables that the values at a node and below it were written with. */
export function variablesBelow(node: Node | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const ofTemplate = (template: Template | undefined): void => {
    for (const part of template?.parts ?? []) {
      if (part.kind !== 'variable') continue;
      found.add(part.name);
      ofTemplate(part.operand);
    }
  };
  const visit = (one: Node): void => {
    if (isMap(one)) for (const value of one.entries.values()) visit(value);
    else if (isSeq(one)) for (const item of one.items) visit(item);
    else ofTemplate(one.origin.template);
  };
  if (node) visit(node);
  return found;
}
