import type { Mount, Named, Project, Service } from '@transpose/core';
import type { PullPolicy } from '../../container-plan/types.ts';

/**
 * What templates see: the resolved project under the keys of the Compose file, and beside it the order of start, the
 * dependencies and the container plan. It holds no path of the machine: paths below the project directory begin with
 * `./` or `../`, those of the home directory with `~`. Lengths of time are nanoseconds, sizes are bytes.
 *
 * This type is a contract: `model-version.ts` counts its changes.
 */
export interface TemplateModel extends Omit<Project, 'working_dir' | 'services'> {
  /** The version of this model: the first number grows when something is removed or changes its meaning. */
  readonly model_version: string;
  /** A sentence for the head of generated files. */
  readonly notice: string;
  /** The Compose files that were read, in order, as paths from the project directory; `-` for standard input. */
  readonly files: readonly string[];
  /** By name, in the order of start: what a service needs comes before it. */
  readonly services: Named<TemplateService>;
  /** The names of the services in the order of start. */
  readonly start_order: readonly string[];
  /** The graph of dependencies: all `depends_on` of the project, links and shared namespaces and volumes included. */
  readonly dependencies: readonly DependencyEdge[];
  /** The values that look secret, each once: for a file of their own. Other files name them. */
  readonly secret_values: readonly SecretValueView[];
  /** What `--set KEY=VALUE` gave. */
  readonly options: Named<string>;
}

/** A service in its long form, with what has to be run for it. */
export interface TemplateService extends Service {
  /** Absent: a `provider` takes care of the service. */
  readonly container?: ContainerView;
}

/** One arrow of the graph of dependencies. */
export interface DependencyEdge {
  /** The service that waits. */
  readonly service: string;
  /** The service that it waits for. */
  readonly needs: string;
  readonly condition: 'started' | 'healthy' | 'completed';
  /** Whether the service may not start without the other. */
  readonly required: boolean;
  /** Whether the service is restarted with the other. */
  readonly restart: boolean;
}

/** The containers of a service, as Docker Compose makes them; in words of no command line. */
export interface ContainerView {
  /** Name of the first container: `PROJECT-SERVICE-1`, or what `container_name` says. */
  readonly name: string;
  /** Place in the order of start, from 0. */
  readonly order: number;
  /** How many containers: `scale`, else `deploy.replicas`, else 1. */
  readonly replicas: number;
  /** Name of the image; `PROJECT-SERVICE` where it is only built. */
  readonly image: string;
  readonly pull: PullPolicy;
  /** SHA-256 of what needs a new container when it changes: 64 hex digits. */
  readonly hash: string;
  /** The words that replace the image's entrypoint; absent: the image's. */
  readonly entrypoint?: readonly string[];
  /** The words behind the entrypoint; absent: the image's. */
  readonly command?: readonly string[];
  readonly environment: readonly VariableView[];
  /** Volumes, tmpfs, and the secrets and configs that are files. */
  readonly mounts: readonly MountView[];
  /** Secrets and configs whose content is known: files that have to be made in the container before it starts. */
  readonly files: readonly FileView[];
  readonly networks: readonly AttachmentView[];
  /** What it waits for, as in `dependencies`. */
  readonly waits: readonly DependencyEdge[];
  /** Services that have to be there before it. */
  readonly needs: readonly string[];
}

/** A value that looks secret, under a name that is legal in shells and in most formats. */
export interface SecretValueView {
  /** `SECRET_DB_PASSWORD` */
  readonly name: string;
  readonly value: string;
}

/** A variable of the environment. */
export interface VariableView {
  readonly name: string;
  /** Absent: the value is that of the environment in which the container is started. */
  readonly value?: string;
  /** Set where the value looks secret: its name in `secret_values`. */
  readonly secret?: string;
}

export interface MountView {
  readonly type: Mount['type'];
  /** Of a volume its real name, of a bind the path, of an image its name. Absent: a volume without a name, tmpfs. */
  readonly source?: string;
  /** Where the path of a bind starts. */
  readonly host?: HostPath;
  /** Key of the top-level volume. */
  readonly volume?: string;
  /** Path in the container. */
  readonly target: string;
  readonly read_only: boolean;
  /** Size of a tmpfs in bytes. */
  readonly size?: number;
}

/** A path of the host in two parts, since only who runs the containers knows where the first one lies. */
export interface HostPath {
  /** The project directory, the home directory of the user, or the root of the file system. */
  readonly base: 'project' | 'home' | 'root';
  /** From there, without a slash at the beginning; empty: the base itself. */
  readonly path: string;
}

export interface FileView {
  /** Path in the container. */
  readonly target: string;
  /** Absent: it is that of the environment variable `variable`, which was not set. */
  readonly content?: string;
  readonly variable?: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Set where the content is secret: its name in `secret_values`. */
  readonly secret?: string;
}

/** How a container joins a network. */
export interface AttachmentView {
  /** Key of the top-level network. */
  readonly key: string;
  /** Its real name. */
  readonly name: string;
  /** The names of the container there. */
  readonly aliases: readonly string[];
}
