import type { Variable } from '../load-options.ts';
import type { Node } from '../tree/node.ts';
import type { Template } from './template.ts';
import { parseTemplate } from './template.ts';

/** Adds the variables of a template, those in operands included; the first use of a name that says more wins. */
export function collectVariables(template: Template, variables: Map<string, Variable>): void {
  for (const part of template.parts) {
    if (part.kind !== 'variable') continue;
    const operand = part.operand?.source ?? '';
    const known = variables.get(part.name);
    variables.set(part.name, {
      name: part.name,
      required: Boolean(known?.required) || Boolean(part.operator?.endsWith('?')),
      defaultValue: known?.defaultValue || (part.operator?.endsWith('-') ? operand : ''),
      alternateValue: known?.alternateValue || (part.operator?.endsWith('+') ? operand : ''),
    });
    if (part.operand) collectVariables(part.operand, variables);
  }
}

/** Adds the variables of every string of a tree. */
export function collectAllVariables(node: Node, variables: Map<string, Variable>): void {
  if (node.kind === 'map') for (const value of node.entries.values()) collectAllVariables(value, variables);
  else if (node.kind === 'seq') for (const item of node.items) collectAllVariables(item, variables);
  else if (typeof node.value === 'string' && node.value.includes('$'))
    collectVariables(parseTemplate(node.value), variables);
}
