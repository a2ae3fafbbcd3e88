import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import type { Workload } from '../objects/objects.ts';
import { draftPod } from '../pod/pod.ts';
import type { TestContextOptions } from '../testing/render.ts';
import { testContext, testInputs } from '../testing/render.ts';
import { withJobHash, workloadOf } from './workload.ts';

type Fields = NonNullable<Parameters<typeof testService>[1]>;
const deploy = (fields: object) => ({
  labels: {},
  placement: { constraints: [], preferences: [] },
  resources: {},
  ...fields,
});

function workloadWith(fields: Fields, given: TestContextOptions = {}, singleWriter = false) {
  const service = testService('web', fields);
  const { context, ledger, report } = testContext([service], given);
  const draft = draftPod(context, testInputs({ web: { singleWriter } }), service);
  return { workload: withJobHash(workloadOf(context, draft, draft.template)), ledger, report };
}

type SpecOf = { readonly [W in Workload as W['kind']]: W['spec'] };
const specOf = <K extends Workload['kind']>(workload: Workload, kind: K): SpecOf[K] => {
  expect(workload.kind).toBe(kind);
  return workload.spec as SpecOf[K];
};

describe('Deployment', () => {
  it('selects its Pods by two labels that never change', () => {
    const { workload } = workloadWith({});
    const spec = specOf(workload, 'Deployment');
    expect(spec?.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/instance': 'shop',
    });
    expect(spec?.template.metadata?.labels).toMatchObject(spec?.selector.matchLabels ?? { none: '' });
    expect(spec?.replicas).toBe(1);
    expect(spec?.strategy).toBeUndefined();
  });

  it('keeps zero replicas', () => {
    expect(specOf(workloadWith({ scale: 0 }).workload, 'Deployment')?.replicas).toBe(0);
  });

  it('replaces at once what holds a claim of one writer, whatever update_config says', () => {
    const { workload, ledger } = workloadWith(
      { deploy: deploy({ update_config: { parallelism: 0, order: 'start-first' } }) },
      {},
      true,
    );
    expect(specOf(workload, 'Deployment')?.strategy).toEqual({ type: 'Recreate' });
    expect(ledger.lines).toHaveLength(2);
  });

  it('rolls as update_config says; surge and unavailable are never both zero', () => {
    const steps = (update_config: object) =>
      specOf(workloadWith({ deploy: deploy({ update_config }) }).workload, 'Deployment')?.strategy?.rollingUpdate;
    expect(steps({ parallelism: 2, order: 'start-first' })).toEqual({ maxSurge: 2, maxUnavailable: 0 });
    expect(steps({ parallelism: 2 })).toEqual({ maxSurge: 0, maxUnavailable: 2 });
    expect(steps({ parallelism: 0, order: 'stop-first' })).toEqual({ maxSurge: 0, maxUnavailable: '100%' });
  });

  it('reports restart policies that a Deployment cannot have', () => {
    expect(workloadWith({ restart: 'on-failure' }).ledger.lines).toEqual([
      expect.stringMatching(/^approximated services\.web\.restart: /),
    ]);
    expect(workloadWith({ restart: 'unless-stopped' }).ledger.lines).toEqual([
      'carried services.web.restart: Pod.spec.restartPolicy',
    ]);
    expect(workloadWith({ restart: 'no' }, { ports: { web: [80] } }).ledger.lines).toHaveLength(1);
  });
});

describe('Job', () => {
  it('runs once and is named by its content', () => {
    const { workload } = workloadWith({ restart: 'no' });
    expect(specOf(workload, 'Job')).toMatchObject({ backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } });
    expect(workload.metadata.name).toMatch(/^web-[0-9a-f]{8}$/);
    expect(workloadWith({ restart: 'no' }).workload.metadata.name).toBe(workload.metadata.name);
    expect(workloadWith({ restart: 'no', command: ['x'] }).workload.metadata.name).not.toBe(workload.metadata.name);
  });

  it('repeats failures as often as Docker does', () => {
    const job = (restart: string) =>
      specOf(workloadWith({ deploy: deploy({ mode: 'replicated-job', replicas: 3 }), restart }).workload, 'Job');
    expect(job('on-failure:5')).toMatchObject({
      completions: 3,
      parallelism: 3,
      backoffLimit: 5,
      template: { spec: { restartPolicy: 'OnFailure' } },
    });
    expect(job('on-failure')?.backoffLimit).toBe(100);
  });
});

describe('other kinds', () => {
  it('makes a DaemonSet of global', () => {
    const spec = specOf(
      workloadWith({ deploy: deploy({ mode: 'global', update_config: { delay: 1_500_000_000, parallelism: 1 } }) })
        .workload,
      'DaemonSet',
    );
    expect(spec).toMatchObject({
      minReadySeconds: 2,
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    });
  });

  it('wants a schedule of a CronJob', () => {
    const settings = (fields: object) => ({ extensions: { 'x-transpose': { kind: 'CronJob', ...fields } } });
    expect(specOf(workloadWith(settings({ schedule: '0 3 * * *' })).workload, 'CronJob')?.schedule).toBe('0 3 * * *');
    expect(workloadWith(settings({})).report.failed).toBe(true);
  });
});

it('writes deploy.labels as annotations, where their keys are legal', () => {
  const { workload, ledger } = workloadWith({ deploy: deploy({ labels: { 'a.b/c': 'Host(`x`) && y', 'a b': '1' } }) });
  expect(workload.metadata.annotations).toEqual({ 'a.b/c': 'Host(`x`) && y' });
  expect(ledger.lines).toHaveLength(1);
});
