import type { KeyPath } from '../account/key-path.ts';
import type { CronSchedule } from '../shared/cron.ts';
import type { Engine } from './engine.ts';
import type { Text } from './text.ts';
import type { EngineOption } from './engine-field.ts';

/**
 * What has to be done to run a project on a container engine: one plan, printed as a script, as systemd units and as
 * Quadlet files. Typed objects, without a word of any shell; texts may hold placeholders (`Text`).
 */
export interface ContainerPlan {
  /** The engine whose words the options are. */
  readonly engine: Engine;
  /** The project's name, unless another is given at run time. */
  readonly project: string;
  /** The Compose files, for the label that Docker sets. */
  readonly composeFiles: readonly Text[];
  readonly networks: readonly NetworkPlan[];
  readonly volumes: readonly VolumePlan[];
  /** In the order of start: what a service depends on comes before it. */
  readonly services: readonly ServicePlan[];
  /** The values that may not appear beside the rest (law 7), each once. */
  readonly secrets: readonly SecretValue[];
}

/** An option of a command with the place in the project that caused it. */
export interface Flag {
  /** `--hostname` */
  readonly flag: EngineOption;
  /** Absent: the option takes no value. */
  readonly value?: Text;
  readonly path: KeyPath;
}

export interface NetworkPlan {
  /** Key of the top-level network. */
  readonly key: string;
  readonly name: Text;
  /** It has to be there already and is never removed. */
  readonly external: boolean;
  /** Options of `network create`, without the labels that Compose sets itself. */
  readonly flags: readonly Flag[];
}

export interface VolumePlan {
  readonly key: string;
  readonly name: Text;
  readonly external: boolean;
  /** Options of `volume create`, without the labels that Compose sets itself. */
  readonly flags: readonly Flag[];
}

/** A secret value under the name of a shell variable, which no other value of the plan has. */
export interface SecretValue {
  readonly variable: string;
  readonly value: string;
  readonly path: KeyPath;
}

export interface ServicePlan {
  /** Key of the service. */
  readonly service: string;
  /** Name of the container; holds the replica's number unless the user gave a name. */
  readonly name: Text;
  readonly replicas: number;
  readonly image: Text;
  readonly pull: PullPolicy;
  /** The service whose `build` makes the image, when the project builds it. */
  readonly builtBy?: string;
  /** What the image declares as volumes, by its record or as a well-known one of Docker Hub; undefined: nobody knows. */
  readonly dataPaths?: readonly string[];
  /** The working directory of the image, by its record: it exists. */
  readonly imageDirectory?: string;
  /** How the image is built; only where `builtBy` is the service itself. */
  readonly build?: BuildPlan;
  readonly platform?: Text;
  /** The network that is not of the project: `host`, `none`, `container:x`. Then `networks` is empty. */
  readonly networkMode?: Text;
  /** The first is the primary one. */
  readonly networks: readonly AttachmentPlan[];
  readonly links: readonly LinkPlan[];
  readonly environment: readonly EnvironmentEntry[];
  readonly mounts: readonly MountPlan[];
  /** Files that are copied into the container between create and start. */
  readonly files: readonly CopiedFile[];
  readonly health?: HealthPlan;
  readonly labels: readonly Flag[];
  readonly restart?: RestartPlan;
  /** All other options of `create`. */
  readonly flags: readonly Flag[];
  /** The first word of the entrypoint; empty text: the image's entrypoint is cleared. */
  readonly entrypoint?: Text;
  /** The words after the image: the rest of the entrypoint, then the command. */
  readonly command: readonly Text[];
  /** What it runs certainly ends by itself. */
  readonly ends: boolean;
  readonly waits: readonly WaitPlan[];
  /** It runs at these times and not when the project starts; nothing waits for it. */
  readonly schedule?: CronSchedule;
  /** Services that have to be there before it: dependencies, links, shared namespaces and volumes. */
  readonly needs: readonly string[];
  /** Services whose namespaces or volumes it shares: when their containers are made anew, so is this one. */
  readonly shares: readonly string[];
  readonly preStart: readonly HookPlan[];
  readonly postStart: readonly HookPlan[];
  readonly preStop: readonly HookPlan[];
  /** What is set for stopping: seconds; undefined: the engine's ten. */
  readonly stopGrace?: number;
}

/** `build`: built at each start. `missing` takes what is there. */
export type PullPolicy = 'always' | 'missing' | 'never' | 'build';

