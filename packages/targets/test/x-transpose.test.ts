import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { kubernetes } from '@transpose/targets/kubernetes';
import { convert } from '../src/convert.ts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';

// Tests read into objects of every kind.
// oxlint-disable-next-line typescript/no-explicit-any
type Manifest = any;

function converted(compose: string, options: OptionValues = {}) {
  const host = memoryHost({ files: { '/shop/compose.yaml': compose }, cwd: '/shop' });
  const loaded = loadProject(host);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { files, diagnostics, account } = convert({ host, loaded, target: kubernetes, options, layout: 'stream' });
  const objects: readonly Manifest[] = files.flatMap(({ content }) =>
    parseAllDocuments(content).map((document): Manifest => ('toJS' in document ? document.toJS() : {})),
  );
  return {
    objects,
    notes: account.notes.map(({ message }) => message),
    errors: diagnostics.map(({ message, path, hint }) => [message, path?.slice(2).join('.'), hint]),
    get: (kind: string, name: string): Manifest =>
      objects.find((object) => object.kind === kind && object.metadata.name === name),
  };
}

/** A service with settings. */
const web = (settings: string, rest = 'ports: ["80:80"]') =>
  `name: shop\nservices:\n  web: {image: "a:1", ${rest}, x-transpose: {${settings}}}\n`;

describe('settings of a service', () => {
  it.each([
    ['kind: StatefulSet', 'StatefulSet'],
    ['kind: DaemonSet', 'DaemonSet'],
    ['schedule: "0 3 * * *"', 'CronJob'],
    ['kind: CronJob, schedule: "0 3 * * *"', 'CronJob'],
  ])('%s', (settings, kind) => {
    expect(converted(web(settings)).get(kind, 'web')).toBeDefined();
  });

  it('kind: none leaves it out', () => {
    const { objects } = converted(`${web('kind: none')}  other: {image: "b:1"}\n`);
    expect(objects.map(({ metadata }) => metadata.name)).not.toContain('web');
  });

  it('expose, sessionAffinity and externalTrafficPolicy', () => {
    const { get } = converted(web('expose: node-port, sessionAffinity: ClientIP, externalTrafficPolicy: Local'));
    expect(get('Service', 'web').spec.sessionAffinity).toBe('ClientIP');
    expect(get('Service', 'web-published').spec).toMatchObject({
      type: 'NodePort',
      sessionAffinity: 'ClientIP',
      externalTrafficPolicy: 'Local',
    });
  });

  it('size, access-mode and storage_class of its claims, which the volume itself knows better', () => {
    const settings = 'size: 10g, access-mode: ReadWriteMany, storage_class: fast';
    const compose = `${web(settings, 'volumes: ["one:/a", "two:/b"]')}volumes: {one: {}, two: {x-transpose: {size: 2Gi, storageClass: slow}}}\n`;
    const { get } = converted(compose);
    expect(get('PersistentVolumeClaim', 'one').spec).toEqual({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'fast',
      resources: { requests: { storage: '10Gi' } },
    });
    expect(get('PersistentVolumeClaim', 'two').spec).toMatchObject({
      storageClassName: 'slow',
      resources: { requests: { storage: '2Gi' } },
    });
  });

  it('serviceAccount, runtimeClass, pullSecrets and resources', () => {
    const { get } = converted(
      web('serviceAccount: robot, runtimeClass: gvisor, pullSecrets: [a], resources: {example.com/fpga: 2}'),
      { 'image-pull-secret': ['b'] },
    );
    const pod = get('Deployment', 'web').spec.template.spec;
    expect(pod).toMatchObject({
      serviceAccountName: 'robot',
      automountServiceAccountToken: true,
      runtimeClassName: 'gvisor',
      imagePullSecrets: [{ name: 'b' }, { name: 'a' }],
    });
    expect(pod.containers[0].resources.limits).toEqual({ 'example.com/fpga': '2' });
  });

  it('populate fills an empty claim from the image', () => {
    const { get } = converted(`${web('populate: true', 'volumes: ["one:/a"]')}volumes: {one: {}}\n`);
    expect(get('Deployment', 'web').spec.template.spec.initContainers).toMatchObject([
      { name: 'populate-one', image: 'a:1', volumeMounts: [{ name: 'one', subPath: 'data' }] },
    ]);
  });

  it('autoscaling takes the number of Pods from the workload', () => {
    const { get, notes } = converted(web('autoscaling: {max: 5, cpu: 60, memory: 70}', 'deploy: {replicas: 2}'));
    expect(get('Deployment', 'web').spec.replicas).toBeUndefined();
    expect(get('HorizontalPodAutoscaler', 'web').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [{ resource: { name: 'cpu' } }, { resource: { name: 'memory' } }],
    });
    expect(notes.join()).toContain('metrics server');
  });

  it('disruptionBudget is for more than one replica', () => {
    const budget = 'disruptionBudget: {maxUnavailable: 1}';
    expect(converted(web(budget, 'deploy: {replicas: 2}')).get('PodDisruptionBudget', 'web').spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
    });
    const alone = converted(web(budget));
    expect(alone.get('PodDisruptionBudget', 'web')).toBeUndefined();
    expect(alone.notes.join()).toContain('one replica');
  });

  it.each([
    ['a key that is mistyped', 'accesMode: x', 'unknown key "accesMode" in services.web.x-transpose', 'accessMode'],
    ['a value in other letters', 'kind: deployment', '"deployment"', 'Deployment'],
    ['a size that is none', 'size: large', 'must be a size such as 10Gi', undefined],
    ['a number where a text belongs', 'schedule: 3', 'must be a string, and is a number', 'quotes'],
    ['a schedule of a server', 'kind: Job, schedule: "0 * * * *"', 'only a CronJob has a schedule', undefined],
    ['a CronJob without one', 'kind: CronJob', 'has no schedule', 'schedule'],
    ['fewer than least', 'autoscaling: {min: 5, max: 2}', 'more than the most', undefined],
    ['pods of each node by load', 'kind: DaemonSet, autoscaling: {max: 2}', 'DaemonSet does not follow', undefined],
    ['two budgets', 'disruptionBudget: {minAvailable: 1, maxUnavailable: 1}', 'either', undefined],
    ['an address', 'externalNames: {db: 10.0.0.1}', '"10.0.0.1" is an address', undefined],
    ['a name that is taken', 'externalNames: {web: a.example}', 'is the name of a service', undefined],
  ])('refuse %s', (_, settings, message, hint) => {
    const { errors } = converted(web(settings));
    expect(errors).toHaveLength(1);
    expect(errors[0]?.[0]).toContain(message);
    if (hint !== undefined) expect(errors[0]?.[2]).toContain(hint);
  });

  it('are refused where another service has the Pod', () => {
    const { errors } = converted(
      'services: {a: {image: "a:1"}, b: {image: "b:1", network_mode: "service:a", x-transpose: {kind: Job}}}',
    );
    expect(errors).toEqual([['"b" is a container in the Pod of "a"', 'x-transpose.kind', 'set kind under "a"']]);
  });
});

