import { describe, expect, it } from 'vitest';
import { pathTo } from '../../account/key-path.ts';
import { testService } from '../../testing/project.ts';
import { namespaceObject, namespaceOf, securityCauses } from './namespace.ts';
import type { PodSpec } from '../objects/objects.ts';
import { testContext } from '../testing/render.ts';

describe('namespaceOf', () => {
  const nameWith = (name: string, options: Record<string, string | boolean> = {}) => {
    const { context, report } = testContext([testService('web')], { project: { name }, options });
    return [namespaceOf(context.project, context.options, report), report.failed];
  };

  it('is the project’s name, kept off the cluster’s own', () => {
    expect(nameWith('my_shop')).toEqual(['my-shop', false]);
    expect(nameWith('default')).toEqual(['default-app', false]);
    expect(nameWith('kube-system')).toEqual(['kube-system-app', false]);
  });

  it('is what the options say', () => {
    expect(nameWith('shop', { namespace: 'prod' })).toEqual(['prod', false]);
    expect(nameWith('shop', { 'no-namespace': true })).toEqual([undefined, false]);
    expect(nameWith('shop', { namespace: 'Prod' })[1]).toBe(true);
    expect(nameWith('shop', { namespace: 'prod', 'no-namespace': true })[1]).toBe(true);
  });
});

describe('securityCauses', () => {
  const causes = (spec: Partial<PodSpec>) => securityCauses('web', { containers: [], ...spec }).map(({ text }) => text);

  it('finds nothing in an ordinary Pod', () => {
    expect(
      causes({ containers: [{ name: 'web', securityContext: { capabilities: { add: ['NET_BIND_SERVICE'] } } }] }),
    ).toEqual([]);
  });

  it('finds all that baseline refuses', () => {
    expect(
      causes({ hostNetwork: true, hostPID: true, hostIPC: true, volumes: [{ name: 'v', hostPath: { path: '/' } }] }),
    ).toHaveLength(4);
    const securityContext = {
      privileged: true,
      capabilities: { add: ['NET_ADMIN'] },
      seccompProfile: { type: 'Unconfined' },
      appArmorProfile: { type: 'Unconfined' },
      seLinuxOptions: { type: 'spc_t' },
    };
    expect(
      causes({ containers: [{ name: 'web', securityContext, ports: [{ containerPort: 1, hostPort: 1 }] }] }),
    ).toHaveLength(6);
  });
});

it('namespaceObject allows privileged Pods only where some need it', () => {
  const { context, ledger } = testContext([testService('web')]);
  expect(namespaceObject(context, [])?.metadata.labels).not.toHaveProperty('pod-security.kubernetes.io/enforce');
  const cause = { text: '"web" is privileged', path: pathTo(['services', 'web', 'privileged']) };
  expect(namespaceObject(context, [cause])?.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
  });
  expect(ledger.lines).toHaveLength(1);
});
