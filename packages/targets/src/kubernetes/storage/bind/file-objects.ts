import type { KeyPath } from '../../../account/key-path.ts';
import { base64 } from '../../../shared/bytes/base64.ts';
import { configKeys } from '../../../shared/names/k8s-name.ts';
import { NameTable } from '../../../shared/names/name-table.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import { objectMeta } from '../../objects/metadata.ts';
import type { ConfigMap, Secret } from '../../objects/objects.ts';

/** A file on its way into an object. */
export interface ObjectFile {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The keys of files in one object, by their paths. */
export function fileKeys(paths: readonly string[]): readonly string[] {
  const table = new NameTable(configKeys);
  return paths.map((path) => table.allocate(path).name);
}

/**
 * A ConfigMap or Secret of files. Names of peers in texts of a ConfigMap are rewritten where they have to be; a Secret
 * keeps every byte but those, too.
 */
export function fileObject(
  context: KubernetesContext,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  files: readonly ObjectFile[],
  reader: string,
  path: KeyPath,
  annotations?: Readonly<Record<string, string>>,
): ConfigMap | Secret {
  const metadata = objectMeta(context, name, name, annotations && { annotations });
  const texts = files.map(({ key, bytes }) => ({ key, bytes, text: rewritten(context, bytes, reader, path) }));
  if (kind === 'Secret') {
    const data = Object.fromEntries(texts.map(({ key, bytes, text }) => [key, base64(text ?? bytes)]));
    return { apiVersion: 'v1', kind, metadata, type: 'Opaque', data };
  }
  const data = Object.fromEntries(texts.flatMap(({ key, text }) => (text === undefined ? [] : [[key, text]])));
  const binary = Object.fromEntries(
    texts.flatMap(({ key, bytes, text }) => (text === undefined ? [[key, base64(bytes)]] : [])),
  );
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    ...(Object.keys(data).length > 0 && { data }),
    ...(Object.keys(binary).length > 0 && { binaryData: binary }),
  };
}

function rewritten(context: KubernetesContext, bytes: Uint8Array, reader: string, path: KeyPath): string | undefined {
  const text = utf8Text(bytes);
  return text === undefined ? undefined : context.hosts.rewrite(reader, text, path);
}
