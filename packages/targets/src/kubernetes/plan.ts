import type { Origin, Service } from '@transpose/core';
import { imageBuilders } from '../shared/images/built-images.ts';
import { withImages } from '../shared/images/with-images.ts';
import { projectSettings, serviceSettings } from '@transpose/core';
import type { Conversion } from '../target.ts';
import type { HashedObjects } from './workload/checksum.ts';
import { hashedObjects, saltOf, withChecksum } from './workload/checksum.ts';
import { configFilesOf } from './configuration/config-files.ts';
import type { Basis } from './facts/basis.ts';
import type { Environments } from './configuration/environment.ts';
import type {
  ExternalObject,
  ConfigMap,
  HorizontalPodAutoscaler,
  RouteObject,
  KubernetesService,
  Manifest,
  Namespace,
  NetworkPolicy,
  PersistentVolume,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Secret,
  Workload,
} from './objects/objects.ts';
import type { KubernetesContext } from './facts/context.ts';
import { findDependents } from './facts/dependents.ts';
import { deriveContext } from './facts/derive-context.ts';
import { envFileOf } from './configuration/env-files.ts';
import { environmentsOf } from './configuration/environment.ts';
import { externalNameServices } from './network/external-names.ts';
import { readKompose } from './kompose/read-labels.ts';
import { reportKompose } from './kompose/report.ts';
import type { KomposeSettings } from './kompose/settings.ts';
import { checkMemberSettings } from './facts/member-settings.ts';
import { restartLine } from './output/header.ts';
import { namespaceObject, namespaceOf, securityCauses } from './security/namespace.ts';
import { networkPolicies } from './network/network-policy.ts';
import { reportObstacles } from './wait/obstacles.ts';
import { readOptions } from './options.ts';
import { reportPeers } from './facts/peers.ts';
import type { Patches } from './patch/patches.ts';
import { patchesOf } from './patch/patches.ts';
import type { PodDraft, PodInputs } from './pod/pod.ts';
import { draftPod } from './pod/pod.ts';
import type { ProjectTexts } from './configuration/secret-text.ts';
import { secretTexts } from './configuration/secret-text.ts';
import { withScale } from './facts/scale.ts';
import { noSecrets } from '../shared/secrets/project-secrets.ts';
import { scalingObjects } from './workload/scaling.ts';
import { serviceObjects } from './network/service.ts';
import { readRoutes } from './routes/labels/read-routes.ts';
import { routeObjects } from './routes/objects/route-objects.ts';
import { checkSharedPorts, podGroups } from './facts/pod-groups.ts';
import { storageOf } from './storage/storage.ts';
import type { DataSource } from './storage/data-source.ts';
import { scriptKey } from './pod/probe.ts';
import { templateOf, withTemplate } from './workload/template.ts';
import { reportUnsupported } from './support/unsupported.ts';
import type { Wait } from './wait/wait.ts';
import { needsToken, waitsOf } from './wait/wait.ts';
import { waitAccess, waitAccount } from './wait/wait-access.ts';
import { tokenSource, waitContainers } from './wait/wait-containers.ts';
import { reportKinds } from './facts/workload-kind.ts';
import { withJobHash, workloadOf } from './workload/workload.ts';

