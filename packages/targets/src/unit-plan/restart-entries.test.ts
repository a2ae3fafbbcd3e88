import { expect, test } from 'vitest';
import { pathTo } from '../account/key-path.ts';
import type { RestartPlan, ServicePlan } from '../container-plan/types.ts';
import { testLedger } from '../testing/ledger.ts';
import { restartEntries } from './restart-entries.ts';

function entries(
  restart: Omit<RestartPlan, 'path'> & { readonly path?: RestartPlan['path'] },
  { job = false, version = 252 } = {},
) {
  const ledger = testLedger();
  const service = { restart: { path: ['services', 'web', 'restart'], ...restart } } as unknown as ServicePlan;
  const { unit, service: own } = restartEntries(service, job, version, ledger);
  return { text: [...unit, ...own].map(({ key, value }) => `${key}=${String(value)}`), lines: ledger.lines };
}

test('always is forever, at a steady pace before systemd 254', () => {
  const old = entries({ policy: 'unless-stopped' });
  expect(old.text).toEqual(['StartLimitIntervalSec=0', 'Restart=always', 'RestartSec=2s']);
  expect(old.lines).toEqual([expect.stringMatching(/^approximated services.web.restart/)]);
  const recent = entries({ policy: 'always' }, { version: 254 });
  expect(recent.text).toContain('RestartSteps=9');
  expect(recent.lines).toEqual(['carried services.web.restart: Restart=']);
});

test('on-failure counts one start more than attempts', () => {
  expect(entries({ policy: 'on-failure', attempts: 3 }).text).toEqual([
    'StartLimitIntervalSec=248',
    'StartLimitBurst=4',
    'Restart=on-failure',
    'RestartSec=2s',
  ]);
});

test('delay and window are those of the project', () => {
  const path = pathTo(['services', 'web', 'deploy', 'restart_policy']);
  const policy = entries({ policy: 'on-failure', attempts: 2, delay: 5e9, window: 120e9, path });
  expect(policy.text).toEqual([
    'StartLimitIntervalSec=120',
    'StartLimitBurst=3',
    'Restart=on-failure',
    'RestartSec=5000ms',
  ]);
  expect(policy.lines.every((line) => line.startsWith('carried'))).toBe(true);
});

test('a job is never restarted when it is done', () => {
  expect(entries({ policy: 'always' }, { job: true }).text).toContain('Restart=on-failure');
});

test('no policy, no entries', () => {
  expect(entries({ policy: 'no' }).text).toEqual([]);
});
