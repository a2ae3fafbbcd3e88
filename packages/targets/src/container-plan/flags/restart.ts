import type { Service } from '@transpose/core';
import { restartRule } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { userText } from '../context.ts';
import { literalOf, text } from '../text.ts';
import type { Flag, RestartPlan } from '../types.ts';

/** When the engine starts a container again. A `deploy.restart_policy` without a condition is none, as in docker compose. */
export function planRestart(context: PlanContext, service: Service): RestartPlan | undefined {
  const rule = restartRule(service);
  if (rule?.policy === undefined) return undefined;
  const { key, policy, attempts, delay, window } = rule;
  const path = pathTo(['services', service.name, ...key.split('.')]);
  const written = key === 'restart' ? userText(context, path, service.restart ?? '') : undefined;
  const limited = policy === 'on-failure' && attempts !== undefined;
  if (attempts !== undefined && !limited)
    context.ledger.dropped([...path, 'max_attempts'], 'The engine limits the attempts of `on-failure` alone.');
  return {
    ...(written && literalOf(written) === undefined ? { written } : {}),
    policy,
    ...(limited ? { attempts } : {}),
    ...(delay === undefined ? {} : { delay }),
    ...(window === undefined ? {} : { window }),
    path,
  };
}

export function restartFlags(plan: RestartPlan | undefined): readonly Flag[] {
  if (!plan) return [];
  const attempts = plan.attempts === undefined ? '' : `:${plan.attempts}`;
  return [{ flag: '--restart', value: plan.written ?? text(plan.policy, attempts), path: plan.path }];
}
