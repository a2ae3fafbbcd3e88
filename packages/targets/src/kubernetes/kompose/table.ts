import { readCron } from '../../shared/cron.ts';
import type { KomposeSettings } from './settings.ts';
import type { Read } from './values.ts';
import { name, number, oneOf, percent, problem, seconds, size, text } from './values.ts';
import type { KubernetesField } from '../objects/field.ts';

/** A label of kompose that becomes a setting, with the object's field for the ledger and the words for the docs. */
export interface SettingRow {
  readonly label: string;
  readonly values: string;
  readonly field: KubernetesField;
  /** The word of Transpose for the same. */
  readonly word: string;
  readonly read: Read;
}

const liveness = 'kompose.service.healthcheck.liveness';
const readiness = 'kompose.service.healthcheck.readiness';

type ProbeName = 'liveness' | 'readiness';
type Probe = Exclude<NonNullable<NonNullable<KomposeSettings['probes']>['liveness']>, boolean>;
const probe = (which: ProbeName, settings: Probe): KomposeSettings => ({ probes: { [which]: settings } });

/** `CMD curl -f localhost`, `CMD-SHELL …` or a line for a shell. */
const shellTest = (line: string): readonly string[] => ['/bin/sh', '-c', line.replace(/^(?:CMD-SHELL|CMD)\s+/, '')];

function probeRows(prefix: string, which: ProbeName): readonly SettingRow[] {
  const field = `Container.${which}Probe` as const;
  const word = (key: string) => `x-transpose: {probes: {${which}: {${key}: …}}}`;
  const port = (make: (value: number) => Probe) => number(1, 65535, (value) => probe(which, make(value)));
  return [
    {
      label: `${prefix}.http_get_path`,
      values: 'path',
      field,
      word: word('httpGet'),
      read: text((path) => probe(which, { httpGet: { path } })),
    },
    {
      label: `${prefix}.http_get_port`,
      values: 'number',
      field,
      word: word('httpGet'),
      read: port((value) => ({ httpGet: { port: value } })),
    },
    {
      label: `${prefix}.tcp_port`,
      values: 'number',
      field,
      word: word('tcpSocket'),
      read: port((value) => ({ tcpSocket: { port: value } })),
    },
  ];
}

