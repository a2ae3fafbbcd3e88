import type { Config, Model, Network, Secret, Volume } from './resource.ts';
import type { Service } from './service.ts';
import type { Named } from './values.ts';

/**
 * A Compose project as Docker sees it: the contract between the loader and the targets. Readonly plain data; services
 * are the active and selected ones, in source order; resources are those in use. Paths on the host are absolute.
 */
export interface Project {
  readonly name: string;
  /** The project directory, absolute. */
  readonly working_dir: string;
  /** The Compose files that were read, absolute, in order; `-` for standard input. */
  readonly files: readonly string[];
  readonly services: Named<Service>;
  readonly networks: Named<Network>;
  readonly volumes: Named<Volume>;
  readonly secrets: Named<Secret>;
  readonly configs: Named<Config>;
  readonly models: Named<Model>;
  /** The `x-` keys of the top level as plain data. */
  readonly extensions: Named<unknown>;
}