/** How a container joins a network. */
export interface AttachmentPlan {
  readonly key: string;
  readonly name: Text;
  /** The container's own name, which Compose gives it as an alias as well. */
  readonly ownName?: Text;
  /** Its other names there: the service's, then those of `aliases`. */
  readonly aliases: readonly Text[];
  readonly ipv4?: Text;
  readonly ipv6?: Text;
  readonly linkLocal: readonly Text[];
  readonly mac?: Text;
  /** Where the project gives `mac`: at the network, or at the service. */
  readonly macPath?: KeyPath;
  readonly driverOptions: readonly (readonly [name: string, value: Text])[];
  readonly gatewayPriority?: number;
  /** The only network: it is joined by options of their own, as a person writes it, where these can say all of it. */
  readonly plain?: true;
  readonly path: KeyPath;
}

/** A name under which a container knows another one. */
export interface LinkPlan {
  /** `CONTAINER:ALIAS` */
  readonly value: Text;
  /** Nobody wrote this alias: Compose adds it. */
  readonly implied?: true;
}

export interface EnvironmentEntry {
  readonly name: string;
  /** `null`: the value is that of the environment in which the plan runs, if it has one. */
  readonly value: Text | null;
  /** The variable of the plan's secret that holds the value, when it is one; `value` is the same text. */
  readonly secret?: string;
  /** A secret whose value is known only where the plan runs: `value` may not appear in an argument. */
  readonly hidden?: true;
  /** The name was written alone: without this variable, its own, the container has none of the name either. */
  readonly onlyIf?: string;
  readonly path: KeyPath;
}

/** A mount, in the form that makes the engine do what Compose makes it do. */
export interface MountPlan {
  /** `volume`: `SOURCE:TARGET:OPTIONS`; `mount`: fields; `tmpfs`: `TARGET:OPTIONS`. */
  readonly form: 'volume' | 'mount' | 'tmpfs';
  readonly value: Text;
  /** Path in the container. */
  readonly target: string;
  /** A directory of the host that has to be made first, because the form does not do it. */
  readonly makeDirectory?: Text;
  /** A path of the host that is bound. */
  readonly hostPath?: Text;
  /** Key of the top-level volume. */
  readonly volume?: string;
  readonly path: KeyPath;
}

/** A file whose content is copied into the container before it starts (secrets and configs without a file). */
export interface CopiedFile {
  /** Path in the container, absolute. */
  readonly target: string;
  readonly content: Text;
  /** The variable of the plan's secret that holds the content. */
  readonly secret?: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Keep uid and gid as they are. */
  readonly owned: boolean;
  readonly path: KeyPath;
}

export interface HealthPlan {
  readonly disabled: boolean;
  /** The test as Compose has it: `['CMD', …]` or `['CMD-SHELL', line]`; undefined: the image's. */
  readonly test?: readonly string[];
  /** Options that set the test and its timings. */
  readonly flags: readonly Flag[];
  /** Seconds after which the container is healthy or unhealthy for sure. */
  readonly patience: number;
}

export interface RestartPlan {
  /** The policy and its attempts as they were written, where that holds variables. */
  readonly written?: Text;
  readonly policy: string;
  readonly attempts?: number;
  /** Nanoseconds before a new attempt; the engine's command line cannot say it. */
  readonly delay?: number;
  /** Nanoseconds in which the attempts are counted; the engine's command line cannot say it. */
  readonly window?: number;
  readonly path: KeyPath;
}

/** What must be true of another service before this one starts. */
export interface WaitPlan {
  readonly service: string;
  readonly condition: 'started' | 'healthy' | 'completed';
  readonly required: boolean;
  /** It is restarted when the other one was made anew or restarted. */
  readonly restart: boolean;
  readonly path: KeyPath;
}

export interface HookPlan {
  readonly command: readonly Text[];
  /** Of a container of its own (`pre_start`); undefined: the service's image. */
  readonly image?: Text;
  readonly user?: Text;
  readonly workingDirectory?: Text;
  readonly privileged: boolean;
  readonly environment: readonly EnvironmentEntry[];
  readonly path: KeyPath;
}

export interface BuildPlan {
  readonly context: Text;
  /** Options of `docker build`, tags included. */
  readonly flags: readonly Flag[];
  readonly args: readonly EnvironmentEntry[];
  /** What the build's secrets take from the environment of the engine's command. */
  readonly secrets: readonly BuildSecret[];
  /** The text of a Dockerfile that comes on standard input. */
  readonly inline?: Text;
  readonly path: KeyPath;
}

/** The variable that `--secret id=ID,env=NAME` names; without a value it is the user's to set. */
export interface BuildSecret extends EnvironmentEntry {
  /** Its name in the project, which may be one that the engine's command goes by. */
  readonly variable: string;
}
