import { expect, it } from 'vitest';
import { composeContext } from '../testing/compose.ts';

/** What a label of kompose sets, and why it sets nothing. */
function reading(label: string, value: string) {
  const labels = JSON.stringify({ [label]: value });
  const { context } = composeContext(`services: {web: {image: x, deploy: {replicas: 2}, labels: ${labels}}}`);
  return { settings: context.kompose.of('web'), verdicts: context.kompose.verdicts.map(({ support }) => support) };
}

it.each([
  ['kompose.hpa.replicas.min', '1', { autoscaling: { min: 1 } }],
  ['kompose.hpa.replicas.max', '2147483647', { autoscaling: { max: 2147483647 } }],
  ['kompose.cronjob.schedule', '0 3 * * *', { schedule: '0 3 * * *' }],
  ['kompose.cronjob.backoff_limit', '0', { backoffLimit: 0 }],
  ['kompose.security-context.fsgroup', '0', { fsGroup: 0 }],
  ['kompose.init.containers.image', 'busybox', { initContainer: { image: 'busybox' } }],
  ['kompose.service.nodeport.port', '30000', { nodePort: 30000, expose: 'node-port' }],
])('%s: %s sets what x-transpose would', (label, value, settings) => {
  expect(reading(label, value).settings).toMatchObject(settings);
});

it.each([
  ['kompose.hpa.replicas.min', '0'],
  ['kompose.hpa.replicas.max', '2147483648'],
  ['kompose.cronjob.schedule', 'every night'],
  ['kompose.cronjob.backoff_limit', '-1'],
  ['kompose.service.nodeport.port', '29999'],
  ['kompose.service.nodeport.port', '32768'],
  ['kompose.init.containers.image', ''],
  ['kompose.volume.storage-class-name', ''],
])('%s: %j sets nothing, and is told', (label, value) => {
  const { settings, verdicts } = reading(label, value);
  expect(settings).toEqual({});
  expect(verdicts).toMatchObject([{ kind: 'dropped' }]);
});
