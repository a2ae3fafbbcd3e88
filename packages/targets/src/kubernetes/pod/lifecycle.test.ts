import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { gracePeriodOf, lifecycleOf, preStartOf, sharesProcesses } from './lifecycle.ts';
import { testTexts, testContext } from '../testing/render.ts';

const hook = (fields: object) => ({ command: ['true'], environment: {}, ...fields });
const lifecycleWith = (fields: Parameters<typeof testService>[1], secrets: Record<string, string> = {}) => {
  const service = testService('web', fields);
  const { context, ledger } = testContext([service]);
  return { lifecycle: lifecycleOf(context, service, testTexts(secrets).of('web')), ledger };
};

describe('lifecycleOf', () => {
  it('runs one plain hook as it is, dollars and all', () => {
    expect(lifecycleWith({ post_start: [hook({ command: ['touch', '$(x)'] })] }).lifecycle).toEqual({
      postStart: { exec: { command: ['touch', '$(x)'] } },
    });
  });

  it('makes one script of several, with their directories and variables', () => {
    const pre_stop = [
      hook({ command: ['save', 'a b'] }),
      hook({ working_dir: '/d', environment: { A: 'x y', B: null } }),
    ];
    expect(lifecycleWith({ pre_stop }).lifecycle?.preStop?.exec?.command).toEqual([
      '/bin/sh',
      '-c',
      "save 'a b' && (cd /d && env 'A=x y' true)",
    ]);
  });

  it('names the variable that holds a secret', () => {
    const post_start = [hook({ command: ['login', 'hunter2hunter2'] })];
    expect(
      lifecycleWith({ post_start }, { PASSWORD: 'hunter2hunter2' }).lifecycle?.postStart?.exec?.command?.[2],
    ).toMatch(/^login "\$\{?PASSWORD\}?"$/);
  });

  it('reports user and privileged', () => {
    expect(lifecycleWith({ pre_stop: [hook({ user: 'root', privileged: true })] }).ledger.lines).toHaveLength(2);
  });
});

it('preStartOf makes init containers with the environment and mounts of the service', () => {
  const service = testService('web', { pre_start: [hook({ command: ['migrate', '$(x)'], environment: { A: '2' } })] });
  const { context } = testContext([service]);
  const own = {
    name: 'web',
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '1' },
    ],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
  };
  expect(preStartOf(context, service, own, testTexts({}).of('web'))).toEqual([
    {
      name: 'web-pre-start-1',
      image: 'web:1',
      args: ['migrate', '$$(x)'],
      env: [
        { name: 'B', value: '1' },
        { name: 'A', value: '2' },
      ],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    },
  ]);
});

it('gracePeriodOf rounds up and takes the longest of a Pod', () => {
  const service = (time?: number) => testService('a', time === undefined ? {} : { stop_grace_period: time });
  expect(gracePeriodOf([service()])).toBeUndefined();
  expect(gracePeriodOf([service(1_500_000_000)])).toBe(2);
  expect(gracePeriodOf([service(1_500_000_000), service()])).toBe(30);
});

it('sharesProcesses for init of a single container', () => {
  const alone = testService('web', { init: true });
  const first = testContext([alone]);
  expect(sharesProcesses(first.context, alone)).toBe(true);
  const joined = testContext([alone, testService('side', { network_mode: 'service:web' })]);
  expect(sharesProcesses(joined.context, alone)).toBe(false);
  expect(joined.ledger.lines.at(-1)).toMatch(/^dropped services\.web\.init: /);
});
