import type { RestartPolicyName } from '../values/restart.ts';
import { parseRestart, restartPolicyName } from '../values/restart.ts';
import type { Service } from './service.ts';
import type { Nanoseconds } from './values.ts';

/** When a service's container is started again. */
export interface RestartRule {
  /** The key that decides. */
  readonly key: 'restart' | 'deploy.restart_policy';
  /** Undefined: `deploy.restart_policy` gives no condition. */
  readonly policy?: RestartPolicyName;
  /** The most attempts; absent: there is no limit. */
  readonly attempts?: number;
  readonly delay?: Nanoseconds;
  readonly window?: Nanoseconds;
}

/** What a service says of restarts; `deploy.restart_policy` wins, as in docker compose. Undefined: nothing. */
export function restartRule({ restart, deploy }: Pick<Service, 'restart' | 'deploy'>): RestartRule | undefined {
  const written = deploy?.restart_policy;
  if (written) {
    const { condition = '', max_attempts: attempts, delay, window } = written;
    const policy = restartPolicyName(condition);
    return {
      key: 'deploy.restart_policy',
      ...(policy && { policy }),
      ...(attempts && { attempts }),
      ...(delay !== undefined && { delay }),
      ...(window !== undefined && { window }),
    };
  }
  const rule = parseRestart(restart ?? '');
  if (!rule.ok) return undefined;
  const { policy, attempts } = rule.value;
  return { key: 'restart', policy, ...(attempts !== undefined && { attempts }) };
}
