import { createHash } from 'node:crypto';

/** What Transpose wrote into a directory, by path inside it: law 9 lets it replace and remove only that. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

export interface ManifestEntry {
  /** What wrote it: runs into one directory do not remove each other's files. */
  readonly by: string;
  readonly sha256: string;
}

/** The manifest beside the output. Its name must not end in .json or .yaml: `kubectl apply -f DIR` would read it. */
export const manifestName = '.transpose-manifest';

/** The manifest of files that hold secrets: a hash of a short secret would tell it, so this one is as private as they are. */
export const secretManifestName = '.transpose-secrets-manifest';

/** Whether a path of the output is that of a manifest. */
export const isManifest = (path: string): boolean => path === manifestName || path === secretManifestName;

const note = 'What transpose wrote here, and may replace or remove as long as it is unchanged. Keep this file.';

/** The entries of a manifest's text; nothing for a text that is none. */
export function parseManifest(text: string): Manifest {
  try {
    const { files } = JSON.parse(text) as { files?: Record<string, Partial<ManifestEntry>> };
    return new Map(
      Object.entries(files ?? {}).flatMap(([path, { by, sha256 }]): [string, ManifestEntry][] =>
        typeof by === 'string' && typeof sha256 === 'string' ? [[path, { by, sha256 }]] : [],
      ),
    );
  } catch {
    return new Map();
  }
}

export function printManifest(manifest: Manifest): string {
  const paths = [...manifest.keys()].sort();
  const files = Object.fromEntries(paths.map((path) => [path, manifest.get(path)]));
  return `${JSON.stringify({ note, files }, undefined, 2)}\n`;
}

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
