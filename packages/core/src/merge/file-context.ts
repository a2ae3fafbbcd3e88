import type { Environment, Loading } from '../loading.ts';
import type { MapNode, Step } from '../tree/node.ts';

/** What a Compose file is read in: the project itself, or one that it includes. */
export interface FileContext {
  readonly loading: Loading;
  /**
   * Where the paths of `include` and `extends` start: absolute, or relative to the working directory. That of an include
   * in an include may be relative, and is then mistaken for relative to another place: a quirk of Docker Compose.
   */
  readonly directory: string;
  /** Where all other paths start: absolute for the project, for an include relative to the outer `directory`. */
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
  /** Its folder, relative to `directory` of the context: where `file` of its own `extends` starts. */
  readonly base: string;
  /** The file as it was read, tags and all. */
  readonly tagged: readonly MapNode[];
  /** The whole file, canonical; its `services` may be missing. */
  readonly tree: MapNode;
}
