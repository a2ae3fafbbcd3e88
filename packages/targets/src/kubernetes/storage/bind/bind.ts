import type { Service } from '@transpose/core';
import type { FoundFile } from '../../../shared/project-files.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import type { Basis } from '../../facts/basis.ts';
import { knownImageOf } from '../../facts/image-facts.ts';
import type { BuiltIn } from '../built-in.ts';
import { builtIn } from '../built-in.ts';
import { fileKind, isPlaceholder, isSecretFile } from './file-kinds.ts';
import { systemPath } from './host-system.ts';
import type { MountUse } from '../mount-uses.ts';
import { below, containerPath, isBelow } from '../container-path.ts';
import { baseName } from '../../../shared/names/base-name.ts';

/** A file that goes into a ConfigMap or Secret. */
export interface BoundFile {
  /** Relative to the mount; empty for the mount itself. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable: boolean;
}

/** What becomes of a bind mount. */
export type BindDecision =
  | {
      readonly kind: 'dropped';
      readonly reason: string;
      readonly instead?: string;
      readonly built?: true;
      /** Names of databases among the files, which a service writes to. */
      readonly written?: readonly string[];
    }
  /** The path of the node. */
  | { readonly kind: 'host-path'; readonly create: boolean; readonly system: boolean }
  /** A ConfigMap or Secret of these files; one file, or a directory of them. */
  | {
      readonly kind: 'files';
      readonly files: readonly BoundFile[];
      readonly directory: boolean;
      readonly secret: boolean;
      /** Links that lead out of the project, or nowhere: paths in the directory. */
      readonly left?: readonly string[];
    }
  /** A file that may not be read or is not there: the user makes a Secret of it. */
  | { readonly kind: 'user-file'; readonly script: boolean }
  /**
   * Data: a claim; `file`: the mount is one file of it; `sources`: the program itself, which the image may not hold;
   * `large`: it would be a ConfigMap or Secret, and has more than fits into one.
   */
  | { readonly kind: 'claim'; readonly file: boolean; readonly sources?: boolean; readonly large?: boolean }
  | { readonly kind: 'refused' };

/** An object has to stay below 256 KiB as JSON, with its metadata. */
const mostBytes = 254 * 1024;
/** What one file takes besides its content, at least. */
const bytesPerFile = 300;
/** Directories are few where files are few: a tree with more entries than that is not a configuration. */
const walkLimits = { bytes: mostBytes, entries: Math.ceil((2 * mostBytes) / bytesPerFile) };

/** Decides by what is in the project, else by names alone. Says nothing to the ledger. */
export function bindDecision(basis: Basis, use: MountUse): BindDecision {
  const source = containerPath(use.mount.source ?? '');
  const inside = isBelow(containerPath(basis.project.working_dir), source);
  if (!inside) {
    const system = systemPath(source, use.target, use.readOnly);
    if (system?.kind === 'dropped') return system;
    if (system) return { kind: 'host-path', create: false, system: true };
  }
  const file = basis.files.find(source);
  const kind = fileKind(source) ?? fileKind(use.target);
  const directory = file.kind === 'directory' || (file.kind !== 'file' && kind === undefined);
  // What is empty is for data: no image holds that, whatever its Dockerfile copies.
  if (inside && directory && file.kind !== 'unreadable' && holdsNothing(basis, source)) return emptyClaim;
  const names = directory ? (basis.files.names(source) ?? []) : undefined;
  const built = builtIn(basis, use.owner, source, use.target, names);
  if (built?.kind === 'certain') return droppedSources(built, use.readOnly ? [] : (names ?? [baseName(source)]));
  if (file.kind === 'outside' || file.kind === 'unreadable' || !inside) return outside(basis, use, file, kind);
  return directory ? ofDirectory(basis, use, source, built !== undefined) : ofFile(basis, use, file, kind);
}

const emptyClaim: BindDecision = { kind: 'claim', file: false };

/** Whether nothing is in a directory of the project, or only what keeps it in Git. */
function holdsNothing(basis: Basis, source: string): boolean {
  const names = basis.files.names(source);
  if (names === undefined) return basis.files.find(source).kind === 'missing';
  const further = names.filter((name) => !isPlaceholder(name));
  if (further.some((name) => basis.files.find(`${source}/${name}`).kind !== 'directory')) return false;
  if (further.length === 0) return true;
  return basis.files.walk(source, walkLimits)?.every(({ path }) => isPlaceholder(path)) ?? false;
}

function droppedSources({ except }: Extract<BuiltIn, { kind: 'certain' }>, names: readonly string[]): BindDecision {
  const left = except.length > 5 ? [...except.slice(0, 5), '…'] : except;
  const but = left.length === 0 ? '' : `, without what .dockerignore leaves out (${left.join(', ')})`;
  const reason = `The image holds these files: its Dockerfile copies them to this place${but}`;
  const written = names.filter((name) => fileKind(name) === 'data' && !name.endsWith('.log'));
  return { kind: 'dropped', reason, instead: 'Build the image again when they change', built: true, written };
}

/** Readable with `--allow-read` all the same. */
function outside(basis: Basis, use: MountUse, file: FoundFile, kind: ReturnType<typeof fileKind>): BindDecision {
  if (file.kind === 'file') return ofFile(basis, use, file, kind);
  const isFile = file.kind !== 'directory' && kind !== undefined;
  if (basis.options.bindMounts === 'error') return { kind: 'refused' };
  if (basis.options.bindMounts === 'host-path') return { kind: 'host-path', create: !isFile, system: false };
  if (!isFile) return { kind: 'claim', file: false };
  return userFile(use, kind);
}

function userFile(use: MountUse, kind: ReturnType<typeof fileKind>): BindDecision {
  if (kind === 'data' && !use.readOnly) return { kind: 'claim', file: true };
  return { kind: 'user-file', script: isScriptMount(use) };
}

/** The name of the project's directory says nothing of its files. */
function isSecret(basis: Basis, use: MountUse, path: string, bytes: Uint8Array): boolean {
  const within = below(containerPath(basis.project.working_dir), path) ?? baseName(path);
  return isBelow('/run/secrets', use.target) || isSecretFile(within, bytes);
}

function isScriptMount(use: MountUse): boolean {
  return [use.mount.source ?? '', use.target].some((path) => /\.(?:sh|bash|ash|zsh|py|rb|pl)$/i.test(path));
}

function ofFile(basis: Basis, use: MountUse, found: FoundFile, kind: ReturnType<typeof fileKind>): BindDecision {
  if (found.kind !== 'file') return userFile(use, kind);
  if (kind === 'data' && !use.readOnly) return { kind: 'claim', file: true };
  if (found.size > mostBytes) return { kind: 'claim', file: true, large: true };
  const source = containerPath(use.mount.source ?? '');
  const file = basis.files.read(source);
  if (file.kind !== 'file') return userFile(use, kind);
  if (jsonSize([file.bytes]) > mostBytes) return { kind: 'claim', file: true, large: true };
  return {
    kind: 'files',
    files: [{ path: '', bytes: file.bytes, executable: file.executable }],
    directory: false,
    secret: isSecret(basis, use, source, file.bytes),
  };
}

/**
 * What the paths say already is not read: data stays where it is, however much there is of it. `sources`: the files of a
 * program, which is not known to write to them.
 */
function ofDirectory(basis: Basis, use: MountUse, source: string, sources: boolean): BindDecision {
  const claim: BindDecision = { kind: 'claim', file: false, ...(sources && { sources }) };
  if (!use.readOnly && isDataPath(basis, use.service, use.target)) return claim;
  // Who mounts the project itself to write there, as Airflow's init does, writes beside the Compose file.
  if (!use.readOnly && !sources && isBelow(source, containerPath(basis.project.working_dir))) return claim;
  const found = basis.files.walk(source, walkLimits);
  if (found === undefined) {
    // What is mounted read-only would be files.
    const large = use.readOnly && basis.files.find(source).kind === 'directory';
    return { ...claim, ...(large && { large }) };
  }
  const listed = found.filter(({ file }) => file.kind === 'file');
  // A link costs itself, and not the directory.
  const left = found.filter(({ file }) => file.kind === 'outside' || file.kind === 'missing').map(({ path }) => path);
  if (listed.length === 0 || listed.length + left.length < found.length) return claim;
  if (!use.readOnly && !sources && !listed.every(({ path }) => isConfiguration(path) || isPlaceholder(path)))
    return claim;
  const files = listed.flatMap(({ path }): readonly BoundFile[] => {
    const file = basis.files.read(`${source}/${path}`);
    return file.kind === 'file' ? [{ path, bytes: file.bytes, executable: file.executable }] : [];
  });
  if (files.length < listed.length) return claim;
  if (jsonSize(files.map(({ bytes }) => bytes)) > mostBytes) return { ...claim, large: true };
  const secret = files.some(({ path, bytes }) => isSecret(basis, use, `${source}/${path}`, bytes));
  return { kind: 'files', files, directory: true, secret, ...(left.length > 0 && { left }) };
}

function isConfiguration(path: string): boolean {
  const kind = fileKind(path);
  return kind === 'config' || kind === 'key';
}

const dataPaths = ['/data', '/var/lib', '/var/log'];

function isDataPath(basis: Basis, service: Service, target: string): boolean {
  const { dataPaths: known = [], volumes = [] } = knownImageOf(basis, service) ?? {};
  return [...dataPaths, ...known, ...volumes].some((path) => isBelow(path, target));
}

/** What an object with these files takes as JSON: base64 in a Secret or where a file is not text, else a string with escapes. */
function jsonSize(files: readonly Uint8Array[]): number {
  return files.reduce((sum, bytes) => {
    const encoded = Math.ceil(bytes.length / 3) * 4;
    const text = encoded > mostBytes ? undefined : utf8Text(bytes);
    return sum + Math.max(encoded, text === undefined ? 0 : JSON.stringify(text).length) + bytesPerFile;
  }, 0);
}
