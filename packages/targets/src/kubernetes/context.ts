import type { Dependency, Path, Project, ProjectSettings, Report, Service } from '@transpose/core';
import type { TargetCode } from '../codes.ts';
import type { Ledger } from '../ledger.ts';
import type { ImageBuilders } from '../shared/built-images.ts';
import type { ProjectFiles } from '../shared/project-files.ts';
import type { ProjectSecrets } from '../shared/project-secrets.ts';
import type {
  ConfigMap,
  Container,
  EnvVar,
  PersistentVolume,
  PersistentVolumeClaim,
  PodAffinityTerm,
  PodVolume,
  Secret,
  VolumeMount,
} from './objects.ts';
import type { KubernetesOptions } from './options.ts';
import type { ProjectTexts } from './secret-text.ts';
import type { EnvFileObject } from './env-files.ts';
import type { KomposeReadings } from './kompose/read-labels.ts';
import type { KomposeSettings } from './kompose/settings.ts';
import type { RouteReadings } from './routes/read-routes.ts';
import type { ServedRoutes } from './routes/served-routes.ts';
import type { DataSource } from './storage/data-source.ts';

/** What is known before any name is given: the input, and which services stand in which Pod. */
export interface Basis {
  readonly project: Project;
  readonly options: KubernetesOptions;
  readonly ledger: Ledger;
  readonly report: Report<TargetCode>;
  /** The only way to the content of the project's files. */
  readonly files: ProjectFiles;
  /** The variables that interpolation saw: what secrets and configs with `environment` are made of. */
  readonly environment: Readonly<Record<string, string>>;
  /** The text that stands in the Compose file for the value at a path, or for the nearest around it. */
  writtenAt(path: Path): string;
  /** The env file that the value at a path comes from. */
  envFileOf(path: Path): string | undefined;
  /** What of the project is secret; nothing with `--secrets plain`. */
  readonly secrets: ProjectSecrets;
  /** Where the objects go; undefined with `--no-namespace`: the manifests name none. */
  readonly namespace: string | undefined;
  readonly pods: PodGroups;
  /** The services that depend on a service, in source order. */
  dependentsOf(service: string): readonly Dependent[];
  /** What labels and variables tell of routes. */
  readonly readings: RouteReadings;
  /** Which services use images that the project builds. */
  readonly builders: ImageBuilders;
  /** `x-transpose` at the top level. */
  readonly projectSettings: ProjectSettings;
  /** `x-transpose` of a service, and before it what its labels of kompose say. */
  settings(service: string): KomposeSettings;
  /** What labels of kompose say; of services it is part of their settings. */
  readonly kompose: KomposeReadings;
}

/** A service that names another in `depends_on`. */
export interface Dependent {
  readonly service: Service;
  readonly condition: Dependency['condition'];
}

/** Which services share a Pod (`network_mode: service:x`, `pid: service:x`). */
export interface PodGroups {
  /** The services that become containers, in source order: all but `provider` services and those that are left out. */
  readonly emitted: readonly Service[];
  /** The services that name a Pod and its workload, in source order: a subset of `emitted`. */
  readonly leads: readonly Service[];
  /** Whether the service becomes a container. */
  has(service: string): boolean;
  /** The service whose Pod holds this one: itself, unless it joins another's. */
  leadOf(service: string): string;
  /** All services in the Pod of a lead, itself first. */
  membersOf(lead: string): readonly Service[];
}

/** All that the makers of objects share. */
export interface KubernetesContext extends Basis {
  readonly names: ObjectNames;
  readonly hosts: Hosts;
  readonly ports: KnownPorts;
  readonly peers: Peers;
  /** The routes that become objects. */
  readonly routes: ServedRoutes;
  /** The services that become containers, by the name of their container and their objects. */
  readonly owners: ReadonlyMap<string, Service>;
  /** The kind of workload of each lead. */
  readonly kinds: ReadonlyMap<string, WorkloadKind>;
}

