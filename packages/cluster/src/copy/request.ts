import type { Readable } from 'node:stream';
import type { KubernetesObject } from '../client/resource.ts';

/** What an engine has for a claim: a named volume, or a directory or file of its machine. */
export interface DataSource {
  readonly kind: 'volume' | 'directory' | 'file';
  /** The volume's name, or an absolute path. */
  readonly name: string;
  /** The mount in the project: `['services', 'db', 'volumes', 0]`. */
  readonly path: readonly (string | number)[];
  /** Where it belongs in the claim, of a file its directory; empty: the root of the claim. */
  readonly folder: string;
}

/** A Pod that holds claims at `/claims/NAME` while they are filled. */
export interface CopyPod {
  readonly name: string;
  readonly claims: ReadonlyMap<string, readonly DataSource[]>;
  manifest(image: string): KubernetesObject & { readonly spec: object };
}

/** Reads sources and changes nothing in them. */
export interface Reader {
  has(source: DataSource): Promise<boolean>;
  /** The containers that run and may write to it. */
  users(source: DataSource): Promise<readonly string[]>;
  /** Starts a command that sees the source at `/from`, a file in it under its own name. */
  start(source: DataSource, command: readonly string[], input?: Uint8Array): Reading;
}

/** A command that runs. */
export interface Reading {
  readonly output: Readable;
  /** Rejects with what the command wrote to its standard error when it fails. */
  readonly ended: Promise<void>;
  stop(): void;
}

export interface CopyOptions {
  /** Only these claims. */
  readonly claims: ReadonlySet<string>;
  /** The image of the Pods: it has `sh`, `tar`, `find`, `stat`, `xargs` and `sha256sum`. */
  readonly image: string;
  /** Removes what is in the claims first. */
  readonly force?: boolean;
  /** Copies although containers or Pods use the data. */
  readonly allowRunning?: boolean;
  /** Scales workloads that use the claims to 0 meanwhile. */
  readonly stop?: boolean;
  /** Compares checksums of all files at the end. */
  readonly checksums?: boolean;
  /** Milliseconds that a Pod may take to start or to end. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

export const sourceName = ({ kind, name }: DataSource): string => `${kind} ${name}`;

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

/** What of the directory that holds it belongs to the source. */
export const nameInSource = ({ kind, name }: DataSource): string => (kind === 'file' ? `./${baseName(name)}` : '.');

/** Where the source is seen by what reads it. */
export const mountPoint = ({ kind, name }: DataSource): string =>
  kind === 'file' ? `/from/${baseName(name)}` : '/from';

/** Where the source belongs in the Pod that holds its claim. */
export const placeInPod = (claim: string, { folder }: DataSource): string =>
  folder === '' ? `/claims/${claim}` : `/claims/${claim}/${folder}`;