describe('probes', () => {
  const checked = (
    probes: string,
    healthcheck = 'healthcheck: {test: ["CMD", "ok"], interval: 20s, start_period: 60s}',
  ) => {
    const { get, errors } = converted(web(`probes: {${probes}}`, `${healthcheck}ports: ["80"]`.replace('}p', '}, p')));
    const { readinessProbe, livenessProbe, startupProbe } =
      get('Deployment', 'web')?.spec.template.spec.containers[0] ?? {};
    return { readinessProbe, livenessProbe, startupProbe, errors };
  };

  it('has the times of a healthcheck without a test', () => {
    const { livenessProbe } = checked(
      'liveness: {tcpSocket: {port: 80}}',
      'healthcheck: {interval: 11s, timeout: 2s, retries: 6}',
    );
    expect(livenessProbe).toEqual({
      tcpSocket: { port: 80 },
      periodSeconds: 11,
      timeoutSeconds: 2,
      failureThreshold: 6,
    });
  });

  it('kill on request only, after start_period and the retries', () => {
    const { readinessProbe, livenessProbe, startupProbe } = checked('liveness: true');
    expect(readinessProbe.exec.command).toEqual(['ok']);
    expect(livenessProbe).toMatchObject({ exec: { command: ['ok'] }, periodSeconds: 20, failureThreshold: 3 });
    expect(startupProbe).toMatchObject({ exec: { command: ['ok'] }, periodSeconds: 10, failureThreshold: 12 });
  });

  it('are what is written', () => {
    const { readinessProbe, livenessProbe, startupProbe } = checked(
      'readiness: {httpGet: {path: /ready, port: port-80}, periodSeconds: 3}, liveness: {tcpSocket: {port: 80}}, startup: false',
    );
    expect(readinessProbe).toMatchObject({ httpGet: { path: '/ready', port: 'port-80' }, periodSeconds: 3 });
    expect(readinessProbe.exec).toBeUndefined();
    expect(livenessProbe.tcpSocket).toEqual({ port: 80 });
    expect(startupProbe).toBeUndefined();
  });

  it('can be switched off', () => {
    expect(checked('readiness: false').readinessProbe).toBeUndefined();
  });

  it.each([
    ['liveness: true', '', 'there is no healthcheck to take it from'],
    ['readiness: {periodSeconds: 3}', '', 'it says nothing of what to try'],
    ['readiness: {tcpSocket: {port: http}}', '', '"web" has no port of the name "http"'],
    ['readiness: {tcpSocket: {port: 80}, exec: [x]}', '', 'a probe has one of'],
  ])('%s is refused', (probes, healthcheck, message) => {
    expect(checked(probes, healthcheck).errors[0]?.[0]).toContain(message);
  });
});

