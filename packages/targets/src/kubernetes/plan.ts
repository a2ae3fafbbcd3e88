import type { Conversion } from '../target.ts';
import type { HashedObjects } from './workload/checksum.ts';
import { hashedObjects, saltOf } from './workload/checksum.ts';
import { configFilesOf } from './configuration/config-files.ts';
import type { Environments } from './configuration/environment.ts';
import type {
  OwnedObject,
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
import { environmentsOf } from './configuration/environment.ts';
import { externalNameServices } from './network/external-names.ts';
import { reportKompose } from './kompose/report.ts';
import { checkMemberSettings } from './facts/member-settings.ts';
import { restartLine } from './output/header.ts';
import { namespaceObject, securityCauses } from './security/namespace.ts';
import { networkPolicies } from './network/network-policy.ts';
import { reportObstacles } from './wait/obstacles.ts';
import { reportPeers } from './facts/peers.ts';
import type { Patches } from './patch/patches.ts';
import { patchesOf } from './patch/patches.ts';
import type { PodDraft, PodInputs } from './pod/pod.ts';
import { draftPod } from './pod/pod.ts';
import type { ProjectTexts } from './configuration/secret-text.ts';
import { secretTexts } from './configuration/secret-text.ts';
import { scalingObjects } from './workload/scaling.ts';
import { reportServices } from './network/service-report.ts';
import { serviceObjects } from './network/service.ts';
import { middlewareObjects } from './routes/objects/middleware-objects.ts';
import { routeObjects } from './routes/objects/route-objects.ts';
import { checkSharedPorts } from './facts/pod-groups.ts';
import { storageOf } from './storage/storage.ts';
import type { DataSource } from './storage/data-source.ts';
import { scriptKey } from './pod/probe.ts';
import { templateOf } from './workload/template.ts';
import { reportUnsupported } from './support/unsupported.ts';
import { waitsOf } from './wait/wait.ts';
import { reportKinds } from './facts/workload-kind.ts';
import { contextOf } from './context-of.ts';
import { finishPods } from './workload/finish-pods.ts';

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
  const inputs: PodInputs = { environments, secrets, storage, configFiles: configFilesOf(context, storage) };
  const drafts = context.pods.leads.map((lead) => draftPod(context, inputs, lead));
  const patches = patchesOf(context);
  const patched = <T extends Manifest>(objects: readonly T[]): readonly T[] =>
    objects.flatMap((object) => patches.on(object) ?? []);
  const middlewares = middlewareObjects(context);
  const scripts = new Map(drafts.flatMap(scriptOf));
  const read = readObjects(conversion, context, patched([...filesOf(inputs, scripts), ...middlewares.secrets]));
  const patchedOwned = <T extends Manifest>(objects: readonly OwnedObject<T>[]): readonly OwnedObject<T>[] =>
    objects.flatMap(({ of, object }) => {
      const changed = patches.on(object);
      return changed ? [{ of, object: changed }] : [];
    });
  const waits = waitsOf(context);
  const { workloads, access } = finishPods(context, drafts, waits, read.hashed, patches);
  const namespace = namespaceObject(context, workloads.flatMap(causesOf));
  const services = [...serviceObjects(context), ...externalNameServices(context)];
  const external = [...inputs.storage.external, ...inputs.configFiles.external, ...middlewares.external];
  reportKinds(context);
  reportPeers(context);
  reportServices(context);
  reportObstacles(context, waits, external);
  const plan: KubernetesPlan = {
    context,
    namespace: namespace && patches.on(namespace),
    external: [...external, ...read.omittedSecrets.map(({ kind, metadata }) => ({ kind, name: metadata.name }))],
    access: patched(access),
    configMaps: read.configMaps,
    secrets: read.secrets,
    omittedSecrets: read.omittedSecrets,
    scripts,
    environments,
    secretTexts: secrets,
    persistentVolumes: patched(inputs.storage.persistentVolumes),
    claims: patched(inputs.storage.claims),
    dataSources: inputs.storage.sources,
    networkPolicies: patched(networkPolicies(context)),
    services: patchedOwned(services),
    routes: patchedOwned(routeObjects(context, middlewares)),
    workloads,
    scaling: patched(scalingObjects(context)),
    patches,
  };
  patches.reportUnused();
  return plan;
}

/** What a workload asks of the security of its namespace. */
function causesOf({ of, object }: OwnedObject<Workload>): ReturnType<typeof securityCauses> {
  const template = templateOf(object);
  return template?.spec ? securityCauses(of, template.spec, template.metadata?.annotations) : [];
}

/** The ConfigMaps and Secrets that Pods read: variables, the scripts of healthchecks, files. */
const filesOf = ({ environments, secrets, configFiles, storage }: PodInputs, scripts: KubernetesPlan['scripts']) => [
  ...environments.objects(
    new Map([...scripts].map(([service, script]) => [service, { [scriptKey]: script }])),
    secrets,
  ),
  ...configFiles.objects,
  ...storage.files,
];

/** Those objects by what becomes of them, and what checksums are made of. */
function readObjects(
  conversion: Conversion,
  context: KubernetesContext,
  objects: readonly (ConfigMap | Secret)[],
): Pick<KubernetesPlan, 'configMaps' | 'secrets' | 'omittedSecrets'> & { readonly hashed: HashedObjects } {
  const configMaps = objects.filter((object) => object.kind === 'ConfigMap');
  const secrets = objects.filter((object) => object.kind === 'Secret');
  const omits = context.options.secrets === 'omit' && secrets.length > 0;
  // A hash of a value that is kept elsewhere would let others test guesses of it.
  const salt = saltOf(conversion);
  const apart = omits || (conversion.layout === 'directory' && salt === undefined);
  if (apart && secrets.length > 0)
    context.ledger.note(`A changed secret value does not restart Pods by itself: run ${restartLine(context)}`);
  return {
    configMaps,
    secrets: omits ? [] : secrets,
    omittedSecrets: omits ? secrets : [],
    hashed: hashedObjects(apart ? configMaps : objects, salt),
  };
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
