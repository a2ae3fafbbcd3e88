import type { Conversion } from '../target.ts';
import { checkPlan } from './check/check.ts';
import { planKubernetes } from './plan.ts';
import type { KubernetesFile } from './output/print.ts';
import { printKubernetes } from './output/print.ts';

export function emit(conversion: Conversion): readonly KubernetesFile[] {
  const plan = planKubernetes(conversion);
  if (!conversion.report.failed) checkPlan(plan);
  return conversion.report.failed ? [] : printKubernetes(plan, conversion);
}
