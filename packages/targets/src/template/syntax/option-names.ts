import type { Parsed } from './syntax.ts';

/** The options that templates name, as in `options.region`; undefined: they go through all of them. */
export function optionNames(templates: readonly Parsed[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  let all = false;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, parts } = node as { readonly type?: unknown; readonly parts?: readonly string[] };
    if (type !== 'PathExpression' || !parts) return Object.values(node).forEach(visit);
    const at = parts.indexOf('options');
    const name = parts[at + 1];
    if (at >= 0 && name === undefined) all = true;
    else if (at >= 0 && name !== undefined) names.add(name);
    // `{{json @root}}`
    if (parts.at(-1) === 'root') all = true;
  };
  for (const parsed of templates) if (parsed.ok) visit(parsed.program);
  return all ? undefined : names;
}
