import type { MapNode, Node, Path } from '@transpose/core';
import { isMap, isSeq, nearestName, pathText } from '@transpose/core';

/** Where a path that somebody typed leads. */
export type FoundPath =
  | { readonly ok: true; readonly path: Path }
  /** `near`: how far it leads; `missing`: the next step, which is not there; `names`: what is. */
  | { readonly ok: false; readonly near: Path; readonly missing: string; readonly names: readonly string[] };

/**
 * The path of the model that a text means: `services.web.ports[0].published`, `services.web.ports.0`. Names may hold
 * dots (`labels.com.example.team`): the longest name that leads on is taken.
 */
export function findPath(tree: MapNode, text: string): FoundPath {
  return follow(tree, text, []);
}

function follow(node: Node, rest: string, path: Path): FoundPath {
  if (rest === '') return { ok: true, path };
  let best: FoundPath = { ok: false, near: path, missing: firstStep(rest), names: namesIn(node) };
  for (const { step, next, after } of stepsInto(node, rest)) {
    const found = follow(next, after, [...path, step]);
    if (found.ok) return found;
    if (found.near.length > best.near.length) best = found;
  }
  return best;
}

interface StepInto {
  readonly step: string | number;
  readonly next: Node;
  /** What of the text is left. */
  readonly after: string;
}

function stepsInto(node: Node, rest: string): readonly StepInto[] {
  const text = rest.replace(/^\./, '');
  if (isSeq(node)) {
    const match = /^(?:\[(\d+)\]|(\d+)(?=$|[.[]))/.exec(text);
    const index = Number(match?.[1] ?? match?.[2]);
    const next = match ? node.items[index] : undefined;
    return match && next ? [{ step: index, next, after: text.slice(match[0].length) }] : [];
  }
  if (!isMap(node)) return [];
  const found: StepInto[] = [];
  for (const [name, next] of node.entries) {
    const quoted = [`["${name}"]`, `['${name}']`].find((one) => text.startsWith(one));
    if (quoted !== undefined) found.push({ step: name, next, after: text.slice(quoted.length) });
    else if (text === name || text.startsWith(`${name}.`) || text.startsWith(`${name}[`))
      found.push({ step: name, next, after: text.slice(name.length) });
  }
  return found.toSorted((a, b) => a.after.length - b.after.length);
}

const firstStep = (rest: string): string => /^\.?(\[[^\]]*\]?|[^.[]+)/.exec(rest)?.[1] ?? rest;

function namesIn(node: Node): readonly string[] {
  if (isMap(node)) return [...node.entries.keys()];
  return isSeq(node) ? node.items.map((_, index) => `[${index}]`) : [];
}

/** What to say of a path that leads nowhere: how far it leads, and what was probably meant. */
export function missingText(
  { near, missing, names }: Extract<FoundPath, { readonly ok: false }>,
  elsewhere?: string,
): string {
  const joined = (step: string): string =>
    near.length === 0 ? step : step.startsWith('[') ? pathText(near) + step : `${pathText(near)}.${step}`;
  const meant = nearestName(missing, names);
  const what = `there is no ${joined(missing)}`;
  if (meant !== undefined) return `${what}; did you mean ${joined(meant)}?`;
  if (elsewhere !== undefined) return `${what}; did you mean ${elsewhere}?`;
  const place = near.length === 0 ? 'the project' : pathText(near);
  if (names.length === 0) return `${what}: ${place} is one value`;
  const shown = names.length > 15 ? [...names.slice(0, 15), '…'] : names;
  return `${what}; ${place} has ${shown.join(', ')}`;
}
