import type { Diagnostic } from './report/diagnostic.ts';
import type { ConditionalVariable, PlainVariable } from './interpolate/template.ts';
import type { Project } from './model/project.ts';
import type { MapNode, Path } from './tree/node.ts';
import type { Origins } from './tree/origins.ts';
import type { Source, Span } from './tree/source.ts';

/** What to load and how; the names are those of `docker compose`'s flags. Everything may be left out. */
export interface LoadOptions {
  /** `-f`: files in order, `-` for standard input, relative to the working directory. Empty: found as Docker finds them. */
  readonly files?: readonly string[];
  /** `-p` */
  readonly projectName?: string;
  /** `--project-directory` */
  readonly projectDirectory?: string;
  /** `--env-file`: they must exist. */
  readonly envFiles?: readonly string[];
  /** `--profile`; `*` switches all on. */
  readonly profiles?: readonly string[];
  /** Only these services and what they depend on. */
  readonly services?: readonly string[];
  /** Stages that are on unless switched off, as the flags `--no-…` of `docker compose config` do. */
  readonly interpolate?: boolean;
  readonly normalize?: boolean;
  readonly resolvePaths?: boolean;
  readonly consistency?: boolean;
  readonly resolveEnvironment?: boolean;
  /** Off: no value is checked against the key table, as `docker compose config --variables` does it. */
  readonly validation?: boolean;
  /** `--unknown-keys`: `warn` drops keys that Compose does not know, with a warning, as files of some platforms need. */
  readonly unknownKeys?: 'error' | 'warn';
  /** Keep networks, volumes, secrets and configs that no service uses. */
  readonly allResources?: boolean;
}

/** A variable that the files use. */
export interface Variable {
  readonly name: string;
  readonly required: boolean;
  readonly defaultValue: string;
  readonly alternateValue: string;
  /** Where the files use it, in order; what aliases repeat is one use. */
  readonly uses: readonly VariableUse[];
}

/** A place where a file uses a variable. */
export interface VariableUse {
  /** In the file, whose lists may be written in short forms: `['services', 'web', 'environment', 0]`. */
  readonly path: Path;
  readonly span: Span;
  /** `${TAG:-latest}` */
  readonly written: string;
}

/** A line `NAME` of an `env_file`. */
export interface UnsetLine {
  readonly service: string;
  readonly name: string;
}

/** What is other in a second load of the same files. */
export interface LoadChange {
  /** Variables in the place of those that the first load saw; undefined: it is not set. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /**
   * The text in the place of a variable (with its braces, operator and operand); undefined: its value. It is asked where
   * the key table casts nothing, and not in included files that have variables of their own.
   */
  readonly inPlaceOf?: (variable: WrittenVariable) => string | undefined;
}

/** A variable in a value of a file, outside the operands of others. */
export interface WrittenVariable {
  readonly part: PlainVariable | ConditionalVariable;
  /** In the file, whose lists may be written in short forms. */
  readonly path: Path;
  /** What the key table calls the place: `services.environment`. */
  readonly keyPath: string | undefined;
}

/** What a load gives. It never throws for what users can write. */
export interface LoadResult {
  /** Undefined when there were errors. */
  readonly project: Project | undefined;
  /** The canonical tree that the project was made of: what `transpose config` prints. Undefined when there were errors. */
  readonly tree: MapNode | undefined;
  readonly origins: Origins;
  readonly diagnostics: readonly Diagnostic[];
  /** Every text that was read, in order. */
  readonly sources: readonly Source[];
  /** The variables that interpolation saw (environment and env files), for `config --environment`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The env files that the variables of the Compose files came from, absolute, in order: `.env`, or those of `--env-file`. */
  readonly envFiles: readonly string[];
  /** The variables that the files use, for `config --variables`. */
  readonly variables: readonly Variable[];
  /** Names that are alone in an `env_file`, and that nothing gives a value: the containers do not get them. */
  readonly unsetLines: readonly UnsetLine[];
  /** All profiles that services name, sorted. */
  readonly profiles: readonly string[];
  /** Loads the same files again with something changed. */
  reload(change: LoadChange): LoadResult;
}