/** Services that reach each other in a circle: their Services lead to Pods that are not ready, too. */
export interface Peers {
  readonly groups: readonly (readonly string[])[];
  has(service: string): boolean;
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';

/** Names of objects: legal, at most 52 characters, free of collisions. One sanitizer for all kinds. */
export interface ObjectNames {
  /**
   * The name of a service: of its workload (Jobs add a hash), of its container, of its Service, and the value of its
   * label `app.kubernetes.io/name`.
   */
  service(service: string): string;
  /** The Secret that holds the secret values of a service's environment: `web-env`. */
  environmentSecret(service: string): string;
  /** The ConfigMap of a service's environment with `--env configmap`: `web-env`. */
  environmentConfigMap(service: string): string;
  /** The PersistentVolumeClaim of a top-level volume (the real name of an external one). */
  volume(key: string): string;
  /** The Secret of a top-level secret (the real name of an external one). */
  secret(key: string): string;
  /** The ConfigMap of a top-level config. */
  config(key: string): string;
  /** The NetworkPolicy, and the Pod label, of a top-level network. */
  network(key: string): string;
  /** A further name of a kind, made of `base`, that collides with no other: the later one gets `-2`. Same (kind, base) again: a new name. */
  reserve(kind: string, base: string): string;
  /** As `reserve`, of a name that was given out and a suffix that starts with `-`: `web-published`. */
  derive(kind: string, name: string, suffix: string): string;
  /** Whether an object of that kind has the name. */
  isTaken(kind: string, name: string): boolean;
}

/** How services find each other by name. */
export interface Hosts {
  /**
   * A text of a service (environment value, item of a command, a test, a mounted file) with each whole host token that
   * is a peer's name and no legal DNS label rewritten, and reported at `path`.
   */
  rewrite(service: string, text: string, path: Path): string;
  /** The services that name this one as a host in environment, command, healthcheck or hooks. */
  namedBy(service: string): readonly string[];
  /** The name by which it names itself as a host, as it is written in the cluster: then the Pod needs that hostname. */
  ownName(service: string): string | undefined;
  /** Whether it names any other service of the project as a host. */
  namesPeers(service: string): boolean;
  /** Labels that Services and NetworkPolicies select the Pod by, besides name and instance (networks, shared aliases). Lead and members. */
  podLabels(service: string): Readonly<Record<string, string>>;
  /** Where this service is named as a host, by itself and by others. */
  mentionsOf(service: string): readonly Mention[];
  /** The service that has this address under Docker, by `ipv4_address` or `ipv6_address`. */
  serviceAt(address: string): string | undefined;
  /** The further names by which services are reached. */
  readonly aliases: readonly AliasName[];
}

/** A host token in a text of a service that means a service of the project. */
export interface Mention {
  /** Who names it. */
  readonly by: string;
  /** The service that is meant. */
  readonly of: string;
  readonly path: Path;
  readonly port?: number;
  /** `postgres` of `postgres://db/app`. */
  readonly scheme?: string;
}

/** A name of a Service besides those of the service keys: `container_name`, network and link aliases. */
export interface AliasName {
  readonly name: string;
  /** The services behind it; several have `label` in common. */
  readonly services: readonly string[];
  /** The key of the Pod label that the Service selects, when the alias stands on several services. */
  readonly label?: string;
}

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** By what a port of a service is known. `text` kinds are weaker than declarations. */
export interface PortEvidence {
  readonly kind: 'ports' | 'expose' | 'dockerfile' | 'label' | 'healthcheck' | 'variable' | 'peer' | 'image' | 'base';
  /**
   * `image`: the image table, of a program that runs; `base`: of the image below another program. For `peer`: the
   * service that names the port.
   */
  readonly peer?: string;
  readonly path?: Path;
}

export interface KnownPort {
  readonly port: number;
  readonly protocol: Protocol;
  /** Unique in its Pod; at most 15 characters with a letter: `http`, `port-8080`, `udp-53`. For containerPort and Service port. */
  readonly name: string;
  readonly appProtocol?: string;
  readonly evidence: readonly PortEvidence[];
}

export interface KnownPorts {
  /** Unique by protocol and port; declared ones first, in source order. */
  of(service: string): readonly KnownPort[];
}

/** What mounts add to the Pod of a service. Volume names are unique over the project, so that several services can share one Pod. */
export interface PodParts {
  readonly volumes: readonly PodVolume[];
  /** Of the service's own container. */
  readonly volumeMounts: readonly VolumeMount[];
  readonly initContainers: readonly Container[];
  readonly podLabels: Readonly<Record<string, string>>;
  /** Required terms: Pods that share a claim share a node. */
  readonly podAffinity: readonly PodAffinityTerm[];
  /** Whether a claim is mounted: decides fsGroup. */
  readonly claims: boolean;
  /** Whether a claim of one writer is mounted: the workload is replaced by Recreate. */
  readonly singleWriter: boolean;
  /** gid that mounted secrets and configs ask for. */
  readonly fsGroup?: number;
}

/** Named volumes, binds, tmpfs, anonymous volumes, volumes_from, shm_size. */
export interface Storage {
  of(service: string): PodParts;
  /** Objects that Pods refer to and that the user creates. */
  readonly external: readonly ExternalObject[];
  readonly persistentVolumes: readonly PersistentVolume[];
  readonly claims: readonly PersistentVolumeClaim[];
  /** What Docker has for each claim. */
  readonly sources: ReadonlyMap<string, readonly DataSource[]>;
  /** ConfigMaps and Secrets made of bind mounts inside the project. */
  readonly files: readonly (ConfigMap | Secret)[];
}

/** An object that Pods refer to and that is not written: it exists, or the user makes it. */
export interface ExternalObject {
  readonly kind: 'PersistentVolumeClaim' | 'Secret' | 'ConfigMap';
  readonly name: string;
}

/** Top-level secrets and configs as objects, and their mounts. */
export interface ConfigFiles {
  of(service: string): PodParts;
  /** Objects that Pods refer to and that the user creates. */
  readonly external: readonly ExternalObject[];
  readonly objects: readonly (ConfigMap | Secret)[];
}

/** The environment of a service's container. */
export interface ServiceEnvironment {
  /** In source order, `$` escaped, host names rewritten, secret values by `secretKeyRef`. */
  readonly env: readonly EnvVar[];
  /** Names and plain values of the entries that stand in the Secret. */
  readonly secretValues: ReadonlyMap<string, string>;
  /** Names and plain values of the other entries. */
  readonly plainValues: ReadonlyMap<string, string>;
  /** The objects of env files that entries refer to. */
  readonly envFiles: readonly EnvFileObject[];
}

export interface Environments {
  of(service: string): ServiceEnvironment;
  /**
   * The Secrets and ConfigMaps of the services' environments. `scripts`: by service, further keys of its Secret: a
   * healthcheck that holds a secret value is mounted from there, since probes expand no secret.
   */
  objects(
    scripts: ReadonlyMap<string, Readonly<Record<string, string>>>,
    texts: ProjectTexts,
  ): readonly (ConfigMap | Secret)[];
}
