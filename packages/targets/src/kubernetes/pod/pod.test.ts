import { describe, expect, it } from 'vitest';
import { testService } from '../../testing/project.ts';
import { draftPod } from './pod.ts';
import type { TestContextOptions } from '../testing/render.ts';
import { testContext, testInputs } from '../testing/render.ts';

type Service = ReturnType<typeof testService>;
const needs = (condition: 'service_started' | 'service_healthy' | 'service_completed_successfully') =>
  ({ condition, required: true, restart: false }) as const;

function podOf(
  services: readonly Service[],
  given: TestContextOptions = {},
  storage: Parameters<typeof testInputs>[0] = {},
) {
  const { context, ledger } = testContext(services, given);
  const lead = context.pods.leads[0];
  if (!lead) throw new Error('no Pod');
  return { ...draftPod(context, testInputs(storage), lead).template, ledger };
}

describe('draftPod', () => {
  it('gives a container what Docker gives it, and no more', () => {
    expect(podOf([testService('web')]).spec).toEqual({
      enableServiceLinks: false,
      automountServiceAccountToken: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'web', image: 'web:1' }],
    });
  });

  it('binds the ports of the node in the network of the node', () => {
    const { spec } = podOf([testService('web', { network_mode: 'host' })], { ports: { web: [80] } });
    expect(spec.hostNetwork).toBe(true);
    expect(spec.containers[0]?.ports).toEqual([{ name: 'port-80', containerPort: 80, hostPort: 80 }]);
  });

  it('carries labels and annotations whose keys are legal', () => {
    const { metadata, ledger } = podOf([
      testService('web', { labels: { 'a.b': 'x y', '-bad': '1' }, annotations: { c: 'd' } }),
    ]);
    expect(metadata?.annotations).toEqual({ 'a.b': 'x y', c: 'd' });
    expect(ledger.lines).toEqual([expect.stringMatching(/^dropped services\.web\.labels\.-bad: /)]);
  });

  it('keeps labels of proxies as annotations where no routes are written', () => {
    const labels = { 'traefik.enable': 'true' };
    const { metadata, ledger } = podOf([testService('web', { labels })], { options: { route: 'none' } });
    expect(metadata?.annotations).toEqual(labels);
    expect(ledger.lines).toEqual([expect.stringMatching(/^approximated services\.web\.labels\.traefik\.enable: /)]);
    expect(podOf([testService('web', { labels })]).metadata?.annotations).toBeUndefined();
  });
});

describe('services of one Pod', () => {
  const vpn = testService('vpn', { healthcheck: { test: ['CMD', 'up'], interval: 5e9 }, hostname: 'gate' });

  it('starts who is depended on as a sidecar, which waits for its health', () => {
    const app = testService('app', { network_mode: 'service:vpn', depends_on: { vpn: needs('service_healthy') } });
    const { spec } = podOf([vpn, app]);
    expect(spec.containers.map(({ name }) => name)).toEqual(['app']);
    expect(spec.initContainers).toEqual([
      expect.objectContaining({
        name: 'vpn',
        restartPolicy: 'Always',
        startupProbe: expect.objectContaining({ periodSeconds: 5 }),
      }),
    ]);
    expect(spec.hostname).toBe('gate');
  });

  it('runs to its end who has to be done before', () => {
    const setup = testService('setup', { network_mode: 'service:vpn', healthcheck: { test: ['CMD', 'x'] } });
    const app = testService('app', {
      network_mode: 'service:vpn',
      depends_on: { vpn: needs('service_started'), setup: needs('service_completed_successfully') },
    });
    const { spec } = podOf([vpn, setup, app]);
    expect(spec.initContainers?.map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ['vpn', 'Always'],
      ['setup', undefined],
    ]);
    expect(spec.initContainers?.[1]?.readinessProbe).toBeUndefined();
  });

  it('starts all together before sidecars were there', () => {
    const app = testService('app', { network_mode: 'service:vpn', depends_on: { vpn: needs('service_started') } });
    const { spec } = podOf([vpn, app], { options: { 'kubernetes-version': '1.28' } });
    expect(spec.initContainers).toBeUndefined();
    expect(spec.containers.map(({ name }) => name)).toEqual(['vpn', 'app']);
  });

  it('shares processes for pid, and names the profile of each when one is privileged', () => {
    const spy = testService('spy', { pid: 'service:vpn', privileged: true });
    const { spec } = podOf([vpn, spy]);
    expect(spec.shareProcessNamespace).toBe(true);
    expect(spec.securityContext).toBeUndefined();
    expect(spec.containers.map(({ securityContext }) => securityContext)).toEqual([
      { seccompProfile: { type: 'RuntimeDefault' } },
      { privileged: true },
    ]);
  });
});

describe('Pod security', () => {
  it('makes claims writable for the user of the service, never for root', () => {
    const claims = { web: { claims: true } };
    expect(podOf([testService('web', { user: '1000:1001' })], {}, claims).spec.securityContext).toMatchObject({
      fsGroup: 1001,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    expect(podOf([testService('web', { user: '1000' })], {}, claims).spec.securityContext?.fsGroup).toBe(1000);
    expect(podOf([testService('web', { user: '50000:0' })], {}, claims).spec.securityContext?.fsGroup).toBe(50000);
    expect(podOf([testService('web', { user: 'root' })], {}, claims).spec.securityContext?.fsGroup).toBeUndefined();
    expect(podOf([testService('web', { user: '1000' })]).spec.securityContext?.fsGroup).toBeUndefined();
  });

  it('lets a user other than root read files that not everybody may read', () => {
    const secret = { name: 's', secret: { secretName: 's', defaultMode: 0o440 } };
    const group = (volume: object) =>
      podOf([testService('web', { user: '1000' })], {}, { web: { volumes: [{ ...secret, ...volume }] } }).spec
        .securityContext?.fsGroup;
    expect(group({})).toBe(1000);
    expect(group({ secret: { secretName: 's', defaultMode: 0o444 } })).toBeUndefined();
  });

  it('opens low ports to users other than root', () => {
    const { spec } = podOf([testService('web', { user: '1000' })], { ports: { web: [80] } });
    expect(spec.securityContext?.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]);
    expect(
      podOf([testService('web', { user: '0' })], { ports: { web: [80] } }).spec.securityContext?.sysctls,
    ).toBeUndefined();
    const lowest = (port: number) =>
      podOf([testService('web', { user: '1000' })], { ports: { web: [port] } }).spec.securityContext?.sysctls;
    expect([lowest(1023), lowest(1024)]).toEqual([spec.securityContext?.sysctls, undefined]);
  });

  it('sets safe sysctls, lets a privileged init container set others, and reports the rest', () => {
    const sysctls = { 'net.ipv4.tcp_syncookies': '0', 'net.core.somaxconn': '1024' };
    const plain = podOf([testService('web', { sysctls })]);
    expect(plain.spec.securityContext?.sysctls).toEqual([{ name: 'net.ipv4.tcp_syncookies', value: '0' }]);
    expect(plain.ledger.lines).toEqual([
      expect.stringMatching(/^dropped services\.web\.sysctls\.net\.core\.somaxconn: /),
    ]);
    const privileged = podOf([testService('web', { sysctls, privileged: true })]);
    expect(privileged.spec.initContainers?.[0]?.command).toEqual(['sysctl', '-w', 'net.core.somaxconn=1024']);
  });
});
