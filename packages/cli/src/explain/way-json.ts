import { pathText, placeJson } from '@transpose/core';
import { fateOf } from '../print/account.ts';
import type { ValueSource } from './sources.ts';
import type { Way } from './way.ts';

/** The way of a value for machines. */
export function wayJson({ path, value, sources, targets }: Way) {
  return {
    path: pathText(path),
    value,
    sources: sources.map(sourceJson),
    targets: targets.map(({ target, uses, fields, failed }) => ({
      target,
      ...(failed ? { failed } : {}),
      uses: uses.map(({ path: at, key, support, origin }) => ({
        path: pathText(at),
        key,
        ...fateJson(fateOf(support) ?? { outcome: 'resolved', why: support.kind === 'resolved' ? support.by : '' }),
        ...placeJson(origin.key ?? origin.span),
      })),
      fields,
    })),
  };
}

/** A fate without the words that it does not have. */
const fateJson = (fate: object): object => Object.fromEntries(Object.entries(fate).filter(([, text]) => text !== ''));

function sourceJson({ paths, place, text, steps, variables, implied, replaced }: ValueSource): object {
  const parts = paths.filter((below) => below.length > 0).map(pathText);
  return {
    ...place,
    text,
    ...(parts.length > 0 ? { parts } : {}),
    ...(implied ? { implied } : {}),
    ...(steps.length > 0 ? { steps: steps.map((step) => ({ kind: step.kind, ...step.place })) } : {}),
    ...(variables.length > 0 ? { variables } : {}),
    ...(replaced ? { replaced: sourceJson(replaced) } : {}),
  };
}
