import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { checkPlan } from './check.ts';
import { environmentsOf } from '../configuration/environment.ts';
import { patchesOf } from '../patch/patches.ts';
import { selectorLabels } from '../objects/metadata.ts';
import type { Container, Deployment, KubernetesService, PodSpec, Secret } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import { testContext, testTexts } from '../testing/render.ts';

/** What the checks say of a sound plan with changes. */
function faultsOf(change: {
  readonly pod?: Partial<PodSpec>;
  readonly container?: Partial<Container>;
  readonly plan?: Partial<KubernetesPlan>;
  readonly deployment?: object;
}) {
  const { context, report } = testContext([testService('web', { environment: { PASSWORD: 'hunter2hunter2' } })]);
  const labels = selectorLabels(context, 'web');
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 80 }], ...change.container },
          ],
          ...change.pod,
        },
      },
      ...change.deployment,
    },
  } satisfies Deployment;
  const plan: KubernetesPlan = {
    context,
    namespace: undefined,
    external: [],
    access: [],
    configMaps: [],
    secrets: [],
    omittedSecrets: [],
    routes: [],
    scripts: new Map(),
    environments: environmentsOf(context),
    secretTexts: testTexts({}),
    persistentVolumes: [],
    claims: [],
    dataSources: new Map(),
    networkPolicies: [],
    services: [],
    workloads: [{ of: 'web', object: deployment }],
    scaling: [],
    patches: patchesOf(context),
    ...change.plan,
  };
  checkPlan(plan);
  return report.diagnostics.map(({ message }) => message.replace('Deployment web: ', ''));
}

const secret = (name: string, data: Record<string, string>): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  data,
});
const service = (spec: KubernetesService['spec']): Partial<KubernetesPlan> => ({
  services: [{ of: 'web', object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec } }],
});
const probe = { exec: { command: ['true'] } };

describe('checkPlan', () => {
  it('has nothing to say of a sound plan', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ['a volume that is not there', { container: { volumeMounts: [{ name: 'v', mountPath: '/v' }] } }, /does not have/],
    [
      'a path that is mounted twice',
      {
        pod: { volumes: [{ name: 'v', emptyDir: {} }] },
        container: {
          volumeMounts: [
            { name: 'v', mountPath: '/v' },
            { name: 'v', mountPath: '/v' },
          ],
        },
      },
      /mount paths of web/,
    ],
    [
      'a subPath that leaves its volume',
      {
        pod: { volumes: [{ name: 'v', emptyDir: {} }] },
        container: { volumeMounts: [{ name: 'v', mountPath: '/v', subPath: '../x' }] },
      },
      /leaves its volume/,
    ],
    [
      'a variable that is given twice',
      {
        container: {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
      },
      /variables of web/,
    ],
    ['an illegal variable', { container: { env: [{ name: 'A=B', value: '1' }] } }, /is not a legal name of a variable/],
    [
      'a Secret that is not there',
      { container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] } },
      /no Secret s/,
    ],
    [
      'a key that is not there',
      {
        container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
        plan: { secrets: [secret('s', {})] },
      },
      /Secret s has no key k/,
    ],
    [
      'a claim that is not there',
      { pod: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } },
      /no PersistentVolumeClaim c/,
    ],
    ['an account that is not there', { pod: { serviceAccountName: 'a' } }, /no ServiceAccount a/],
    [
      'a port that is given twice',
      {
        container: {
          ports: [
            { name: 'a', containerPort: 1 },
            { name: 'b', containerPort: 1 },
          ],
        },
      },
      /ports of web/,
    ],
    ['a probe without handler', { container: { readinessProbe: {} } }, /0 handlers/],
    ['a probe with two', { container: { readinessProbe: { ...probe, tcpSocket: { port: 80 } } } }, /2 handlers/],
    ['a probe of an unknown port', { container: { readinessProbe: { tcpSocket: { port: 'x' } } } }, /names the port x/],
    ['an image that is empty', { container: { image: '' } }, /no image/],
    [
      'rights that exclude each other',
      { container: { securityContext: { privileged: true, allowPrivilegeEscalation: false } } },
      /beside privileged/,
    ],
    [
      'requests above limits',
      { container: { resources: { requests: { cpu: '2' }, limits: { cpu: '500m' } } } },
      /more cpu than its limit/,
    ],
    [
      'net sysctls of the node',
      {
        container: { ports: [] },
        pod: { hostNetwork: true, securityContext: { sysctls: [{ name: 'net.x', value: '1' }] } },
      },
      /net sysctls/,
    ],
    ['a hostPort that is another', { pod: { hostNetwork: true } }, /hostPort and containerPort differ/],
    [
      'Recreate with steps',
      { deployment: { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } } },
      /takes no rollingUpdate/,
    ],
    ['no way to roll', { deployment: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } } }, /both 0/],
    [
      'a selector that selects nothing',
      { deployment: { selector: { matchLabels: { a: 'b' } } } },
      /does not match its Pods/,
    ],
    [
      'a Service that selects no Pod',
      { plan: service({ selector: { a: 'b' }, ports: [{ port: 80 }] }) },
      /selects no Pod/,
    ],
    ['a Service without ports', { plan: service({}) }, /has no port/],
    [
      'ports of a Service that are one',
      {
        plan: service({
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 80 },
          ],
        }),
      },
      /is in it twice/,
    ],
    ['two of a name', { plan: { secrets: [secret('s', {}), secret('s', {})] } }, /two of this name/],
    ['a key that is illegal', { plan: { secrets: [secret('s', { 'a b': '' })] } }, /is not a legal key/],
    ['a secret value in a command', { container: { args: ['--password=hunter2hunter2'] } }, /holds a secret value/],
    [
      'a secret value in a variable',
      { container: { env: [{ name: 'A', value: 'x hunter2hunter2' }] } },
      /holds a secret value/,
    ],
    ['what is too large', { plan: { secrets: [secret('s', { k: 'x'.repeat(300_000) })] } }, /more than the 256 KiB/],
    [
      'a label that is illegal',
      { plan: { secrets: [{ ...secret('s', {}), metadata: { name: 's', labels: { a: 'b c' } } }] } },
      /is not a legal value/,
    ],
  ] as const)('finds %s', (_, change, message) => {
    const faults = faultsOf(change as Parameters<typeof faultsOf>[0]);
    expect(faults).toEqual([expect.stringMatching(message)]);
  });
});
