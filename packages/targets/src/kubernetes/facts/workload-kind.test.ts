import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import type { TestContextOptions } from '../testing/render.ts';
import { testContext } from '../testing/render.ts';
import { composeContext } from '../testing/compose.ts';
import { reportKinds, restartPolicyOf } from './workload-kind.ts';

type Fields = Parameters<typeof testService>[1];
const deployed = (mode: string) => ({
  mode,
  labels: {},
  placement: { constraints: [], preferences: [] },
  resources: {},
});
const kindOf = (fields: Fields, given: TestContextOptions = {}, peer: Fields = {}) =>
  testContext([testService('web', fields), testService('peer', peer)], given).context.kinds.get('web');

describe('workloadKinds', () => {
  it('is a Deployment where nothing is said, and for on-failure, which files put on servers', () => {
    expect(kindOf({})).toBe('Deployment');
    expect(kindOf({ restart: 'on-failure:3' })).toBe('Deployment');
    expect(kindOf({ restart: 'unless-stopped' })).toBe('Deployment');
  });

  it('is a DaemonSet for global and a Job for jobs', () => {
    expect(kindOf({ deploy: deployed('global') })).toBe('DaemonSet');
    expect(kindOf({ deploy: deployed('replicated-job') })).toBe('Job');
    expect(kindOf({ deploy: deployed('global-job') })).toBe('Job');
  });

  it('is a Job when another waits for its end', () => {
    const depends_on = {
      web: { condition: 'service_completed_successfully', required: true, restart: false },
    } as const;
    expect(kindOf({ restart: 'on-failure' }, {}, { depends_on })).toBe('Job');
  });

  it('is a Job when a written "no" meets no sign of a server', () => {
    expect(kindOf({ restart: 'no' })).toBe('Job');
    expect(kindOf({ restart: 'no' }, { ports: { web: [80] } })).toBe('Deployment');
    expect(kindOf({ restart: 'no' }, { namedBy: { web: ['peer'] } })).toBe('Deployment');
    expect(kindOf({ restart: 'no', healthcheck: { test: ['CMD', 'true'] } })).toBe('Deployment');
    const depends_on = { web: { condition: 'service_started', required: true, restart: false } } as const;
    expect(kindOf({ restart: 'no' }, {}, { depends_on })).toBe('Deployment');
  });

  it('is what x-transpose says', () => {
    expect(kindOf({ extensions: { 'x-transpose': { kind: 'StatefulSet' } } })).toBe('StatefulSet');
  });
});

describe('reportKinds', () => {
  it.each([
    ['image: acme/seed, command: ./seed', true],
    ['image: acme/seed, command: -v', true],
    ['image: "mysql:8", command: --skip-name-resolve', false],
    ['image: node, command: npm run dev', false],
    ['image: acme/seed', false],
  ])('asks whether a command ends where that is open: {%s}', (web, asked) => {
    const { context, lines } = composeContext(`services: {web: {${web}}}`);
    reportKinds(context);
    expect(lines.some((line) => line.includes('after the command has ended'))).toBe(asked);
  });
});

describe('restartPolicyOf', () => {
  it('reads both keys, deploy first', () => {
    expect(restartPolicyOf(testService('web'))).toEqual({ condition: undefined });
    expect(restartPolicyOf(testService('web', { restart: 'on-failure:3' }))).toEqual({
      condition: 'on-failure',
      attempts: 3,
    });
    const deploy = { ...deployed('replicated'), restart_policy: { condition: 'none' } };
    expect(restartPolicyOf(testService('web', { restart: 'always', deploy }))).toEqual({ condition: 'none' });
  });
});
