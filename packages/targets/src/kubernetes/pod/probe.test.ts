import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { healthProbe, startupProbe } from './probe.ts';
import { testTexts, testContext } from '../testing/render.ts';

const seconds = (count: number) => count * 1_000_000_000;
const probeOf = (
  healthcheck: NonNullable<Parameters<typeof testService>[1]>['healthcheck'],
  secrets: Record<string, string> = {},
) => {
  const service = testService('web', healthcheck ? { healthcheck } : {});
  const { context, ledger } = testContext([service]);
  return { ...healthProbe(context, service, testTexts(secrets).of('web')), ledger };
};

describe('healthProbe', () => {
  it('runs a line through the shell, with Docker’s times written out', () => {
    const { probe } = probeOf({ test: ['CMD-SHELL', 'curl -f http://localhost || exit 1'] });
    expect(probe).toEqual({
      exec: { command: ['/bin/sh', '-c', 'curl -f http://localhost || exit 1'] },
      periodSeconds: 30,
      timeoutSeconds: 30,
      failureThreshold: 3,
    });
  });

  it('keeps the exec form and doubles what Kubernetes would expand', () => {
    expect(probeOf({ test: ['CMD', 'test', '$(HOME)', '$$', '$x'] }).probe?.exec?.command).toEqual([
      'test',
      '$$(HOME)',
      '$$$',
      '$x',
    ]);
  });

  it('checks at the interval of the user, and more often until it first succeeds, without ever killing', () => {
    const { probe, startup } = probeOf({
      test: ['CMD', 'true'],
      interval: seconds(3600),
      timeout: 500_000_000,
      retries: 4,
    });
    expect(probe).toMatchObject({ periodSeconds: 3600, timeoutSeconds: 1, failureThreshold: 4 });
    expect(startup).toMatchObject({ exec: { command: ['true'] }, periodSeconds: 5, failureThreshold: 2 ** 31 - 1 });
    const test = ['CMD', 'true'];
    expect(probeOf({ test, interval: seconds(5) }).startup).toBeUndefined();
    expect(probeOf({ test, interval: seconds(60), start_interval: seconds(2) }).startup?.periodSeconds).toBe(2);
    expect(probeOf({ test, interval: seconds(5), start_interval: seconds(1) }).startup?.periodSeconds).toBe(1);
  });

  it('makes no probe of NONE and disable, which leave other keys without effect', () => {
    const resolved = (key: string) => `resolved services.web.healthcheck.${key}: the healthcheck is disabled`;
    for (const [healthcheck, lines] of [
      [{ test: ['NONE'] }, []],
      [{ disable: true }, []],
      [{ test: ['NONE'], retries: 2 }, [resolved('retries')]],
      [{ test: ['CMD', 'true'], disable: true }, [resolved('test')]],
    ] as const) {
      const { probe, ledger } = probeOf(healthcheck);
      expect(probe).toBeUndefined();
      expect(ledger.lines).toEqual(lines);
    }
  });

  it('reports a healthcheck that leaves the test to the image', () => {
    const { probe, ledger } = probeOf({ interval: seconds(10) });
    expect(probe).toBeUndefined();
    expect(ledger.lines).toHaveLength(1);
    expect(ledger.lines[0]).toMatch(/^dropped services\.web\.healthcheck: /);
  });

  it('puts a test that holds a secret into a script', () => {
    const { probe, script } = probeOf(
      { test: ['CMD-SHELL', 'redis-cli -a hunter2hunter2 ping'] },
      { REDIS_PASSWORD: 'hunter2hunter2' },
    );
    expect(script).toBe('redis-cli -a hunter2hunter2 ping\n');
    expect(probe?.exec?.command).toEqual(['/bin/sh', '/.transpose/healthcheck.sh']);
  });

  it('quotes the words of an exec form that goes into a script', () => {
    const { script } = probeOf(
      { test: ['CMD', 'redis-cli', '-a', 'it is$secret'] },
      { REDIS_PASSWORD: 'it is$secret' },
    );
    expect(script).toBe('exec redis-cli -a "it is\\$secret"\n');
  });

  it('lets an open port stand for health when others wait for it and there is no test', () => {
    const db = testService('db');
    const web = testService('web', {
      depends_on: { db: { condition: 'service_healthy', required: true, restart: false } },
    });
    const { context, ledger } = testContext([db, web], { ports: { db: [5432] } });
    expect(healthProbe(context, db, testTexts({}).of('web'))?.probe).toEqual({
      tcpSocket: { port: 5432 },
      periodSeconds: 5,
    });
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.depends_on\.db: /)]);
  });
});

it('startupProbe gives at least ten minutes, since Kubernetes kills what does not pass', () => {
  const service = testService('db', { healthcheck: { test: ['CMD', 'true'], start_period: seconds(20) } });
  expect(
    startupProbe(service, { exec: { command: ['true'] }, periodSeconds: 10, failureThreshold: 9 }).failureThreshold,
  ).toBe(60);
});
