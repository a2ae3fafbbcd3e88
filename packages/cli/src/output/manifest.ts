import { createHash } from 'node:crypto';
import { pathProblem } from '@transpose/targets';

/** What Transpose wrote into a directory, by path inside it: law 9 lets it replace and remove only that. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

export interface ManifestEntry {
  /** What wrote it: runs into one directory do not remove each other's files. */
  readonly by: string;
  readonly sha256: string;
  /** What it may hold as well while it is being written: a run that was killed had not come to it yet. */
  readonly before?: readonly string[];
}

/** The manifest beside the output. Its name must not end in .json or .yaml: `kubectl apply -f DIR` would read it. */
export const manifestName = '.transpose-manifest';

/** The manifest of files that hold secrets: a hash of a short secret would tell it, so this one is as private as they are. */
export const secretManifestName = '.transpose-secrets-manifest';

/** Whether a path of the output is that of a manifest. */
export const isManifest = (path: string): boolean => path === manifestName || path === secretManifestName;

const note = 'What transpose wrote here, and may replace or remove as long as it is unchanged. Keep this file.';

/**
 * The entries of a manifest's text; nothing for a text that is none. A manifest may come with a stranger's project: a
 * path that leads out of the directory, or to Git's own files, is not an entry.
 */
export function parseManifest(text: string): Manifest {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return new Map();
  }
  const files = isRecord(data) && isRecord(data['files']) ? data['files'] : {};
  return new Map(
    Object.entries(files).flatMap(([path, entry]): [string, ManifestEntry][] => {
      if (pathProblem(path) !== undefined || isManifest(path) || !isRecord(entry)) return [];
      const { by, sha256: hash, before } = entry;
      if (typeof by !== 'string' || typeof hash !== 'string') return [];
      const more = Array.isArray(before) ? before.filter((one) => typeof one === 'string') : [];
      return [[path, { by, sha256: hash, ...(more.length > 0 && { before: more }) }]];
    }),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function printManifest(manifest: Manifest): string {
  const paths = [...manifest.keys()].sort();
  const files = Object.fromEntries(paths.map((path) => [path, manifest.get(path)]));
  return `${JSON.stringify({ note, files }, undefined, 2)}\n`;
}

/** Whether a file is as Transpose wrote it, or was about to. */
export const isAsWritten = ({ sha256: hash, before = [] }: ManifestEntry, now: string): boolean =>
  now === hash || before.includes(now);

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
