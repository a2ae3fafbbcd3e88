import { deviceRequest, fillDeviceRequests } from './device-requests.ts';
import { beforeEquals } from '../mapping.ts';
import { integerOrText, key, list, listOrMap, none, numberOrText, object, oneOf, text, words } from '../type.ts';

const updateConfig = object({
  parallelism: key(integerOrText, 'Containers updated at a time; 0: all at once.', {
    cast: 'integer',
    decode: 'count',
    zero: 'kept',
  }),
  delay: key(text, 'Time between two groups.', { decode: 'duration' }),
  failure_action: key(text, 'What to do when an update fails: continue, rollback, pause.'),
  monitor: key(text, 'Time after an update in which a failure counts against it.', { decode: 'duration' }),
  max_failure_ratio: key(numberOrText, 'Part of failures that is borne.', { cast: 'float', decode: 'single' }),
  order: key(words('start-first', 'stop-first'), 'Whether the new container starts before the old one stops.'),
});

const genericResource = object({
  discrete_resource_spec: key(
    object({
      kind: key(text, 'Name of the resource.', { zero: 'always' }),
      value: key(numberOrText, 'How many.', { decode: 'integer', zero: 'always' }),
    }),
    'A resource that is counted.',
  ),
});

const resources = object({
  limits: key(
    object({
      cpus: key(numberOrText, 'Most CPU cores that may be used.', { decode: 'cpus' }),
      memory: key(text, 'Most memory that may be used.', { decode: 'bytes' }),
      pids: key(integerOrText, 'Most processes.', { decode: 'integer' }),
    }),
    'The most that a container may use.',
  ),
  reservations: key(
    object({
      cpus: key(numberOrText, 'CPU cores that must be there.', { decode: 'cpus' }),
      memory: key(text, 'Memory that must be there.', { decode: 'bytes' }),
      generic_resources: key(list(genericResource), 'Resources of your own that must be there.'),
      devices: key(list(deviceRequest), 'Devices such as GPUs that must be there.', { fill: fillDeviceRequests }),
    }),
    'What a container needs to be placed.',
  ),
});

const restartPolicy = object({
  condition: key(text, 'When to restart: none, on-failure, any.'),
  delay: key(text, 'Time between two attempts.', { decode: 'duration', zero: 'kept' }),
  max_attempts: key(integerOrText, 'Attempts before giving up.', { cast: 'integer', decode: 'count', zero: 'kept' }),
  window: key(text, 'Time after which a start has succeeded.', { decode: 'duration', zero: 'kept' }),
});

const placement = object({
  constraints: key(list(text), 'Conditions on a node, such as `node.role==worker`.'),
  preferences: key(
    list(object({ spread: key(text, 'Label over whose values containers are spread.') })),
    'Wishes for the choice of a node.',
  ),
  max_replicas_per_node: key(integerOrText, 'Most containers of the service on a node.', {
    cast: 'integer',
    decode: 'count',
  }),
});

export const deploy = oneOf(
  object({
    mode: key(text, 'global, replicated, replicated-job or global-job.'),
    endpoint_mode: key(text, 'How clients reach the service: vip or dnsrr.'),
    replicas: key(integerOrText, 'Number of containers.', { cast: 'integer', decode: 'integer', zero: 'kept' }),
    labels: key(listOrMap, 'Labels of the service, not of its containers.', {
      merge: 'entries',
      identity: beforeEquals,
      decode: 'mapping',
    }),
    update_config: key(updateConfig, 'How an update goes on.'),
    rollback_config: key(updateConfig, 'How the way back from a failed update goes on.'),
    resources: key(resources, 'Limits and reservations.', { zero: 'always' }),
    restart_policy: key(restartPolicy, 'When containers are restarted.'),
    placement: key(placement, 'On which nodes containers run.', { zero: 'always' }),
  }),
  none,
);
