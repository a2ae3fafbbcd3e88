import type { Node, Origin, Path, Template } from '@transpose/core';
import { isMap, isSeq, parseTemplate } from '@transpose/core';
import { nameVariable } from './places.ts';

/** A value whose variables were filled in, though they were to stay. */
export interface FilledIn {
  readonly path: Path;
  readonly names: readonly string[];
}

/** All values of a tree that hold variables, without those that `isFine` says: they stay, or nobody wants them to. */
export function filledIn(tree: Node | undefined, isFine: (path: Path, name: string) => boolean): readonly FilledIn[] {
  const found: FilledIn[] = [];
  const visit = (node: Node, path: Path): void => {
    if (isMap(node)) for (const [key, value] of node.entries) visit(value, [...path, key]);
    else if (isSeq(node)) node.items.forEach((item, index) => visit(item, [...path, index]));
    if (node.origin.implied) return;
    const names = namesBehind(node, path).filter((name) => name !== nameVariable && !isFine(path, name));
    if (names.length > 0) found.push({ path, names: [...new Set(names)] });
  };
  if (tree) visit(tree, []);
  return found;
}

/** The template of a value; that of a name alone is the variable of that name. */
export function templateOf(origin: Origin, path: Path): Template | undefined {
  const name = path.at(-1);
  if (!origin.bare || typeof name !== 'string') return origin.template;
  return { source: name, parts: [{ kind: 'variable', name, start: 0, end: name.length }] };
}

/** The variables that a value, or the choice of the file that it is in, depends on. */
function namesBehind(node: Node, path: Path): readonly string[] {
  const { origin } = node;
  const template = templateOf(origin, path);
  const written = ({ source, start, end }: Origin['span']): string => source.text.slice(start, end);
  const steps = origin.steps ?? [];
  const chosen = steps.flatMap(({ span }) => namesIn(parseTemplate(written(span))));
  if (template || node.kind !== 'scalar') return [...(template ? namesIn(template) : []), ...chosen];
  const value = written(origin.span);
  const inFile = ['env_file', 'label_file'].includes(steps.at(-1)?.kind ?? '');
  // What is in single quotes or in a raw file is taken as it is.
  const filled = inFile && value !== node.value && !value.startsWith("'");
  return filled ? [...namesIn(parseTemplate(value)), ...chosen] : chosen;
}

function namesIn(template: Template): readonly string[] {
  return template.parts.flatMap((part) =>
    part.kind === 'variable' ? [part.name, ...(part.operand ? namesIn(part.operand) : [])] : [],
  );
}
