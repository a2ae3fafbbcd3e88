import type { ComposeKeys } from '@transpose/core';
import { seconds } from '@transpose/core';
import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import type { ServicePlan } from '../container-plan/types.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { UnitField } from './unit-field.ts';

export interface RestartEntries {
  readonly unit: readonly UnitEntry[];
  readonly service: readonly UnitEntry[];
}

const policies: ReadonlyMap<string, 'always' | 'on-failure'> = new Map([
  ['always', 'always'],
  ['unless-stopped', 'always'],
  ['on-failure', 'on-failure'],
]);

/** Seconds that an attempt takes at most when it fails soon: a container is made anew for each, on slow machines too. */
const attempt = 60;
/** Seconds: what a restart that does not grow waits. */
const steadyDelay = 2;

/**
 * A restart policy in systemd's words. Docker waits 100 ms, doubles that up to a minute, and counts the attempts of
 * `on-failure:N` until a start lasts ten seconds; systemd counts those in a stretch of time. Source: Docker docs, "Start containers automatically"; systemd.service(5).
 */
export function restartEntries(
  service: ServicePlan,
  job: boolean,
  systemdVersion: number,
  ledger: CheckedLedger<UnitField>,
): RestartEntries {
  const plan = service.restart;
  const policy = policies.get(plan?.policy ?? 'no');
  if (!plan || policy === undefined) {
    if (plan) ledger.carried(plan.path, 'Restart=');
    return { unit: [], service: [] };
  }
  if (job && policy === 'always') {
    ledger.approximated(
      plan.path,
      'Restart=on-failure',
      'A service that others wait to complete is not started again when it has.',
    );
  }
  // Short forms say all in one word, `deploy.restart_policy` has keys.
  const at = (key: keyof ComposeKeys['services']['deploy']['restart_policy']): KeyPath =>
    plan.path.includes('restart_policy') ? pathTo([...plan.path, key]) : plan.path;
  const entries: UnitEntry[] = [unitEntry('Restart', job ? 'on-failure' : policy)];
  const growing = plan.delay === undefined && systemdVersion >= 254;
  const delay =
    plan.delay === undefined ? (growing ? '100ms' : `${steadyDelay}s`) : `${Math.round(plan.delay / 1e6)}ms`;
  entries.push(unitEntry('RestartSec', delay));
  // Whoever waits for the service goes on waiting then, instead of failing with each attempt.
  if (systemdVersion >= 254) entries.push(unitEntry('RestartMode', 'direct'));
  if (plan.delay !== undefined) ledger.carried(at('delay'), 'RestartSec=');
  if (growing || plan.delay !== undefined) ledger.carried(at('condition'), 'Restart=');
  if (growing) entries.push(unitEntry('RestartSteps', '9'), unitEntry('RestartMaxDelaySec', '1min'));
  else if (plan.delay === undefined) {
    const difference = `systemd waits ${steadyDelay} s each time; Docker begins with 100 ms and doubles that up to a minute.`;
    ledger.approximated(at('condition'), 'Restart=', difference, 'set `--systemd-version 254` where systemd is as new');
  }
  if (plan.attempts === undefined) return { unit: [unitEntry('StartLimitIntervalSec', '0')], service: entries };
  const each = attempt + (growing ? 60 : plan.delay === undefined ? steadyDelay : seconds(plan.delay));
  const interval = plan.window !== undefined && plan.window > 0 ? seconds(plan.window) : each * (plan.attempts + 1);
  if (!(plan.window !== undefined && plan.window > 0)) {
    const counted = `systemd counts the attempts of ${Math.ceil(interval)} s; Docker counts until a start lasts 10 s.`;
    ledger.approximated(at('max_attempts'), 'StartLimitBurst=', counted);
  } else {
    ledger.carried(at('max_attempts'), 'StartLimitBurst=');
    ledger.carried(at('window'), 'StartLimitIntervalSec=');
  }
  return {
    // Both count starts: the first one is not a new attempt.
    unit: [
      unitEntry('StartLimitIntervalSec', String(Math.ceil(interval))),
      unitEntry('StartLimitBurst', String(plan.attempts + 1)),
    ],
    service: entries,
  };
}

/**
 * A container that is stopped has not failed when it ended by the signal (143), nor when it was killed at the end of its
 * grace period (137). `on-failure` starts it again all the same when nobody stopped it, as Docker does.
 */
export function exitStatusEntries({ restart }: ServicePlan): readonly UnitEntry[] {
  const value = '137 143';
  const entries = [unitEntry('SuccessExitStatus', value)];
  return restart?.policy === 'on-failure' ? [...entries, unitEntry('RestartForceExitStatus', value)] : entries;
}
