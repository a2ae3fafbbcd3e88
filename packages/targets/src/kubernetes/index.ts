import type { Target } from '../target.ts';
import { checkPlan } from './check.ts';
import { nextSteps } from './next-steps.ts';
import { kubernetesOptions } from './options.ts';
import { planKubernetes } from './plan.ts';
import { printKubernetes, streamName } from './print.ts';
import { replacedServices } from './replacing.ts';
import { kubernetesSupport } from './support.ts';

/** Kubernetes manifests: what `kubectl apply` takes. */
export const kubernetes: Target = {
  name: 'kubernetes',
  summary: 'Manifests for kubectl apply',
  options: kubernetesOptions,
  support: kubernetesSupport,
  stream: streamName,
  replacing: replacedServices,
  saltFile: '03-secrets.yaml',
  nextSteps,
  emit(conversion) {
    const plan = planKubernetes(conversion);
    if (!conversion.report.failed) checkPlan(plan);
    return conversion.report.failed ? [] : printKubernetes(plan, conversion);
  },
};
