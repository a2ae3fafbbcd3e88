import { checkPlan } from '../kubernetes/check/check.ts';
import type { KubernetesPlan } from '../kubernetes/plan.ts';
import { planKubernetes } from '../kubernetes/plan.ts';
import type { Conversion, OutputFile } from '../target.ts';
import { baseFiles } from './base-files.ts';
import { directoriesOf } from './directories.ts';
import type { Generated } from './generators.ts';
import { configIds, generatedOf } from './generators.ts';
import { variationFiles } from './variation-files.ts';
import { writtenOf } from './written.ts';

/** A base, an overlay for each environment, and a component for each profile that is off. */
export function emit(conversion: Conversion): readonly OutputFile[] {
  const plan = checkedPlan(conversion);
  const plans = conversion.variations.map((variation) => ({ variation, plan: checkedPlan(variation.conversion) }));
  if ([conversion, ...conversion.variations.map((one) => one.conversion)].some(({ report }) => report.failed))
    return [];

  const generated = generatedOf(plan);
  const others = plans.map((one) => ({ ...one, generated: generatedOf(one.plan) }));
  // What is an object in one of them, since files cannot hold it, is an object in all.
  const plain = new Set(
    [{ plan, generated }, ...others].flatMap((one) => configIds(one.plan).filter((id) => !one.generated.has(id))),
  );
  const usable = (all: ReadonlyMap<string, Generated>) => new Map([...all].filter(([id]) => !plain.has(id)));
  const base = writtenOf(plan, usable(generated));
  const directories = directoriesOf(conversion.variations);
  return [
    ...baseFiles(base, conversion),
    ...others.flatMap((one, index) =>
      variationFiles(base, writtenOf(one.plan, usable(one.generated)), one.variation, directories[index] ?? ''),
    ),
  ];
}

/**
 * The plan of the kubernetes target. Names with hashes of the values, as Kustomize makes them, hide no more than a salt
 * that everybody knows: with it Jobs get new names when their Secrets change.
 */
function checkedPlan(conversion: Conversion): KubernetesPlan {
  const plan = planKubernetes({ ...conversion, salt: 'kustomize' });
  if (!conversion.report.failed) checkPlan(plan);
  return plan;
}