/** All objects of a project, by what they are; `of`: the Compose service that an object belongs to. */
export interface KubernetesPlan {
  readonly context: KubernetesContext;
  readonly namespace: Namespace | undefined;
  /** Objects that Pods refer to and that are there already, or that the user makes. */
  readonly external: readonly ExternalObject[];
  readonly access: readonly Manifest[];
  readonly configMaps: readonly ConfigMap[];
  readonly secrets: readonly Secret[];
  /** Those that `--secrets omit` leaves to the user. */
  readonly omittedSecrets: readonly Secret[];
  /** The scripts of healthchecks that are in Secrets, by service. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly environments: Pick<Environments, 'of'>;
  /** The texts of each service without secret values. */
  readonly secretTexts: ProjectTexts;
  readonly persistentVolumes: readonly PersistentVolume[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** What Docker has for each claim. */
  readonly dataSources: ReadonlyMap<string, readonly DataSource[]>;
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly services: readonly OwnedObject<KubernetesService>[];
  readonly routes: readonly OwnedObject<RouteObject>[];
  readonly workloads: readonly OwnedObject<Workload>[];
  readonly scaling: readonly (HorizontalPodAutoscaler | PodDisruptionBudget)[];
  readonly patches: Patches;
}

export interface OwnedObject<T extends Manifest> {
  readonly of: string;
  readonly object: T;
}

/** Project to objects. */
export function planKubernetes(conversion: Conversion): KubernetesPlan {
  const context = contextOf(conversion);
  reportUnsupported(context);
  reportKompose(context);
  checkMemberSettings(context);
  checkSharedPorts(context.pods, (name) => declaredPorts(context, name), context.report);

  const environments = environmentsOf(context);
  const secrets = secretTexts(context, environments);
  const storage = storageOf(context);
  const inputs: PodInputs = {
    environments,
    secrets,
    storage,
    configFiles: configFilesOf(context, storage),
  };
  const drafts = context.pods.leads.map((lead) => draftPod(context, inputs, lead));
  const patches = patchesOf(context);
  const patched = <T extends Manifest>(objects: readonly T[]): readonly T[] =>
    objects.flatMap((object) => patches.on(object) ?? []);
  const files = patched([
    ...inputs.environments.objects(
      new Map(drafts.flatMap(scriptOf).map(([service, script]) => [service, { [scriptKey]: script }])),
      secrets,
    ),
    ...inputs.configFiles.objects,
    ...inputs.storage.files,
  ]);
  const patchedOwned = <T extends Manifest>(objects: readonly OwnedObject<T>[]): readonly OwnedObject<T>[] =>
    objects.flatMap(({ of, object }) => {
      const changed = patches.on(object);
      return changed ? [{ of, object: changed }] : [];
    });
  const written = files.filter((object) => object.kind === 'Secret');
  const omitted = context.options.secrets === 'omit' ? written : [];
  const waits = waitsOf(context);
  // A hash of a value that is kept elsewhere would let others test guesses of it.
  const salt = saltOf(conversion);
  const apart = omitted.length > 0 || (conversion.layout === 'directory' && salt === undefined);
  const hashed = apart ? files.filter(({ kind }) => kind === 'ConfigMap') : files;
  if (apart && written.length > 0)
    context.ledger.note(`A changed secret value does not restart Pods by itself: run ${restartLine(context)}`);
  const { workloads, access } = finishPods(context, drafts, waits, hashedObjects(hashed, salt), patches);
  const causes = workloads.flatMap(({ of, object }) => {
    const template = templateOf(object);
    return template?.spec ? securityCauses(of, template.spec, template.metadata?.annotations) : [];
  });

  const namespace = namespaceObject(context, causes);
  const services = [...serviceObjects(context), ...externalNameServices(context)];
  const external = [...inputs.storage.external, ...inputs.configFiles.external];
  reportKinds(context);
  reportPeers(context);
  reportObstacles(context, waits, external);
  const plan: KubernetesPlan = {
    context,
    namespace: namespace && patches.on(namespace),
    external: [...external, ...omitted.map(({ kind, metadata }) => ({ kind, name: metadata.name }))],
    access: patched(access),
    configMaps: files.filter((object) => object.kind === 'ConfigMap'),
    secrets: omitted.length > 0 ? [] : written,
    omittedSecrets: omitted,
    scripts: new Map(drafts.flatMap(scriptOf)),
    environments,
    secretTexts: secrets,
    persistentVolumes: patched(inputs.storage.persistentVolumes),
    claims: patched(inputs.storage.claims),
    dataSources: inputs.storage.sources,
    networkPolicies: patched(networkPolicies(context)),
    services: patchedOwned(services),
    routes: patchedOwned(routeObjects(context)),
    workloads,
    scaling: patched(scalingObjects(context)),
    patches,
  };
  patches.reportUnused();
  return plan;
}

function contextOf(conversion: Conversion): KubernetesContext {
  const { ledger, report, files } = conversion;
  const options = readOptions(conversion.options, report);
  const completed = withImages(conversion.base.project, conversion.images);
  const project = withScale(completed, options.scale, report);
  const kompose = readKompose(project);
  const settings = new Map<string, KomposeSettings>(
    Object.values(project.services).map((service) => [
      service.name,
      { ...kompose.of(service.name), ...serviceSettings(service) },
    ]),
  );
  const settingsOfService = (name: string) => settings.get(name) ?? {};
  const readings = readRoutes(
    project,
    options.route,
    ({ name }) => settingsOfService(name).kind !== undefined,
    options.ingressController,
  );
  const left = ({ provider, name }: Service) =>
    provider !== undefined || readings.replaced.has(name) || settingsOfService(name).kind === 'none';
  const pods = podGroups(project, left, ledger);
  const basis: Basis = {
    project,
    options,
    ledger,
    report,
    files,
    environment: conversion.base.loaded.environment,
    writtenAt: (path) => writtenText(conversion.base.loaded.origins.nearest(path)),
    envFileOf: (path) => envFileOf(conversion.base.loaded.origins.at(path)),
    secrets: options.secrets === 'plain' ? noSecrets : conversion.secrets,
    namespace: namespaceOf(project, options, report),
    pods,
    readings,
    kompose,
    dependentsOf: findDependents(pods.emitted),
    builders: imageBuilders(project),
    images: conversion.images,
    projectSettings: projectSettings(project),
    settings: settingsOfService,
  };
  return deriveContext(basis);
}

function writtenText(origin: Origin | undefined): string {
  return origin ? origin.span.source.text.slice(origin.span.start, origin.span.end) : '';
}

function declaredPorts(context: KubernetesContext, service: string) {
  return context.ports.of(service).map(({ port, protocol, evidence }) => ({
    port,
    protocol,
    declared: evidence.some(({ kind }) => kind === 'ports' || kind === 'expose'),
  }));
}

function scriptOf({ containers }: PodDraft): readonly (readonly [service: string, script: string])[] {
  return containers.flatMap(({ service, script }) => (script === undefined ? [] : [[service.name, script] as const]));
}

/**
 * Adds checksums and waits and makes workloads. A wait names the awaited Job by its hash, so that Job is finished
 * first; circles were refused when the waits were made.
 */
function finishPods(
  context: KubernetesContext,
  drafts: readonly PodDraft[],
  waits: ReadonlyMap<string, readonly Wait[]>,
  hashed: HashedObjects,
  patches: Patches,
): { readonly workloads: readonly OwnedObject<Workload>[]; readonly access: readonly Manifest[] } {
  const asking = [...waits.values()].flat().some(needsToken);
  const account = asking ? waitAccount(context) : '';
  const byLead = new Map(drafts.map((draft) => [draft.lead.name, draft]));
  const finished = new Map<string, Workload>();

  const finish = (draft: PodDraft): Workload => {
    const name = draft.lead.name;
    const known = finished.get(name);
    if (known) return known;
    const template = withWaits(context, draft, waits.get(name) ?? [], jobName, account);
    // The checksum comes after the patches, which may name further ConfigMaps, and the hash of a Job after all.
    const made = workloadOf(context, draft, template);
    const changed = patches.on(made) ?? made;
    const workload = withJobHash(withTemplate(changed, (one) => withChecksum(one, hashed)));
    finished.set(name, workload);
    return workload;
  };
  const jobName = (lead: string): string => {
    const draft = byLead.get(lead);
    return draft ? finish(draft).metadata.name : lead;
  };

  const workloads = drafts.map((draft) => ({ of: draft.lead.name, object: finish(draft) }));
  const accounts = [...waits]
    .filter(([, list]) => list.some(needsToken))
    .map(([lead]) => context.settings(lead).serviceAccount ?? account);
  return { workloads, access: waitAccess(context, waits, jobName, account, [...new Set(accounts)]) };
}

function withWaits(
  context: KubernetesContext,
  draft: PodDraft,
  waits: readonly Wait[],
  jobName: (lead: string) => string,
  account: string,
): PodDraft['template'] {
  if (waits.length === 0) return draft.template;
  const { initContainers = [], containers, volumes = [], ...spec } = draft.template.spec;
  const token = waits.some(needsToken);
  return {
    ...draft.template,
    spec: {
      ...spec,
      ...(token && { serviceAccountName: spec.serviceAccountName ?? account }),
      initContainers: [...waits.flatMap((wait) => waitContainers(context, wait, jobName)), ...initContainers],
      containers,
      ...((token || volumes.length > 0) && { volumes: token ? [...volumes, tokenSource] : volumes }),
    },
  };
}
