import { connectedParts } from '../../shared/graph/connected-parts.ts';
import { grouped } from '../../shared/grouped.ts';
import { objectName } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { commonLabels } from '../objects/metadata.ts';
import type { ObjectMeta, PodSpec } from '../objects/objects.ts';
import type { KubernetesPlan } from '../plan.ts';
import type { DataSource } from '../storage/data-source.ts';
import { templateOf } from '../workload/template.ts';

/** What fills the claims of a project. */
export interface Copying {
  readonly pods: readonly CopyPod[];
  /** The image that the conversion takes for what has to be done beside the project's own containers. */
  readonly image: string;
}

/** A Pod that belongs to no workload. */
export interface PodManifest {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
}

/** A Pod that holds claims while they are filled, each at its root in `/claims/NAME`. */
export interface CopyPod {
  readonly name: string;
  readonly claims: ReadonlyMap<string, readonly DataSource[]>;
  /** The Pod with an image that has `sh`, `tar`, `find`, `stat`, `xargs` and `sha256sum`. */
  manifest(image: string): PodManifest;
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
  const firstSpecs = new Map(
    specs.toReversed().flatMap((spec) => claimsOf(spec).map((claim) => [claim, spec] as const)),
  );
  const partOf = connectedParts(specs.map(claimsOf));
  const filled = [...plan.dataSources].filter(([claim]) => known.has(claim));
  return Array.from(grouped(filled, ([claim]) => partOf(claim)).values(), (part) => {
    const claims = new Map(part);
    const [first = ''] = claims.keys();
    return copyPod(plan.context, first, claims, firstSpecs.get(first));
  });
}

/** The claims of a Pod. */
function claimsOf({ volumes = [] }: PodSpec): readonly string[] {
  return volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}

function copyPod(
  context: KubernetesContext,
  first: string,
  claims: ReadonlyMap<string, readonly DataSource[]>,
  spec: PodSpec | undefined,
): CopyPod {
  const name = context.names.reserve('Pod', objectName(`copy-data-${first}`));
  const pullSecrets = context.options.imagePullSecrets.map((secret) => ({ name: secret }));
  const volumes = [...claims.keys()].map((claimName, index) => ({
    name: `claim-${index + 1}`,
    persistentVolumeClaim: { claimName },
  }));
  const manifest = (image: string): PodManifest => ({
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
          image,
          command: ['sleep', 'infinity'],
          securityContext: {
            runAsUser: 0,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            // What tar needs to give files their owners and permissions.
            capabilities: { drop: ['ALL'], add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID'] },
          },
          volumeMounts: volumes.map(({ name, persistentVolumeClaim: { claimName } }) => ({
            name,
            mountPath: `/claims/${claimName}`,
          })),
        },
      ],
      volumes,
    },
  });
  return { name, claims, manifest };
}
