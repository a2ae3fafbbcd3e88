import type { LoadResult, Template } from '@transpose/core';
import { parseTemplate } from '@transpose/core';
import type { Conversion } from '../../target.ts';
import { isIndifferentPlace, isOpenPlace, nameVariable } from './places.ts';
import type { MarkedConversion, Picture } from './trial.ts';
import { Trial } from './trial.ts';

/** The variables of a project that stay open, and the conversion with their marks. */
export interface OpenVariables extends MarkedConversion {
  readonly names: ReadonlySet<string>;
  /** Those of them that must not be empty: the result would be another one. */
  readonly filled: ReadonlySet<string>;
}

type Variable = LoadResult['variables'][number];

/**
 * Finds the variables that can stay open: wherever they are used, the result has their value as it is, and nothing else
 * of the result follows it. This is tried: the project is converted with other values, and each time the result must be
 * the one of marks with the other values in their place. `usual` gives the picture with the values of now. See
 * docs/decisions/0018.
 */
export function openVariables(
  conversion: Conversion,
  wanted: (name: string) => boolean,
  picture: Picture,
  usual: () => unknown,
): OpenVariables | undefined {
  const { loaded } = conversion.base;
  const candidates = loaded.variables.filter((variable) => wanted(variable.name) && isCandidate(variable));
  const trial = new Trial(conversion, picture, usual);
  const names = largest(
    trial,
    candidates.map(({ name }) => name),
  );
  if (names.length === 0) return undefined;
  const { marked, made } = trial.marked(names);
  if (!marked) return undefined;

  const required = new Set(candidates.filter(({ required: one }) => one).map(({ name }) => name));
  const mayBeEmpty = emptyOnes(
    names.filter((name) => !required.has(name)),
    (some) =>
      [undefined, ''].every((value) => {
        const values = Object.fromEntries(some.map((name) => [name, value]));
        return trial.with(values, made, marked.marks, some) === 'equal';
      }),
  );
  const filled = names.filter((name) => !required.has(name) && !mayBeEmpty.includes(name));
  const closed = filled.filter((name) => {
    const variable = candidates.find((one) => one.name === name);
    return !loaded.environment[name] || !variable?.uses.every(({ written }) => isPlain(written, name));
  });
  if (closed.length > 0)
    return openVariables(conversion, (name) => wanted(name) && !closed.includes(name), picture, usual);
  return { ...marked, names: new Set(names), filled: new Set(filled) };
}

function isCandidate({ name, uses }: Variable): boolean {
  return name !== nameVariable && uses.every(({ path }) => isOpenPlace(path) || isIndifferentPlace(path));
}

/** Whether a variable is written without anything for the case that it is empty. */
function isPlain(written: string, name: string): boolean {
  const { parts }: Template = parseTemplate(written);
  return parts.every((part) => part.kind === 'variable' && part.name === name && (part.operator ?? '?').endsWith('?'));
}

/** As many of the variables as can stay open together. */
function largest(trial: Trial, names: readonly string[]): readonly string[] {
  if (names.length === 0) return names;
  const outcome = trial.anyValue(names);
  if (outcome === 'equal') return names;
  if (names.length === 1) return outcome === 'refused' ? names : [];
  const { suspects: accused, proven = false } = outcome === 'refused' ? { suspects: [] } : outcome;
  if (proven || (accused.length > 0 && accused.length <= 2))
    return largest(
      trial,
      names.filter((name) => !accused.includes(name)),
    );
  const middle = names.length >> 1;
  const [some, others] =
    accused.length > 0 && accused.length < names.length
      ? [names.filter((name) => !accused.includes(name)), accused]
      : [names.slice(0, middle), names.slice(middle)];
  const first = largest(trial, some);
  const second = largest(trial, others);
  if (first.length === 0 || second.length === 0) return [...first, ...second];
  const both = names.filter((name) => first.includes(name) || second.includes(name));
  const together = trial.anyValue(both);
  return together === 'equal' || together === 'refused' ? both : first;
}

/** Those of some variables that pass together. */
function emptyOnes(names: readonly string[], pass: (some: readonly string[]) => boolean): readonly string[] {
  if (names.length === 0 || pass(names)) return names;
  if (names.length === 1) return [];
  const middle = names.length >> 1;
  return [...emptyOnes(names.slice(0, middle), pass), ...emptyOnes(names.slice(middle), pass)];
}
