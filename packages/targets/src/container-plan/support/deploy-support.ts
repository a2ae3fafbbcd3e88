import type { ComposeKeys } from '@transpose/core';
import type { SupportRows } from '../../account/support.ts';
import { dropped } from '../../account/support.ts';
import type { EngineField } from '../engine-field.ts';
import { carried } from './rows.ts';

type ServiceRows = SupportRows<ComposeKeys['services'], EngineField>;

/** Why keys of a cluster are dropped. */
export const swarm = 'Only a Swarm cluster has it.';

/** What the docker command line does with `deploy`. */
export const deploySupport: ServiceRows['deploy'] = {
  ...carried('docker create'),
  keys: {
    mode: dropped('One engine is all there is: `global` is one container.'),
    endpoint_mode: dropped(swarm),
    replicas: carried('replicas'),
    labels: dropped('They belong to the Swarm service, not to its containers.', 'use `labels` of the service'),
    update_config: dropped(swarm),
    rollback_config: dropped(swarm),
    placement: dropped(swarm),
    restart_policy: {
      ...carried('--restart'),
      keys: {
        condition: carried('--restart'),
        max_attempts: carried('--restart'),
        delay: dropped('The engine waits 100 ms and doubles the time with each attempt.'),
        window: dropped('The engine counts a start as successful after ten seconds.'),
      },
    },
    resources: {
      ...carried('docker create'),
      keys: {
        limits: {
          ...carried('docker create'),
          keys: { cpus: carried('--cpus'), memory: carried('--memory'), pids: carried('--pids-limit') },
        },
        reservations: {
          ...carried('docker create'),
          keys: {
            cpus: dropped('The engine reserves no CPUs, as with Docker Compose.', 'use `cpu_shares`'),
            memory: carried('--memory-reservation'),
            devices: carried('--gpus'),
            generic_resources: dropped(swarm),
          },
        },
      },
    },
  },
};
