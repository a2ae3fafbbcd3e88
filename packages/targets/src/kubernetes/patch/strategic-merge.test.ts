import { describe, expect, it } from 'vitest';
import { strategicMerge } from './strategic-merge.ts';

function merged(type: string, original: object, patch: object) {
  const problems: string[] = [];
  const result = strategicMerge(original, patch, type, [], (path, message) =>
    problems.push(`${path.join('.')}: ${message}`),
  );
  return { result, problems };
}

const pod = {
  containers: [
    {
      name: 'web',
      image: 'web:1',
      args: ['a', 'b'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'B' } } },
      ],
      ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      livenessProbe: { exec: { command: ['true'] }, periodSeconds: 5 },
    },
  ],
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  tolerations: [{ operator: 'Exists' }],
  nodeSelector: { disk: 'ssd', zone: 'a' },
};

const web = (patch: object) => {
  const { result, problems } = merged('PodSpec', pod, { containers: [{ name: 'web', ...patch }] });
  expect(problems).toEqual([]);
  return (result as typeof pod).containers[0];
};

describe('a patch changes', () => {
  it('nothing but what it says', () => {
    expect(merged('PodSpec', pod, {}).result).toEqual(pod);
    expect(web({ image: 'web:2' })).toEqual({ ...pod.containers[0], image: 'web:2' });
  });

  it.each([
    ['variables by name', 'env', { name: 'A', value: '2' }, [{ name: 'A', value: '2' }, pod.containers[0]!.env[1]]],
    ['a new variable', 'env', { name: 'C', value: '3' }, [...pod.containers[0]!.env, { name: 'C', value: '3' }]],
    [
      'a reference for a value',
      'env',
      { name: 'B', value: '2' },
      [pod.containers[0]!.env[0], { name: 'B', value: '2' }],
    ],
    [
      'mounts by path',
      'volumeMounts',
      { mountPath: '/data', readOnly: true },
      [{ name: 'data', mountPath: '/data', readOnly: true }],
    ],
    [
      'a port without a protocol, which is TCP',
      'ports',
      { containerPort: 53, name: 'dns' },
      [{ containerPort: 53, name: 'dns' }, pod.containers[0]!.ports[1]],
    ],
    [
      'ports by number and protocol',
      'ports',
      { containerPort: 53, protocol: 'UDP', name: 'dns' },
      [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP', name: 'dns' }],
    ],
    ['what it deletes', 'env', { name: 'A', $patch: 'delete' }, [pod.containers[0]!.env[1]]],
    [
      'what it replaces',
      'volumeMounts',
      { mountPath: '/data', name: 'x', $patch: 'replace' },
      [{ name: 'x', mountPath: '/data' }],
    ],
  ])('%s', (_, field, item, expected) => {
    expect(web({ [field]: [item] })?.[field as 'env']).toEqual(expected);
  });

  it('lists without a key as a whole', () => {
    expect(web({ args: ['c'] })?.args).toEqual(['c']);
    expect(merged('PodSpec', pod, { tolerations: [] }).result).toMatchObject({ tolerations: [] });
  });

  it('a whole list, when it says so', () => {
    expect(web({ env: [{ $patch: 'replace' }, { name: 'Z', value: '' }] })?.env).toEqual([{ name: 'Z', value: '' }]);
  });

  it('volumes and probes from one kind to another', () => {
    const { result } = merged('PodSpec', pod, { volumes: [{ name: 'data', emptyDir: {} }] });
    expect(result).toMatchObject({ volumes: [{ name: 'data', emptyDir: {} }] });
    expect((result as typeof pod).volumes[0]).not.toHaveProperty('persistentVolumeClaim');
    expect(web({ livenessProbe: { tcpSocket: { port: 80 } } })?.livenessProbe).toEqual({
      tcpSocket: { port: 80 },
      periodSeconds: 5,
    });
  });

  it('maps by key, where null removes', () => {
    const { result } = merged('PodSpec', pod, { nodeSelector: { zone: null, rack: 'r1' } });
    expect(result).toMatchObject({ nodeSelector: { disk: 'ssd', rack: 'r1' } });
    expect((result as typeof pod).nodeSelector).not.toHaveProperty('zone');
  });

  it('amounts into texts', () => {
    expect(web({ resources: { limits: { cpu: 2 } } })).toMatchObject({ resources: { limits: { cpu: '2' } } });
  });

  it('to keys that it retains', () => {
    const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } };
    expect(merged('DeploymentStrategy', strategy, { type: 'Recreate' }).result).toEqual({ type: 'Recreate' });
    expect(merged('DeploymentStrategy', strategy, { $retainKeys: ['type'], type: 'X' }).result).toEqual({ type: 'X' });
  });
});

it.each([
  [
    'an item without its key',
    { containers: [{ image: 'x' }] },
    'containers.0: an item of PodSpec.containers is known by its `name`, which this one lacks',
  ],
  ['an unknown way', { $patch: 'remove' }, '$patch: "remove" is not a way to patch'],
  [
    'an unknown directive',
    { '$setElementOrder/containers': [] },
    '$setElementOrder/containers: this directive is not known',
  ],
  [
    'an item that is not there',
    { containers: [{ name: 'x', $patch: 'delete' }] },
    'containers.0: there is no item with this `name` to delete',
  ],
])('%s is said', (_, patch, problem) => {
  expect(merged('PodSpec', pod, patch).problems).toEqual([problem]);
});
