import { parse } from 'yaml';
import { field } from './fields.ts';

/** A file of an output directory. */
export interface ManifestFile {
  readonly path: string;
  readonly content: string;
}

/** An object of Kubernetes, of any kind, and the text that it was read from. */
export interface Manifest {
  readonly file: string;
  readonly text: string;
  readonly type: 'application/yaml' | 'application/json';
  readonly data: unknown;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** The objects that `kubectl apply -f DIR` would send, in its order: by file name, not below folders. */
export function manifestsOf(files: readonly ManifestFile[]): readonly Manifest[] {
  const manifests = files.filter(({ path }) => /^[^/]+\.(?:yaml|yml|json)$/.test(path));
  return manifests.toSorted((a, b) => (a.path < b.path ? -1 : 1)).flatMap(documentsOf);
}

function documentsOf({ path, content }: ManifestFile): readonly Manifest[] {
  if (path.endsWith('.json')) {
    const data: unknown = JSON.parse(content);
    const items = (field(data, 'items') as readonly unknown[] | undefined) ?? [data];
    return items.map((item) => manifest(path, JSON.stringify(item), 'application/json', item));
  }
  // Three dashes at the beginning of a line are always the beginning of a document.
  const texts = content.split(/^---[ \t]*$/m).filter((text) => text.replaceAll(/^#.*$/gm, '').trim() !== '');
  return texts.map((text) => manifest(path, text, 'application/yaml', parse(text, { version: '1.1' })));
}

function manifest(file: string, text: string, type: Manifest['type'], data: unknown): Manifest {
  return {
    file,
    text,
    type,
    data,
    apiVersion: String(field(data, 'apiVersion')),
    kind: String(field(data, 'kind')),
    name: String(field(data, 'metadata', 'name')),
  };
}

/** The template of an object's Pods; undefined: it makes none. */
export function podTemplateOf({ kind, data }: Manifest): unknown {
  if (kind === 'Pod') return data;
  if (kind === 'CronJob') return field(data, 'spec', 'jobTemplate', 'spec', 'template');
  return field(data, 'spec', 'template');
}
