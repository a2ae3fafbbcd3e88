import type { LoadResult, Node, Path, Report } from '@transpose/core';
import { isMap, isSeq, isString, nodeAt, pathText } from '@transpose/core';
import type { TargetCode } from './account/codes.ts';

/**
 * Reports each text that no target can hand to a program: one with a NUL, which ends every argument, variable and path
 * of an operating system. Escapes in double quotes bring one into keys and values, and env files may hold one.
 */
export function reportImpossibleTexts({ tree, environment }: LoadResult, report: Report<TargetCode>): void {
  if (tree) visit(tree, [], report);
  // Secrets and configs that a variable brings: the tree has only its name.
  for (const section of ['secrets', 'configs']) {
    const resources = nodeAt(tree, [section]);
    for (const [name, resource] of isMap(resources) ? resources.entries : []) {
      const variable = nodeAt(resource, ['environment']);
      if (!isString(variable) || !environment[variable.value]?.includes('\0')) continue;
      reportNul([section, name, 'environment'], variable, report);
    }
  }
}

function visit(node: Node, path: (string | number)[], report: Report<TargetCode>): void {
  if (isMap(node) || isSeq(node)) {
    for (const [step, value] of isMap(node) ? node.entries : node.items.entries()) {
      path.push(step);
      if (typeof step === 'string' && step.includes('\0')) reportNul(path, value, report);
      else visit(value, path, report);
      path.pop();
    }
    return;
  }
  if (typeof node.value === 'string' && node.value.includes('\0')) reportNul(path, node, report);
}

/** `node`: the value, or what a key with a NUL names. */
function reportNul(path: Path, node: Node, report: Report<TargetCode>): void {
  report.add({
    code: 'illegal-value',
    message: `${pathText(path)} contains a NUL character, which no program can be given`,
    path: [...path],
    span: path.at(-1)?.toString().includes('\0') ? (node.origin.key ?? node.origin.span) : node.origin.span,
    hint: 'remove the character from the key or value, or from the variable that it takes',
  });
}
