import { shellQuoted } from '../../shared/shell/shell-word.ts';
import type { Config, Secret as ComposeSecret } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { configKey } from '../../shared/names/k8s-name.ts';
import { utf8Bytes, utf8Text } from '../../shared/bytes/utf8.ts';
import { resourceAnnotations } from '../workload/annotations.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { ConfigMap, Secret } from '../objects/objects.ts';
import { fileObject } from '../storage/bind/file-objects.ts';

export type Section = 'secrets' | 'configs';

/** A top-level secret or config in the cluster. */
export interface Source {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** Undefined: it exists, or the user makes it. */
  readonly object?: ConfigMap | Secret;
}

/** An object has to stay below 256 KiB as JSON, with its metadata. */
const mostBytes = 190 * 1024;

/** Makes the object of a top-level secret or config. `reader`: the first service that uses it. */
export function configSource(
  context: KubernetesContext,
  section: Section,
  key: string,
  reader: string,
): Source | undefined {
  const given: ComposeSecret | Config | undefined = context.project[section][key];
  if (!given) return undefined;
  const usual = section === 'secrets' ? 'Secret' : 'ConfigMap';
  const name = section === 'secrets' ? context.names.secret(key) : context.names.config(key);
  const fileKey = configKey(key);
  if (given.external) {
    context.ledger.approximated(
      [section, key, 'external'],
      `Pod.spec.volumes[].${usual === 'Secret' ? 'secret' : 'configMap'}`,
      `The ${usual} "${name}" has to be in the namespace, with the key "${fileKey}"`,
      `Run ${createLine(context, usual, name, fileKey, 'FILE')}`,
    );
    return { kind: usual, name, key: fileKey };
  }
  const content = contentOf(context, section, key, given);
  if (!content) return { kind: usual, name, key: fileKey };
  const text = utf8Text(content.bytes);
  const secret =
    usual === 'Secret' || (text !== undefined && context.secrets.spansIn(text, { path: content.path }).length > 0);
  // Its name is free among ConfigMaps only.
  const objectName = secret && usual === 'ConfigMap' ? context.names.reserve('Secret', name) : name;
  const kind = secret ? 'Secret' : 'ConfigMap';
  if (secret && usual === 'ConfigMap') context.ledger.carried(content.path, 'Secret.data');
  const object = fileObject(
    context,
    kind,
    objectName,
    [{ key: fileKey, bytes: content.bytes }],
    reader,
    content.path,
    resourceAnnotations(context, section, key),
  );
  return { kind, name: objectName, key: fileKey, object };
}

interface Content {
  readonly bytes: Uint8Array;
  readonly path: KeyPath;
}

/** What a secret or config holds; undefined where it cannot be had, which is reported with the way out. */
function contentOf(
  context: KubernetesContext,
  section: Section,
  key: string,
  given: ComposeSecret | Config,
): Content | undefined {
  const kind = section === 'secrets' ? 'Secret' : 'ConfigMap';
  const name = section === 'secrets' ? context.names.secret(key) : context.names.config(key);
  if ('content' in given && given.content !== undefined) {
    return { bytes: utf8Bytes(given.content), path: pathTo(['configs', key, 'content']) };
  }
  if (given.environment !== undefined) {
    const path = pathTo([section, key, 'environment']);
    const value = Object.hasOwn(context.environment, given.environment)
      ? context.environment[given.environment]
      : undefined;
    if (value !== undefined) return { bytes: utf8Bytes(value), path };
    context.ledger.dropped(
      path,
      `The variable "${given.environment}" is not set: the Pods that use it wait for the ${kind} "${name}"`,
      `Set it and convert again, or run ${createLine(context, kind, name, configKey(key), 'FILE')}`,
    );
    return undefined;
  }
  if (given.file === undefined) return undefined;
  const path = pathTo([section, key, 'file']);
  const file = context.files.read(given.file);
  if (file.kind === 'file' && file.bytes.length <= mostBytes) return { bytes: file.bytes, path };
  const relative = given.file.replace(`${context.project.working_dir}/`, './');
  context.ledger.dropped(
    path,
    `${whyNot[file.kind]}: the Pods that use it wait for the ${kind} "${name}"`,
    `Run ${createLine(context, kind, name, configKey(key), relative)}`,
  );
  return undefined;
}

const whyNot = {
  missing: 'The file is not there',
  outside: 'The file lies outside the project and is not read',
  directory: 'It is a directory',
  unreadable: 'The file cannot be read',
  file: 'The file is too large for kubectl apply',
};

function createLine(
  context: KubernetesContext,
  kind: 'Secret' | 'ConfigMap',
  name: string,
  key: string,
  file: string,
): string {
  const namespace = context.namespace === undefined ? '' : ` -n ${context.namespace}`;
  return `kubectl${namespace} create ${kind === 'Secret' ? 'secret generic' : 'configmap'} ${name} ${shellQuoted(`--from-file=${key}=${file}`)}`;
}
