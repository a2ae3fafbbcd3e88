import type { Span } from '@transpose/core';
import { nearestName, pathText } from '@transpose/core';
import { TemplateProblem } from './problem.ts';
import type { Ref } from './ref.ts';
import { below, isAbsent, isList, isRecord, namesBelow } from './ref.ts';
import type { Scope } from './scope.ts';
import type { Sources } from './model/sources.ts';
import type { PathExpression } from './syntax/syntax.ts';
import { spanOf } from './syntax/syntax.ts';

export interface PathContext {
  readonly root: Ref;
  readonly sources: Sources;
}

/** The value that a path leads to. What the model does not know at all is an error; what is not given is an absent value. */
export function resolvePath(context: PathContext, scope: Scope, path: PathExpression): Ref {
  const span = (): Span => spanOf(scope.source, path.loc);
  const { start, parts } = startOf(context, scope, path, span);
  return parts.reduce((ref, part) => step(context, ref, part, path, span), start);
}

/** What is below a value under a name. */
function stepInto(context: PathContext, ref: Ref, name: string, original: string, span: () => Span): Ref {
  const next = below(ref, name, context.sources);
  if (next) return next;
  const { value } = ref;
  if (!isAbsent(ref) && !isRecord(value) && !isList(value)) {
    throw new TemplateProblem(
      'template-path',
      `${describe(ref, original)} is a ${typeof value}: it has nothing below it`,
      span(),
    );
  }
  throw missing(ref, name, `${describe(ref, original)} has no "${name}"`, span());
}

const step = (context: PathContext, ref: Ref, name: string, path: PathExpression, span: () => Span): Ref =>
  stepInto(context, ref, name, path.original, span);

/** The error of a value that is needed and not given. */
export function notGiven(context: PathContext, ref: Ref, original: string, span: Span): TemplateProblem {
  const { at } = ref;
  const message = `${describe(ref, original)} is not given`;
  const hint = `test it with {{#if ${original}}}, or give another value with (default ${original} "…")`;
  if (!at) return new TemplateProblem('template-path', message, span, { hint });
  // The deepest place around it that is there.
  let found = context.root;
  let depth = 0;
  for (; depth < at.length; depth += 1) {
    const next = below(found, String(at[depth]), context.sources);
    if (!next || isAbsent(next)) break;
    found = next;
  }
  const name = String(at[depth] ?? '');
  const nearest = nearestPath(found, name);
  return new TemplateProblem('template-path', `${message}; the nearest path that is: ${nearest}`, span, { hint });
}

function missing(ref: Ref, name: string, message: string, span: Span): TemplateProblem {
  return new TemplateProblem(
    'template-path',
    `${message}; the nearest path that exists: ${nearestPath(ref, name)}`,
    span,
  );
}

function nearestPath(ref: Ref, name: string): string {
  const suggestion = nearestName(name, namesBelow(ref));
  const place = ref.at ?? [];
  const path = suggestion === undefined ? place : [...place, suggestion];
  return path.length === 0 ? 'the model itself (@root)' : pathText(path);
}

/** A value for messages: its place in the model, else as the template has it. */
function describe({ at }: Ref, original: string): string {
  if (!at) return original;
  return at.length === 0 ? 'the model' : pathText(at);
}

function startOf(
  { root }: PathContext,
  scope: Scope,
  path: PathExpression,
  span: () => Span,
): { readonly start: Ref; readonly parts: readonly string[] } {
  const [first = '', ...rest] = path.parts;
  if (path.data) return { start: first === 'root' ? root : dataOf(scope, first, path, span), parts: rest };
  const named = path.depth === 0 && !/^(?:\.|this\b)/.test(path.original) ? scope.names.get(first) : undefined;
  if (named) return { start: named, parts: rest };
  let at: Scope = scope;
  for (let depth = 0; depth < path.depth; depth += 1) {
    if (!at.parent) throw new TemplateProblem('template-path', `${path.original} leads out of the model`, span());
    at = at.parent;
  }
  return { start: at.self, parts: path.parts };
}

function dataOf(scope: Scope, name: string, path: PathExpression, span: () => Span): Ref {
  let at: Scope | undefined = scope;
  for (let depth = 0; depth < path.depth; depth += 1) at = at?.outerData;
  const found = at?.data.get(name);
  if (found) return found;
  throw new TemplateProblem('template-path', `there is no @${name} here`, span(), {
    hint: '@index, @key, @first and @last are there inside of {{#each}}, @root everywhere',
  });
}
