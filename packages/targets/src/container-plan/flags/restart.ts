import type { Service } from '@transpose/core';
import type { PlanContext } from '../context.ts';
import { userText } from '../context.ts';
import { literalOf, text } from '../text.ts';
import type { Flag, RestartPlan } from '../types.ts';

const conditions: ReadonlyMap<string, string> = new Map([
  ['none', 'no'],
  ['any', 'always'],
]);

/** When the engine starts a container again. `deploy.restart_policy` wins, even when it says nothing (as in docker compose). */
export function planRestart(context: PlanContext, service: Service): RestartPlan | undefined {
  const policy = service.deploy?.restart_policy;
  if (policy) {
    const path = ['services', service.name, 'deploy', 'restart_policy'];
    if (policy.condition === undefined) return undefined;
    const attempts =
      policy.max_attempts === undefined || policy.condition === 'none' ? {} : { attempts: policy.max_attempts };
    return {
      policy: conditions.get(policy.condition) ?? policy.condition,
      ...attempts,
      ...(policy.delay === undefined ? {} : { delay: policy.delay }),
      ...(policy.window === undefined ? {} : { window: policy.window }),
      path,
    };
  }
  if (service.restart === undefined || service.restart === '') return undefined;
  const [name = '', attempts] = service.restart.split(':');
  const path = ['services', service.name, 'restart'];
  const written = userText(context, path, service.restart);
  return {
    ...(literalOf(written) === undefined ? { written } : {}),
    policy: name,
    ...(attempts === undefined ? {} : { attempts: Number(attempts) }),
    path,
  };
}

export function restartFlags(plan: RestartPlan | undefined): readonly Flag[] {
  if (!plan) return [];
  const attempts = plan.attempts === undefined || plan.attempts === 0 ? '' : `:${plan.attempts}`;
  return [{ flag: '--restart', value: plan.written ?? text(plan.policy, attempts), path: plan.path }];
}
