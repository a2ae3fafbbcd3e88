import type { SupportTable } from '../support.ts';
import { carried, dropped } from '../support.ts';

type ServiceRows = Extract<SupportTable['services'], { readonly keys: unknown }>['keys'];

const rollback = dropped('Kubernetes rolls back on request only (kubectl rollout undo)');
const watching = dropped(
  'A rollout that does not get ready stops by itself, and nothing rolls it back',
  'Watch kubectl rollout status',
);

/** The rows of `deploy`. */
export const deploySupport = {
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
            pids: dropped('No field of a Pod says this', 'Set podPidsLimit on the nodes'),
          },
        },
        reservations: {
          ...carried('Container.resources.requests'),
          keys: {
            cpus: carried('Container.resources.requests.cpu'),
            memory: carried('Container.resources.requests.memory'),
            generic_resources: dropped('They are labels of Swarm nodes', "Use a device plugin's resource in a patch"),
            devices: {
              ...carried('Container.resources.limits'),
              keys: {
                capabilities: carried('Container.resources.limits'),
                driver: carried('Container.resources.limits'),
                count: carried('Container.resources.limits'),
                device_ids: carried('Container.resources.limits'),
                options: dropped('Device plugins take no options per Pod'),
              },
            },
          },
        },
      },
    },
    restart_policy: {
      ...carried('Pod.spec.restartPolicy'),
      keys: {
        condition: carried('Pod.spec.restartPolicy'),
        delay: dropped('The kubelet chooses the delays: 10 s, doubled up to 5 minutes'),
        max_attempts: carried('Job.spec.backoffLimit'),
        window: dropped('A container that ran for 10 minutes counts as started'),
      },
    },
    placement: {
      ...carried('Pod.spec.affinity'),
      keys: {
        constraints: carried('Pod.spec.nodeSelector'),
        preferences: carried('Pod.spec.topologySpreadConstraints'),
        max_replicas_per_node: carried('Pod.spec.affinity.podAntiAffinity'),
      },
    },
  },
} as const satisfies ServiceRows['deploy'];