/** The labels that become settings. */
export const settingRows: readonly SettingRow[] = [
  {
    label: 'kompose.service.type',
    values: 'clusterip, nodeport, loadbalancer, headless',
    field: 'Service.spec.type',
    word: 'x-transpose: {expose: none|node-port|load-balancer}',
    read: oneOf<KomposeSettings>(
      {
        clusterip: { expose: 'none' },
        nodeport: { expose: 'node-port' },
        loadbalancer: { expose: 'load-balancer' },
        headless: { expose: 'none', headless: true },
      },
      (settings) => settings,
    ),
  },
  {
    label: 'kompose.service.external-traffic-policy',
    values: 'cluster, local',
    field: 'Service.spec.externalTrafficPolicy',
    word: 'x-transpose: {externalTrafficPolicy: Local}',
    read: oneOf({ cluster: 'Cluster', local: 'Local' } as const, (policy) => ({ externalTrafficPolicy: policy })),
  },
  {
    label: 'kompose.service.nodeport.port',
    values: '30000 to 32767',
    field: 'Service.spec.ports[].nodePort',
    word: 'the published number of `ports`, with x-transpose: {expose: node-port}',
    read: number(30000, 32767, (nodePort) => ({ nodePort, expose: 'node-port' })),
  },
  {
    label: 'kompose.serviceaccount-name',
    values: 'name',
    field: 'Pod.spec.serviceAccountName',
    word: 'x-transpose: {serviceAccount: NAME}',
    read: name((serviceAccount) => ({ serviceAccount })),
  },
  {
    label: 'kompose.controller.type',
    values: 'deployment, daemonset, statefulset',
    field: 'Deployment, DaemonSet, StatefulSet',
    word: 'x-transpose: {kind: StatefulSet}',
    read: oneOf({ deployment: 'Deployment', daemonset: 'DaemonSet', statefulset: 'StatefulSet' } as const, (kind) => ({
      kind,
    })),
  },
  {
    label: 'kompose.image-pull-policy',
    values: 'Always, IfNotPresent, Never',
    field: 'Container.imagePullPolicy',
    word: '`pull_policy`',
    read: oneOf({ Always: 'Always', IfNotPresent: 'IfNotPresent', Never: 'Never' } as const, (pullPolicy) => ({
      pullPolicy,
    })),
  },
  {
    label: 'kompose.image-pull-secret',
    values: 'name',
    field: 'Pod.spec.imagePullSecrets',
    word: 'x-transpose: {pullSecrets: [NAME]}, or --image-pull-secret',
    read: name((secret) => ({ pullSecrets: [secret] })),
  },
  {
    label: 'kompose.init.containers.name',
    values: 'name',
    field: 'Pod.spec.initContainers',
    word: '`pre_start`, or x-transpose.patches for another image',
    read: name((value) => ({ initContainer: { name: value } })),
  },
  {
    label: 'kompose.init.containers.image',
    values: 'image',
    field: 'Pod.spec.initContainers',
    word: '`pre_start`, or x-transpose.patches for another image',
    read: text((image) => ({ initContainer: { image } })),
  },
  {
    label: 'kompose.init.containers.command',
    values: '["word", "word"]',
    field: 'Pod.spec.initContainers',
    word: '`pre_start`, or x-transpose.patches for another image',
    read: text((command) => ({ initContainer: { command } })),
  },
  ...probeRows(liveness, 'liveness'),
  ...probeRows(readiness, 'readiness'),
  {
    label: `${readiness}.disable`,
    values: 'true, false',
    field: 'Container.readinessProbe',
    word: 'x-transpose: {probes: {readiness: false}}',
    read: oneOf<KomposeSettings>({ true: { probes: { readiness: false } }, false: {} }, (settings) => settings),
  },
  {
    label: `${readiness}.test`,
    values: 'command',
    field: 'Container.readinessProbe',
    word: '`healthcheck.test`',
    read: text((line) => probe('readiness', { exec: shellTest(line) })),
  },
  {
    label: `${readiness}.interval`,
    values: 'duration',
    field: 'Container.readinessProbe.periodSeconds',
    word: '`healthcheck.interval`',
    read: seconds((value) => probe('readiness', { periodSeconds: value })),
  },
  {
    label: `${readiness}.timeout`,
    values: 'duration',
    field: 'Container.readinessProbe.timeoutSeconds',
    word: '`healthcheck.timeout`',
    read: seconds((value) => probe('readiness', { timeoutSeconds: value })),
  },
  {
    label: `${readiness}.retries`,
    values: 'number',
    field: 'Container.readinessProbe.failureThreshold',
    word: '`healthcheck.retries`',
    read: number(1, 2 ** 31 - 1, (value) => probe('readiness', { failureThreshold: value })),
  },
  {
    label: `${readiness}.start_period`,
    values: 'duration',
    field: 'Container.readinessProbe.initialDelaySeconds',
    word: 'x-transpose: {probes: {readiness: {initialDelaySeconds: …}}}',
    read: seconds((value) => probe('readiness', { initialDelaySeconds: value }), 0),
  },
  {
    label: 'kompose.cronjob.schedule',
    values: 'five fields of cron',
    field: 'CronJob.spec.schedule',
    word: 'x-transpose: {schedule: "0 3 * * *"}',
    read: (value) => {
      const read = readCron(value);
      return read.ok ? { settings: { schedule: value } } : problem(read.message);
    },
  },
  {
    label: 'kompose.cronjob.concurrency_policy',
    values: 'Allow, Forbid, Replace',
    field: 'CronJob.spec.concurrencyPolicy',
    word: 'x-transpose.patches; Forbid is the default, as one container runs under Docker',
    read: oneOf({ Allow: 'Allow', Forbid: 'Forbid', Replace: 'Replace' } as const, (policy) => ({
      concurrencyPolicy: policy,
    })),
  },
  {
    label: 'kompose.cronjob.backoff_limit',
    values: 'number',
    field: 'CronJob.spec.jobTemplate.spec.backoffLimit',
    word: '`restart: on-failure:N`',
    read: number(0, 2 ** 31 - 1, (backoffLimit) => ({ backoffLimit })),
  },
  {
    label: 'kompose.hpa.cpu',
    values: 'percent',
    field: 'HorizontalPodAutoscaler.spec.metrics',
    word: 'x-transpose: {autoscaling: {max: 5, cpu: 50}}',
    read: percent((cpu) => ({ autoscaling: { cpu } })),
  },
  {
    label: 'kompose.hpa.memory',
    values: 'percent',
    field: 'HorizontalPodAutoscaler.spec.metrics',
    word: 'x-transpose: {autoscaling: {max: 5, memory: 70}}',
    read: percent((memory) => ({ autoscaling: { memory } })),
  },
  {
    label: 'kompose.hpa.replicas.min',
    values: 'number',
    field: 'HorizontalPodAutoscaler.spec.minReplicas',
    word: 'x-transpose: {autoscaling: {min: 2, max: 5}}',
    read: number(1, 2 ** 31 - 1, (min) => ({ autoscaling: { min } })),
  },
  {
    label: 'kompose.hpa.replicas.max',
    values: 'number',
    field: 'HorizontalPodAutoscaler.spec.maxReplicas',
    word: 'x-transpose: {autoscaling: {max: 5}}',
    read: number(1, 2 ** 31 - 1, (max) => ({ autoscaling: { max } })),
  },
  {
    label: 'kompose.security-context.fsgroup',
    values: 'number',
    field: 'Pod.spec.securityContext.fsGroup',
    word: '`user: "UID:GID"`',
    read: number(0, 2 ** 31 - 1, (fsGroup) => ({ fsGroup })),
  },
  {
    label: 'kompose.volume.size',
    values: 'size',
    field: 'PersistentVolumeClaim.spec.resources',
    word: 'x-transpose: {size: 10Gi} on the volume or service, or --volume-size',
    read: size((value) => ({ size: value })),
  },
  {
    label: 'kompose.volume.storage-class-name',
    values: 'name',
    field: 'PersistentVolumeClaim.spec.storageClassName',
    word: 'x-transpose: {storageClass: NAME} on the volume or service',
    read: name((storageClass) => ({ storageClass })),
  },
  {
    label: 'kompose.ephemeral-storage.limit',
    values: 'size',
    field: 'Container.resources.limits',
    word: 'x-transpose: {resources: {ephemeral-storage: 1Gi}}',
    read: size((value) => ({ resources: { 'ephemeral-storage': value } })),
  },
];

/** Labels of `kompose.service.expose`, which the routes read; for the docs. */
export const routeRows: readonly Pick<SettingRow, 'label' | 'values' | 'word'>[] = [
  {
    label: 'kompose.service.expose',
    values: 'true, host[/path],…',
    word: 'an Ingress, or an HTTPRoute with --route gateway',
  },
  { label: 'kompose.service.expose.tls-secret', values: 'name', word: 'secretName of the Ingress' },
  {
    label: 'kompose.service.expose.ingress-class-name',
    values: 'name',
    word: 'ingressClassName, or --ingress-class for all',
  },
];
