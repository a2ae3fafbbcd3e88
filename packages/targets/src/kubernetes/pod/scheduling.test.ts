import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { schedulingOf } from './scheduling.ts';
import { testContext } from '../testing/render.ts';

const schedulingWith = (placement: object, fields: Parameters<typeof testService>[1] = {}) => {
  const deploy = { labels: {}, resources: {}, placement: { constraints: [], preferences: [], ...placement } };
  const service = testService('web', { deploy, ...fields });
  const { context, ledger } = testContext([service]);
  return { scheduling: schedulingOf(context, service, []), ledger };
};

describe('schedulingOf', () => {
  it('selects nodes by the labels that kubelets set', () => {
    const constraints = ['node.hostname == n1', 'node.platform.arch==x86_64', 'node.labels.disk==ssd'];
    expect(schedulingWith({ constraints }).scheduling.nodeSelector).toEqual({
      'kubernetes.io/hostname': 'n1',
      'kubernetes.io/arch': 'amd64',
      disk: 'ssd',
    });
  });

  it('keeps off nodes by affinity', () => {
    const terms = schedulingWith({ constraints: ['node.labels.disk != hdd'] }).scheduling.affinity?.nodeAffinity;
    expect(terms?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'disk', operator: 'NotIn', values: ['hdd'] }] },
    ]);
  });

  it('reports roles and what no label says', () => {
    const { scheduling, ledger } = schedulingWith({ constraints: ['node.role==manager', 'engine.labels.x==y'] });
    expect(scheduling).toEqual({});
    expect(ledger.lines).toHaveLength(2);
  });

  it('reads platforms of one, two and three parts', () => {
    expect(schedulingWith({}, { platform: 'linux/arm64/v8' }).scheduling.nodeSelector).toEqual({
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'arm64',
    });
    expect(schedulingWith({}, { platform: 'aarch64' }).scheduling.nodeSelector).toEqual({
      'kubernetes.io/arch': 'arm64',
    });
    expect(schedulingWith({}, { platform: 'wasi/wasm' }).scheduling).toEqual({});
  });

  it('forbids two replicas on a node, and reports larger numbers', () => {
    const { affinity } = schedulingWith({ max_replicas_per_node: 1 }).scheduling;
    expect(affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    const { scheduling, ledger } = schedulingWith({ max_replicas_per_node: 2 });
    expect(scheduling).toEqual({});
    expect(ledger.lines).toHaveLength(1);
  });

  it('spreads over the values of a label', () => {
    const { scheduling } = schedulingWith({ preferences: [{ spread: 'node.labels.zone' }] });
    expect(scheduling.topologySpreadConstraints).toMatchObject([
      { topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ]);
  });
});
