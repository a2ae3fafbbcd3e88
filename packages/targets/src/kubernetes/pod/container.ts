import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import { expansionText } from '../../shared/formats/k8s-dollar.ts';
import { suffixedName } from '../../shared/names/k8s-name.ts';
import { commandOf } from './command.ts';
import type { KnownPort } from '../ports/known-port.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { PodParts } from './pod-parts.ts';
import type { ServiceEnvironment } from '../configuration/environment.ts';
import { withEnvFrom } from '../configuration/env-files.ts';
import { hardened } from '../security/hardening.ts';
import { imageOf, pullPolicyOf } from './image.ts';
import { lifecycleOf, preStartOf } from './lifecycle.ts';
import type { Container, ContainerPort, EnvVar, PodVolume, VolumeMount } from '../objects/objects.ts';
import { probesOf } from './probe-settings.ts';
import { healthProbe, scriptDirectory, scriptKey } from './probe.ts';
import { resourcesOf } from './resources.ts';
import type { SecretTexts } from '../configuration/secret-text.ts';
import { containerSecurity, isUnconfined } from '../security/security.ts';

/** A service's container, and what it needs besides. */
export interface ServiceContainer {
  readonly service: Service;
  readonly container: Container;
  /** Init containers of `pre_start`. */
  readonly preStart: readonly Container[];
  /** The text of the healthcheck that has to appear in the service's Secret. */
  readonly script?: string;
  readonly volumes: readonly PodVolume[];
}

/** What the containers of one Pod have to agree on. */
export interface PodShare {
  /** The ports that containers of the Pod name already. */
  readonly ports: Set<string>;
  /** Whether one of them runs without the runtime's seccomp profile. */
  readonly unconfined: boolean;
}

/** `mounts`: what storage, secrets and configs add. `pod`: containers are made in the order of the Pod's services. */
export function containerOf(
  context: KubernetesContext,
  service: Service,
  environment: ServiceEnvironment,
  secrets: SecretTexts,
  mounts: readonly PodParts[],
  pod: PodShare,
): ServiceContainer {
  const name = context.names.service(service.name);
  const policy = pullPolicyOf(context, service);
  const ports = containerPorts(context, service, pod);
  const lifecycle = lifecycleOf(context, service, secrets);
  const resources = resourcesOf(context, service);
  const security = securityOf(context, service, pod);
  const volumeMounts = mounts.flatMap((parts) => parts.volumeMounts);
  const directory = scriptDirectory(volumeMounts.map(({ mountPath }) => mountPath));
  const health = healthProbe(context, service, secrets, directory);
  const script = health?.script === undefined ? undefined : scriptVolume(context, service, directory);
  const allMounts: readonly VolumeMount[] = [...volumeMounts, ...(script ? [script.mount] : [])];

  const command = commandOf(context, service, secrets);
  const env = environmentOf(service, environment, secrets);
  const container: Container = {
    name,
    image: imageOf(context, service),
    ...(policy !== undefined && { imagePullPolicy: policy }),
    ...command,
    ...workingDirOf(service),
    ...(ports.length > 0 && { ports }),
    ...(service.stdin_open && { stdin: true }),
    ...(service.tty && { tty: true }),
    ...(resources && { resources }),
    ...probesOf(context, service, health),
    ...(lifecycle && { lifecycle }),
    ...(security && { securityContext: security }),
    ...(allMounts.length > 0 && { volumeMounts: allMounts }),
  };
  const preStart = preStartOf(context, service, { ...container, env }, secrets);
  const fromFiles = (one: Container) => withEnvFrom(one, environment.envFiles);
  return {
    service,
    container: fromFiles(withEnv(hardened(context, service, container), [...env, ...secrets.borrowed])),
    preStart: preStart.map(fromFiles),
    volumes: script ? [script.volume] : [],
    ...(health?.script !== undefined && { script: health.script }),
  };
}

/**
 * The environment with secret values out of plain entries (`JAVA_OPTS=-Dpassword=…`): they name the variable instead.
 * Kubernetes expands only variables that are before, so these entries come last.
 */
function environmentOf(service: Service, environment: ServiceEnvironment, secrets: SecretTexts): readonly EnvVar[] {
  const plain: EnvVar[] = [];
  const composed: EnvVar[] = [];
  for (const entry of environment.env) {
    const raw = entry.valueFrom?.secretKeyRef ? undefined : environment.plainValues.get(entry.name);
    const place = { path: pathTo(['services', service.name, 'environment', entry.name]), name: entry.name };
    if (raw === undefined || !secrets.holdsSecret(raw, place)) plain.push(entry);
    else composed.push({ name: entry.name, value: expansionText(secrets.parts(raw, place)) });
  }
  return composed.length === 0 ? plain : [...plain, ...secrets.borrowed, ...composed];
}

/** Sets the environment in its place, each name once. */
function withEnv(
  { name, image, imagePullPolicy, command, args, workingDir, ...rest }: Container,
  env: readonly EnvVar[],
): Container {
  const unique = [...new Map(env.map((entry) => [entry.name, entry])).values()];
  return {
    name,
    image,
    imagePullPolicy,
    command,
    args,
    workingDir,
    ...(unique.length > 0 && { env: unique }),
    ...rest,
  };
}

/** The known ports of a service; a port that several services of one Pod name is with the first of them. */
function containerPorts(context: KubernetesContext, service: Service, pod: PodShare): readonly ContainerPort[] {
  const lead = context.pods.leadOf(service.name);
  const hostNetwork = context.project.services[lead]?.network_mode === 'host';
  const keyOf = ({ port, protocol }: KnownPort) => `${port}/${protocol}`;
  const ports = context.ports.of(service.name);
  const own = ports.filter((port) => !pod.ports.has(keyOf(port)));
  for (const port of ports) pod.ports.add(keyOf(port));
  return own.map(({ name, port, protocol }) => ({
    name,
    containerPort: port,
    ...(hostNetwork && { hostPort: port }),
    ...(protocol !== 'TCP' && { protocol }),
  }));
}

function workingDirOf(service: Service): { readonly workingDir?: string } {
  const { working_dir: directory } = service;
  return directory === undefined || directory === '' ? {} : { workingDir: directory };
}

/** In a Pod with unconfined members the runtime's profile is named by each of the others. */
function securityOf(
  context: KubernetesContext,
  service: Service,
  { unconfined }: PodShare,
): Container['securityContext'] {
  const security = containerSecurity(context, service);
  if (isUnconfined(service) || !unconfined) return security;
  return { ...security, seccompProfile: { type: 'RuntimeDefault' } };
}

function scriptVolume(
  context: KubernetesContext,
  service: Service,
  directory: string,
): { readonly volume: PodVolume; readonly mount: VolumeMount } {
  const name = suffixedName(context.names.service(service.name), '-healthcheck');
  return {
    volume: {
      name,
      secret: {
        secretName: context.names.environmentSecret(service.name),
        items: [{ key: scriptKey, path: scriptKey }],
      },
    },
    mount: { name, mountPath: directory, readOnly: true },
  };
}