describe('settings of the project', () => {
  it('are for all services', () => {
    const { get } = converted(
      'name: shop\nx-transpose: {pullSecrets: [reg], size: 5Gi, storageClass: fast, expose: none, externalNames: {ldap: ldap.example.com}}\n' +
        'services: {web: {image: "a:1", ports: ["80:80"], volumes: ["one:/a"]}}\nvolumes: {one: {}}\n',
    );
    expect(get('Deployment', 'web').spec.template.spec.imagePullSecrets).toEqual([{ name: 'reg' }]);
    expect(get('Service', 'web-published')).toBeUndefined();
    expect(get('PersistentVolumeClaim', 'one').spec).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '5Gi' } },
    });
    expect(get('Service', 'ldap').spec).toEqual({ type: 'ExternalName', externalName: 'ldap.example.com' });
  });
});

describe('patches', () => {
  it('change the object of the service’s own name, or a named one', () => {
    const { get } = converted(
      web(
        'patches: {Deployment: {spec: {template: {spec: {priorityClassName: high}}}}, Service/web-published: {spec: {loadBalancerClass: x}}}',
      ),
    );
    expect(get('Deployment', 'web').spec.template.spec.priorityClassName).toBe('high');
    expect(get('Service', 'web-published').spec.loadBalancerClass).toBe('x');
  });

  it('change the hash of a Job, and what waits for it', () => {
    const compose = (patch: string) =>
      `services:\n  job: {image: "a:1", x-transpose: {kind: Job${patch}}}\n  app: {image: "b:1", depends_on: {job: {condition: service_completed_successfully}}}\n`;
    const nameOf = (patch: string) => {
      const { objects } = converted(compose(patch));
      const { name } = objects.find(({ kind }) => kind === 'Job').metadata;
      expect(JSON.stringify(objects.find(({ kind }) => kind === 'Deployment'))).toContain(`"job/${name}"`);
      return name as string;
    };
    expect(nameOf(', patches: {Job: {spec: {ttlSecondsAfterFinished: 60}}}')).not.toBe(nameOf(''));
  });

  it('of ConfigMaps roll the Pods that use them', () => {
    const compose = (patch: string) =>
      `services: {web: {image: "a:1", configs: [c]}}\nconfigs: {c: {content: x}}\nx-transpose: {patches: {${patch}}}\n`;
    const checksum = (patch: string) =>
      converted(compose(patch)).get('Deployment', 'web').spec.template.metadata.annotations[
        'checksum/config'
      ] as string;
    expect(checksum('ConfigMap/c: {data: {more: "y"}}')).not.toBe(checksum(''));
  });

  it('delete objects, but no workloads', () => {
    expect(converted(web('patches: {Service/web-published: {$patch: delete}}')).get('Service', 'web-published')).toBe(
      undefined,
    );
    expect(converted(web('patches: {Deployment: {$patch: delete}}')).errors).toEqual([
      [
        'a workload is not deleted by a patch',
        'x-transpose.patches.Deployment.$patch',
        'write `kind: none` under x-transpose',
      ],
    ]);
  });

  it('may name what is in the cluster, which is noted', () => {
    const { errors, notes } = converted(
      web(
        'patches: {Deployment: {spec: {template: {spec: {containers: [{name: web, envFrom: [{secretRef: {name: there}}]}]}}}}}',
      ),
    );
    expect(errors).toEqual([]);
    expect(notes.join()).toContain('there is no Secret there');
  });

  it('may set what is behind a gate', () => {
    const { get, errors } = converted(
      web(
        'patches: {Deployment: {spec: {template: {spec: {os: {name: linux}, containers: [{name: web, lifecycle: {stopSignal: SIGUSR1}}]}}}}}',
      ),
    );
    expect(errors).toEqual([]);
    expect(get('Deployment', 'web').spec.template.spec.containers[0].lifecycle).toEqual({ stopSignal: 'SIGUSR1' });
  });

  it.each([
    ['an object that is not written', 'StatefulSet: {}', 'no object "StatefulSet/web" is written', 'StatefulSet'],
    [
      'a name with a typo',
      'Service/web-publishd: {}',
      'no object "Service/web-publishd" is written',
      'Service/web-publishd',
    ],
    [
      'a field that is none',
      'Deployment: {spec: {replcas: 2}}',
      'spec.replcas: a DeploymentSpec has no such field',
      'Deployment.spec.replcas',
    ],
    [
      'another name',
      'Deployment: {metadata: {name: x}}',
      'metadata.name: a patch makes no other object',
      'Deployment.metadata.name',
    ],
    [
      'an illegal object',
      'Deployment: {spec: {template: {spec: {containers: [{name: web, image: ""}]}}}}',
      'Deployment web: container web: it has no image',
      'Deployment',
    ],
    [
      'a container without a name',
      'Deployment: {spec: {template: {spec: {containers: [{image: x}]}}}}',
      'is known by its `name`',
      'Deployment.spec.template.spec.containers.0',
    ],
  ])('with %s are refused at their place', (_, patch, message, place) => {
    const { errors, objects } = converted(web(`patches: {${patch}}`));
    expect(objects).toEqual([]);
    expect(errors[0]?.[0]).toContain(message);
    expect(errors[0]?.[1]).toBe(`x-transpose.patches.${place}`);
  });
});
