import type { Variable } from '../load-options.ts';
import type { Node, Path, ScalarNode } from '../tree/node.ts';
import { spanInScalar } from './span-in-scalar.ts';
import type { Template } from './template.ts';
import { parseTemplate } from './template.ts';

/** Adds the variables of a value, those in operands included; the first use of a name that says more wins. */
export function collectVariables(
  template: Template,
  node: ScalarNode,
  path: Path,
  variables: Map<string, Variable>,
): void {
  for (const part of template.parts) {
    if (part.kind !== 'variable') continue;
    const operand = part.operand?.source ?? '';
    const known = variables.get(part.name);
    const written = typeof node.value === 'string' ? node.value.slice(part.start, part.end) : '';
    variables.set(part.name, {
      name: part.name,
      required: Boolean(known?.required) || Boolean(part.operator?.endsWith('?')),
      defaultValue: known?.defaultValue || (part.operator?.endsWith('-') ? operand : ''),
      alternateValue: known?.alternateValue || (part.operator?.endsWith('+') ? operand : ''),
      uses: [...(known?.uses ?? []), { path: [...path], span: spanInScalar(node, part), written }],
    });
    if (part.operand) collectVariables(part.operand, node, path, variables);
  }
}

/** Adds the variables of every string of a tree. */
export function collectAllVariables(node: Node, variables: Map<string, Variable>, path: Path = []): void {
  if (node.kind === 'map')
    for (const [key, value] of node.entries) collectAllVariables(value, variables, [...path, key]);
  else if (node.kind === 'seq')
    node.items.forEach((item, index) => collectAllVariables(item, variables, [...path, index]));
  else if (typeof node.value === 'string' && node.value.includes('$'))
    collectVariables(parseTemplate(node.value), node, path, variables);
}
