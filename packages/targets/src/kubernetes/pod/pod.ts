import type { Service } from '@transpose/core';
import { podAnnotations } from '../workload/annotations.ts';
import type { ServiceContainer } from './container.ts';
import { containerOf } from './container.ts';
import type { ConfigFiles } from '../configuration/config-files.ts';
import type { Environments } from '../configuration/environment.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from './pod-parts.ts';
import type { Storage } from '../storage/storage.ts';
import { dnsOf } from '../network/dns.ts';
import { pullSecretsOf } from './image.ts';
import { komposeInit } from '../kompose/init-container.ts';
import { gracePeriodOf, sharesProcesses } from './lifecycle.ts';
import { commonLabels } from '../objects/metadata.ts';
import type { Container, PodAffinityTerm, PodSpec, PodTemplateSpec, PodVolume } from '../objects/objects.ts';
import { podSecurity, sysctlInit } from '../security/pod-security.ts';
import { dependencyOrder } from '../../shared/graph/dependency-order.ts';
import { startupProbe } from './probe.ts';
import { schedulingOf } from './scheduling.ts';
import type { ProjectTexts } from '../configuration/secret-text.ts';
import { appArmorFieldSince, isAppArmorUnconfined, isUnconfined } from '../security/security.ts';

/** What the makers of environment and mounts found. */
export interface PodInputs {
  readonly environments: Environments;
  /** The texts of each service without secret values. */
  readonly secrets: ProjectTexts;
  readonly storage: Storage;
  readonly configFiles: ConfigFiles;
}

/** A Pod as far as it depends on nothing but its own services: waits and checksums come later. */
export interface PodDraft {
  readonly lead: Service;
  readonly containers: readonly ServiceContainer[];
  readonly template: PodTemplateSpec & { readonly spec: PodSpec };
  /** Whether a claim of one writer is mounted. */
  readonly singleWriter: boolean;
}

/** Sidecars that start before the others and stay are known from this version on. */
const sidecarsSince = 29;

/** The Pod of a lead and of the services that share it. */
export function draftPod(context: KubernetesContext, inputs: PodInputs, lead: Service): PodDraft {
  const members = context.pods.membersOf(lead.name);
  const mounts = members.map((member) => [inputs.storage.of(member.name), inputs.configFiles.of(member.name)]);
  const pod = { ports: new Set<string>(), unconfined: members.some(isUnconfined) };
  const containers = members.map((member, index) =>
    containerOf(
      context,
      member,
      inputs.environments.of(member.name),
      inputs.secrets.of(member.name),
      mounts[index] ?? [],
      pod,
    ),
  );
  const parts = mounts.flat();
  const { before, main } = startOrder(context, containers);
  const setSysctls = sysctlInit(context, lead);
  const initContainers = [
    ...(setSysctls ? [setSysctls] : []),
    ...uniqueByName(parts.flatMap((part) => part.initContainers)),
    ...before,
    ...members.flatMap((member) => komposeInit(context, member)),
    ...main.flatMap(({ preStart }) => preStart),
  ];
  const volumes = uniqueByName<PodVolume>([
    ...parts.flatMap((part) => part.volumes),
    ...containers.flatMap((one) => one.volumes),
  ]);
  const security = podSecurity(
    context,
    lead,
    members.map((_, index) => merged(mounts[index] ?? [])),
  );
  const pullSecrets = pullSecretsOf(context, members);
  const grace = gracePeriodOf(members);
  const spec: PodSpec = {
    ...surroundingsOf(context, lead),
    ...dnsOf(context, lead),
    ...(security && { securityContext: security }),
    ...schedulingOf(context, lead, affinityTerms(parts)),
    ...(pullSecrets && { imagePullSecrets: pullSecrets }),
    ...(grace !== undefined && { terminationGracePeriodSeconds: grace }),
    ...(initContainers.length > 0 && { initContainers }),
    containers: main.map(({ container }) => container),
    ...(volumes.length > 0 && { volumes }),
  };
  return {
    lead,
    containers,
    template: { metadata: podMetadata(context, inputs, lead, members, parts), spec },
    singleWriter: parts.some((part) => part.singleWriter),
  };
}

