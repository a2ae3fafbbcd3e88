import type { Config, FileReference, Path, Secret as ComposeSecret, Service } from '@transpose/core';
import { configKey } from '../shared/k8s-name.ts';
import { looksSecret } from '../shared/secret-names.ts';
import { utf8Bytes, utf8Text } from '../shared/utf8.ts';
import { resourceAnnotations } from './annotations.ts';
import type { ConfigFiles, ExternalObject, KubernetesContext, PodParts } from './context.ts';
import type { ConfigMap, PodVolume, Secret, VolumeMount } from './objects.ts';
import type { PodVolumes } from './pod-volumes.ts';
import { podVolumes } from './pod-volumes.ts';
import { fileObject } from './storage/file-objects.ts';
import { containerPath } from './storage/mount-uses.ts';
import { noParts } from './storage/parts.ts';

type Section = 'secrets' | 'configs';

/** A top-level secret or config in the cluster. */
interface Source {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** Undefined: it exists, or the user makes it. */
  readonly object?: ConfigMap | Secret;
}

/** An object has to stay below 256 KiB as JSON, with its metadata. */
const mostBytes = 190 * 1024;

/** `secrets` and `configs`: an object for each, and each file mounted on its own, so that it hides nothing beside it. */
export function configFilesOf(context: KubernetesContext): ConfigFiles {
  const volumes = podVolumes(context.names);
  const sources = new Map<string, Source>();
  const sourceOf = (section: Section, key: string, reader: string): Source | undefined => {
    const id = `${section} ${key}`;
    const source = sources.get(id) ?? makeSource(context, section, key, reader);
    if (source) sources.set(id, source);
    return source;
  };
  const parts = new Map(
    context.pods.emitted.map((service) => [service.name, partsOf(context, service, volumes, sourceOf)] as const),
  );
  const all = [...sources.values()];
  return {
    of: (service) => parts.get(service) ?? noParts,
    objects: all.flatMap(({ object }) => object ?? []),
    external: all.filter(({ object }) => !object).map(({ kind, name }): ExternalObject => ({ kind, name })),
  };
}

function makeSource(context: KubernetesContext, section: Section, key: string, reader: string): Source | undefined {
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
      createLine(context, usual, name, fileKey, 'FILE'),
    );
    return { kind: usual, name, key: fileKey };
  }
  const content = contentOf(context, section, key, given);
  if (!content) return { kind: usual, name, key: fileKey };
  const text = utf8Text(content.bytes);
  const secret =
    usual === 'Secret' || (context.options.secrets !== 'plain' && text !== undefined && looksSecret('', text));
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
  readonly path: Path;
}

/** What a secret or config holds; undefined where it can not be had, which is reported with the way out. */
function contentOf(
  context: KubernetesContext,
  section: Section,
  key: string,
  given: ComposeSecret | Config,
): Content | undefined {
  const kind = section === 'secrets' ? 'Secret' : 'ConfigMap';
  const name = section === 'secrets' ? context.names.secret(key) : context.names.config(key);
  if ('content' in given && given.content !== undefined) {
    return { bytes: utf8Bytes(given.content), path: [section, key, 'content'] };
  }
  if (given.environment !== undefined) {
    const path: Path = [section, key, 'environment'];
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
  const path: Path = [section, key, 'file'];
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
  unreadable: 'The file can not be read',
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
  return `kubectl${namespace} create ${kind === 'Secret' ? 'secret generic' : 'configmap'} ${name} --from-file=${key}=${file}`;
}

function partsOf(
  context: KubernetesContext,
  service: Service,
  volumes: PodVolumes,
  sourceOf: (section: Section, key: string, reader: string) => Source | undefined,
): PodParts {
  const found = (['secrets', 'configs'] as const).flatMap((section) =>
    service[section].flatMap((reference, index) => {
      const source = sourceOf(section, reference.source, service.name);
      if (!source) return [];
      reportOwner(context, ['services', service.name, section, index], reference);
      const volume = volumeOf(volumes, source, (reference.mode ?? 0o444) & 0o777);
      const mount: VolumeMount = {
        name: volume.name,
        mountPath: targetOf(section, reference),
        subPath: source.key,
        readOnly: true,
      };
      return [{ volume, mount, group: groupOf(reference) }];
    }),
  );
  // Of two at one place the later counts: mount paths are unique.
  const byPath = new Map(found.map((one) => [one.mount.mountPath, one]));
  const used = [...byPath.values()];
  const fsGroup = used.map(({ group }) => group).find((group) => group !== undefined);
  return {
    ...noParts,
    volumes: [...new Map(used.map(({ volume }) => [volume.name, volume])).values()],
    volumeMounts: used.map(({ mount }) => mount),
    ...(fsGroup !== undefined && { fsGroup }),
  };
}

function volumeOf(volumes: PodVolumes, { kind, name }: Source, mode: number): PodVolume {
  return volumes.volume(
    name,
    kind === 'Secret'
      ? { secret: { secretName: name, defaultMode: mode } }
      : { configMap: { name, defaultMode: mode } },
  );
}

function targetOf(section: Section, { source, target }: FileReference): string {
  const root = section === 'secrets' ? '/run/secrets' : '/';
  const path = target === undefined || target === '' ? source : target;
  return containerPath(path.startsWith('/') ? path : `${root}/${path}`);
}

/** Never the group of root: it would own nothing more. */
function groupOf({ gid }: FileReference): number | undefined {
  const group = Number(gid ?? Number.NaN);
  return Number.isInteger(group) && group > 0 ? group : undefined;
}

function reportOwner(context: KubernetesContext, path: Path, { uid, gid }: FileReference): void {
  if (uid !== undefined && uid !== '0') {
    context.ledger.dropped(
      [...path, 'uid'],
      'Files of Secrets and ConfigMaps belong to root',
      'Let the mode or the gid give the right to read',
    );
  }
  if (gid !== undefined && gid !== '0') {
    if (/^\d+$/.test(gid))
      context.ledger.approximated(
        [...path, 'gid'],
        'Pod.spec.securityContext.fsGroup',
        'It is the group of all volumes of the Pod',
      );
    else context.ledger.dropped([...path, 'gid'], 'Kubernetes takes numbers only', 'Write its number');
  }
}
