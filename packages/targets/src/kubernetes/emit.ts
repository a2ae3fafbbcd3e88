import type { Conversion, OutputFile } from '../target.ts';
import { checkPlan } from './check/check.ts';
import { planKubernetes } from './plan.ts';
import { printKubernetes } from './output/print.ts';

export function emit(conversion: Conversion): readonly OutputFile[] {
  const plan = planKubernetes(conversion);
  if (!conversion.report.failed) checkPlan(plan);
  return conversion.report.failed ? [] : printKubernetes(plan, conversion);
}