/** What of the node and of the cluster a Pod sees, and as whom. */
function surroundingsOf(context: KubernetesContext, lead: Service): Partial<PodSpec> {
  const { serviceAccount: account, runtimeClass } = context.settings(lead.name);
  return {
    // Docker gives a container neither variables of its peers' addresses nor a token of the cluster.
    enableServiceLinks: false,
    automountServiceAccountToken: account !== undefined,
    ...(account !== undefined && { serviceAccountName: account }),
    ...(runtimeClass !== undefined && { runtimeClassName: runtimeClass }),
    ...(lead.network_mode === 'host' && { hostNetwork: true }),
    ...(lead.pid === 'host' && { hostPID: true }),
    ...(lead.ipc === 'host' && { hostIPC: true }),
    ...(sharesProcesses(context, lead) && { shareProcessNamespace: true }),
  };
}

function podMetadata(
  context: KubernetesContext,
  inputs: PodInputs,
  lead: Service,
  members: readonly Service[],
  parts: readonly PodParts[],
): PodTemplateSpec['metadata'] {
  const name = context.names.service(lead.name);
  const appArmor = members
    .filter((member) => isAppArmorUnconfined(member) && context.options.minor < appArmorFieldSince)
    .map(
      (member) =>
        [`container.apparmor.security.beta.kubernetes.io/${context.names.service(member.name)}`, 'unconfined'] as const,
    );
  const annotations = {
    ...Object.assign(
      {},
      ...members.toReversed().map((member) => podAnnotations(context, member, inputs.secrets.of(member.name))),
    ),
    ...Object.fromEntries(appArmor),
  } as Record<string, string>;
  return {
    labels: {
      ...commonLabels(context, name),
      ...Object.assign({}, ...members.map((member) => context.hosts.podLabels(member.name))),
      ...Object.assign({}, ...parts.map((part) => part.podLabels)),
    } as Record<string, string>,
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
}

/**
 * Services of one Pod that others of it depend on are before them: who has to end as an init container, who has to
 * run as a sidecar, which Kubernetes starts before the rest and keeps. A wait on the own Pod would never end.
 */
function startOrder(
  context: KubernetesContext,
  containers: readonly ServiceContainer[],
): { readonly before: readonly Container[]; readonly main: readonly ServiceContainer[] } {
  const byName = new Map(containers.map((one) => [one.service.name, one]));
  const conditions = new Map<string, Set<string>>();
  for (const { service } of containers) {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      if (byName.has(name) && name !== service.name)
        conditions.set(name, (conditions.get(name) ?? new Set()).add(condition));
    }
  }
  const needed = ({ service }: ServiceContainer) =>
    Object.keys(service.depends_on).flatMap((name) => (conditions.has(name) ? (byName.get(name) ?? []) : []));
  const ordered = dependencyOrder(containers, needed);

  const before: Container[] = [];
  const main: ServiceContainer[] = [];
  for (const one of ordered) {
    const wanted = conditions.get(one.service.name);
    const completes = wanted?.has('service_completed_successfully') === true;
    if (wanted && (completes || context.options.minor >= sidecarsSince)) {
      before.push(...one.preStart, completes ? initContainer(one) : sidecar(one, wanted));
    } else {
      if (wanted)
        context.ledger.note('It starts together with the others of its Pod: sidecars came with Kubernetes 1.29', [
          'services',
          one.service.name,
        ]);
      main.push(one);
    }
  }
  return { before, main };
}

function initContainer({ container }: ServiceContainer): Container {
  const {
    readinessProbe: _ready,
    livenessProbe: _alive,
    startupProbe: _started,
    lifecycle: _lifecycle,
    ...rest
  } = container;
  return rest;
}

function sidecar({ service, container }: ServiceContainer, conditions: ReadonlySet<string>): Container {
  // Kubernetes starts nothing behind a sidecar that has not passed its startup probe: only those who wait for health want that.
  const { startupProbe: _started, ...rest } = container;
  const probe = container.readinessProbe;
  return {
    ...rest,
    restartPolicy: 'Always',
    ...(conditions.has('service_healthy') && probe && { startupProbe: startupProbe(service, probe) }),
  };
}

function merged(parts: readonly PodParts[]): PodParts {
  const fsGroup = parts.map((part) => part.fsGroup).find((group) => group !== undefined);
  return {
    volumes: parts.flatMap((part) => part.volumes),
    volumeMounts: [],
    initContainers: [],
    podLabels: {},
    podAffinity: [],
    claims: parts.some((part) => part.claims),
    singleWriter: parts.some((part) => part.singleWriter),
    ...(fsGroup !== undefined && { fsGroup }),
  };
}

function affinityTerms(parts: readonly PodParts[]): readonly PodAffinityTerm[] {
  const terms = new Map<string, PodAffinityTerm>();
  for (const term of parts.flatMap((part) => part.podAffinity)) terms.set(JSON.stringify(term), term);
  return [...terms.values()];
}

function uniqueByName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}
