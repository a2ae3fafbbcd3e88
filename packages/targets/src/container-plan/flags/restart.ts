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

/** As Docker Compose, an engine runs as many containers as there are replicas, whatever Swarm's mode is. */
export function accountMode({ ledger }: PlanContext, { name, deploy }: Service): void {
  const path = pathTo(['services', name, 'deploy', 'mode']);
  if (deploy?.mode === 'replicated') ledger.resolved(path, 'an engine has no other mode');
  if (deploy?.mode === 'replicated-job') ledger.dropped(path, 'Only a Swarm cluster has jobs: `restart` decides.');
}

export function restartFlags(plan: RestartPlan | undefined): readonly Flag[] {
  if (!plan) return [];
  const attempts = plan.attempts === undefined ? '' : `:${plan.attempts}`;
  return [{ flag: '--restart', value: plan.written ?? text(plan.policy, attempts), path: plan.path }];
}
