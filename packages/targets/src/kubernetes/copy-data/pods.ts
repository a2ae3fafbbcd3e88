import { objectName } from '../../shared/k8s-name.ts';
import type { KubernetesContext } from '../context.ts';
import { commonLabels } from '../metadata.ts';
import type { PodSpec } from '../objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import type { DataSource } from '../storage/data-source.ts';
import { templateOf } from '../template.ts';

/** A Pod that holds claims while they are filled, each at its root in `/claims/NAME`. */
export interface CopyPod {
  readonly name: string;
  readonly claims: ReadonlyMap<string, readonly DataSource[]>;
  readonly manifest: object;
}

/**
 * One Pod for all claims that are mounted together: its node decides where new disks are made, so that claims of one
 * workload have to come to one node or zone, and to one where that workload may run.
 */
export function copyPods(plan: KubernetesPlan): readonly CopyPod[] {
  const known = new Set([
    ...plan.claims.map(({ metadata }) => metadata.name),
    ...plan.external.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ name }) => name),
  ]);
  const specs = plan.workloads.flatMap(({ object }) => templateOf(object)?.spec ?? []);
  const left = new Map([...plan.dataSources].filter(([claim]) => known.has(claim)));
  const pods: CopyPod[] = [];
  // What a Pod took is gone from the rest, and so is not visited.
  for (const claim of left.keys()) {
    const together = mountedTogether(specs, claim);
    const claims = new Map([...left].filter(([name]) => together.has(name)));
    for (const name of claims.keys()) left.delete(name);
    const spec = specs.find((one) => claimsOf(one).includes(claim));
    pods.push(copyPod(plan.context, claim, claims, spec));
  }
  return pods;
}

/** The claims of a Pod. */
function claimsOf({ volumes = [] }: PodSpec): readonly string[] {
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

/** The connected part of a claim in the graph of Pods and claims. */
function mountedTogether(specs: readonly PodSpec[], claim: string): ReadonlySet<string> {
  const part = new Set([claim]);
  // What is added while a set is gone through is visited too.
  for (const one of part)
    for (const spec of specs) if (claimsOf(spec).includes(one)) for (const other of claimsOf(spec)) part.add(other);
  return part;
}

function copyPod(
  context: KubernetesContext,
  first: string,
  claims: ReadonlyMap<string, readonly DataSource[]>,
  spec: PodSpec | undefined,
): CopyPod {
  const name = context.names.reserve('Pod', objectName(`copy-data-${first}`));
  const pullSecrets = context.options.imagePullSecrets.map((secret) => ({ name: secret }));
  const manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: commonLabels(context, 'copy-data') },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets }),
      ...(spec?.nodeSelector && { nodeSelector: spec.nodeSelector }),
      ...(spec?.tolerations && { tolerations: spec.tolerations }),
      ...(spec?.affinity?.nodeAffinity && { affinity: { nodeAffinity: spec.affinity.nodeAffinity } }),
      containers: [
        {
          name: 'copy',
          image: '@IMAGE@',
          command: ['sleep', 'infinity'],
          securityContext: {
            runAsUser: 0,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            // What tar needs to give files their owners and permissions.
            capabilities: { drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'] },
          },
          volumeMounts: [...claims.keys()].map((claim, index) => ({
            name: `claim-${index + 1}`,
            mountPath: `/claims/${claim}`,
          })),
        },
      ],
      volumes: [...claims.keys()].map((claim, index) => ({
        name: `claim-${index + 1}`,
        persistentVolumeClaim: { claimName: claim },
      })),
    },
  };
  return { name, claims, manifest };
}
