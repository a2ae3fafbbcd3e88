import type { SupportTable } from '../../account/support.ts';
import { dropped } from '../../account/support.ts';
import { approximated, carried } from './rows.ts';

type ServiceRows = Extract<SupportTable['services'], { readonly keys: unknown }>['keys'];

const rollback = dropped('Kubernetes rolls back on request only (kubectl rollout undo)');
const watching = dropped(
  'A rollout that does not get ready stops by itself, and nothing rolls it back',
  'Watch kubectl rollout status',
);

/** The rows of `deploy`. */
export const deploySupport: ServiceRows['deploy'] = {
  ...carried('Deployment.spec'),
  keys: {
    mode: carried('DaemonSet'),
    endpoint_mode: carried('Service.spec.clusterIP'),
    replicas: carried('Deployment.spec.replicas'),
    labels: carried('Deployment.metadata.annotations'),
    update_config: {
      ...carried('Deployment.spec.strategy'),
      keys: {
        parallelism: carried('Deployment.spec.strategy.rollingUpdate'),
        delay: carried('Deployment.spec.minReadySeconds'),
        failure_action: watching,
        monitor: watching,
        max_failure_ratio: watching,
        order: carried('Deployment.spec.strategy.rollingUpdate'),
      },
    },
    rollback_config: rollback,
    resources: {
      ...carried('Container.resources'),
      keys: {
        limits: {
          ...carried('Container.resources.limits'),
          keys: {
            cpus: carried('Container.resources.limits.cpu'),
            memory: carried('Container.resources.limits.memory'),
            pids: dropped('A Pod has no field for this', 'Set podPidsLimit on the nodes'),
          },
        },
        reservations: {
          ...carried('Container.resources.requests'),
          keys: {
            cpus: carried('Container.resources.requests.cpu'),
            memory: carried('Container.resources.requests.memory'),
            generic_resources: dropped(
              'They are labels of Swarm nodes',
              'Name the resource of a device plugin under x-transpose.resources',
            ),
            devices: {
              ...carried('Container.resources.limits'),
              keys: {
                capabilities: carried('Container.resources.limits'),
                driver: carried('Container.resources.limits'),
                count: carried('Container.resources.limits'),
                device_ids: approximated('Container.resources.limits', 'The scheduler chooses the GPUs'),
                options: dropped('Device plugins take no options per Pod'),
              },
            },
          },
        },
      },
    },
    restart_policy: {
      ...approximated('Pod.spec.restartPolicy', 'Pods of a Deployment are always restarted'),
      keys: {
        condition: approximated('Pod.spec.restartPolicy', 'Pods of a Deployment are always restarted'),
        delay: dropped('The kubelet chooses the delays: 10 s, doubled up to 5 minutes'),
        max_attempts: dropped('Only a Job gives up; other Pods are restarted forever'),
        window: dropped('A container that ran for 10 minutes counts as started'),
      },
    },
    placement: {
      ...approximated('Pod.spec.nodeSelector', 'Labels are looked for on Kubernetes nodes'),
      keys: {
        constraints: approximated('Pod.spec.nodeSelector', 'Labels are looked for on Kubernetes nodes'),
        preferences: carried('Pod.spec.topologySpreadConstraints'),
        max_replicas_per_node: carried('Pod.spec.affinity.podAntiAffinity'),
      },
    },
  },
};
