import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

/** A restart policy by the engine's own names. */
export type RestartPolicyName = 'no' | 'always' | 'on-failure' | 'unless-stopped';

/** What `restart: on-failure:3` says. */
export interface ShortRestart {
  readonly policy: RestartPolicyName;
  /** The most attempts of `on-failure`; absent: there is no limit. */
  readonly attempts?: number;
  /** What follows the colon and is not a whole number: Docker Compose ignores it. */
  readonly ignored?: string;
}

/** `none` and `any` are the words of `deploy.restart_policy`; Docker Compose takes them for `restart` as well. */
const names: ReadonlyMap<string, RestartPolicyName> = new Map([
  ['no', 'no'],
  ['none', 'no'],
  ['always', 'always'],
  ['any', 'always'],
  ['on-failure', 'on-failure'],
  ['unless-stopped', 'unless-stopped'],
]);

export const restartPolicyName = (text: string): RestartPolicyName | undefined => names.get(text);

/**
 * Reads `POLICY[:ATTEMPTS]`. Attempts that are not a whole number count as 0, which means no limit; the engine refuses any
 * other number but for `on-failure`. Source: docker compose, `getRestartPolicy`; moby, `ValidateRestartPolicy`.
 */
export function parseRestart(text: string): Parsed<ShortRestart> {
  const [name = '', written] = text.split(':');
  const policy = restartPolicyName(name);
  if (policy === undefined) return failed(`unknown restart policy "${name}"`);
  if (written === undefined) return parsed({ policy });
  if (!/^[-+]?\d+$/.test(written)) return parsed({ policy, ignored: written });
  const attempts = Number(written);
  if (attempts === 0) return parsed({ policy });
  if (policy !== 'on-failure') return failed(`"${name}" takes no number of attempts`, name.length);
  if (attempts < 0) return failed('the number of attempts cannot be negative', name.length + 1);
  return parsed({ policy, attempts: Math.min(attempts, mostAttempts) });
}

/** The field has 32 bits in Kubernetes and systemd; nobody counts as far. */
const mostAttempts = 2 ** 31 - 2;
