import type { Environment, Loading } from '../loading.ts';
import type { MapNode, Step } from '../tree/node.ts';

/** What a Compose file is read in: the project itself, or one that it includes. */
export interface FileContext {
  readonly loading: Loading;
  /** Where the paths of `include` and `extends` start; absolute. */
  readonly directory: string;
  /** Where all other paths start; as `directory`, but relative to the outer one when paths are not to be resolved. */
  readonly base: string;
  readonly environment: Environment;
  /** By which `include` the file came in. */
  readonly steps: readonly Step[];
  /** The files that are being included, outermost first; absolute. */
  readonly including: readonly string[];
  /** Files that `extends` named, each read once; undefined stands for one that cannot be read. */
  readonly bases: Map<string, BaseFile | undefined>;
}

/** A file in which `extends` looks for services. */
export interface BaseFile {
  /** Absolute. */
  readonly path: string;
  /** Where `file` of its own `extends` starts. */
  readonly directory: string;
  /** The file as it was read, tags and all. */
  readonly tagged: readonly MapNode[];
  /** The whole file, canonical; its `services` may be missing. */
  readonly tree: MapNode;
}
