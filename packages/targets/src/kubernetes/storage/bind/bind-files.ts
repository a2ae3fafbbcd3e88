import { shellQuoted } from '../../../shared/shell/shell-word.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import type { ConfigMap, Secret } from '../../objects/objects.ts';
import type { PodVolumes } from '../../pod/pod-volumes.ts';
import type { BindDecision, BoundFile } from './bind.ts';
import { isExecutable, isScript } from './file-kinds.ts';
import { fileKeys, fileObject } from './file-objects.ts';
import type { MountUse } from '../mount-uses.ts';
import { containerPath } from '../container-path.ts';
import { baseName } from '../../../shared/names/base-name.ts';
import type { MountParts } from '../parts.ts';
import { objectNameForPath } from './path-name.ts';
import { pathTo } from '../../../account/key-path.ts';

const executable = 0o755;

type FilesDecision = Extract<BindDecision, { kind: 'files' }>;

/** The ConfigMaps and Secrets that bind mounts become, one for each path of the machine. */
export interface BindFiles {
  mount(use: MountUse, decision: FilesDecision): MountParts;
  /** A file that the user makes a Secret of. */
  userFile(use: MountUse, script: boolean): MountParts;
  readonly objects: readonly (ConfigMap | Secret)[];
  readonly external: readonly string[];
}

export const bindFiles = (context: KubernetesContext, volumes: PodVolumes): BindFiles =>
  new MadeFiles(context, volumes);

class MadeFiles implements BindFiles {
  readonly #context: KubernetesContext;
  readonly #volumes: PodVolumes;
  /** By the path of the machine. */
  readonly #made = new Map<string, ConfigMap | Secret>();
  /** Names of Secrets that the user makes, by the path of the machine. */
  readonly #asked = new Map<string, string>();

  constructor(context: KubernetesContext, volumes: PodVolumes) {
    this.#context = context;
    this.#volumes = volumes;
  }

  get objects(): readonly (ConfigMap | Secret)[] {
    return [...this.#made.values()];
  }

  get external(): readonly string[] {
    return [...this.#asked.values()];
  }

  mount(use: MountUse, decision: FilesDecision): MountParts {
    const { files, directory, left = [] } = decision;
    const source = containerPath(use.mount.source ?? '');
    const keys = fileKeys(files.map(({ path }) => path || baseName(source)));
    const object = this.#made.get(source) ?? this.#objectOf(use, decision, source, keys);
    this.#made.set(source, object);
    reportFiles(this.#context, use, object);
    if (left.length > 0) reportLeft(this.#context, use, left);

    const modes = files.map((file) => modeOf(file, source));
    const items = files.map(({ path }, index) => ({
      key: keys[index] ?? '',
      path,
      ...(modes[index] !== undefined && { mode: modes[index] }),
    }));
    const how = directory ? { items } : { ...(modes[0] !== undefined && { defaultMode: modes[0] }) };
    const { kind, metadata } = object;
    const volume = this.#volumes.volume(
      metadata.name,
      kind === 'Secret'
        ? { secret: { secretName: metadata.name, ...how } }
        : { configMap: { name: metadata.name, ...how } },
    );
    const mount = { name: volume.name, mountPath: use.target, readOnly: true };
    return { volume, volumeMounts: [directory ? mount : { ...mount, subPath: keys[0] ?? '' }] };
  }

  #objectOf(
    use: MountUse,
    { files, secret: named }: FilesDecision,
    source: string,
    keys: readonly string[],
  ): ConfigMap | Secret {
    const context = this.#context;
    const secret = named || files.some(({ bytes }) => context.secrets.spansIn(utf8Text(bytes) ?? '').length > 0);
    const kind = secret ? 'Secret' : 'ConfigMap';
    const name = context.names.reserve(kind, objectNameForPath(context, source, pathTo([...use.path, 'source'])));
    const data = files.map(({ bytes }, index) => ({ key: keys[index] ?? '', bytes }));
    return fileObject(context, kind, name, data, use.service.name, use.path);
  }

  userFile(use: MountUse, script: boolean): MountParts {
    const context = this.#context;
    const written = use.mount.source ?? '';
    const source = containerPath(written);
    const name =
      this.#asked.get(source) ??
      context.names.reserve('Secret', objectNameForPath(context, source, pathTo([...use.path, 'source'])));
    this.#asked.set(source, name);
    const key = fileKeys([baseName(source)])[0] ?? '';
    const namespace = context.namespace === undefined ? '' : ` -n ${context.namespace}`;
    const file = shellQuoted(`--from-file=${key}=${written.replace(`${context.project.working_dir}/`, './')}`);
    context.ledger.approximated(
      use.path,
      'Pod.spec.volumes[].secret',
      `Its content is not read: the Pod waits for the Secret "${name}"`,
      `Run kubectl${namespace} create secret generic ${name} ${file}`,
    );
    const how = { secret: { secretName: name, ...(script && { defaultMode: executable }) } };
    const volume = this.#volumes.volume(name, how);
    return { volume, volumeMounts: [{ name: volume.name, mountPath: use.target, subPath: key, readOnly: true }] };
  }
}

function modeOf(file: BoundFile, source: string): number | undefined {
  return isExecutable(file) || isScript(file.path || source) ? executable : undefined;
}

function reportLeft(context: KubernetesContext, use: MountUse, left: readonly string[]): void {
  const [one, ...others] = left.map((path) => `${use.target}/${path}`);
  context.ledger.note(
    `"${use.service.name}" does not find ${[one, ...others].join(', ')}: ${others.length === 0 ? 'it is a symbolic link' : 'they are symbolic links'} to ` +
      'a place outside the project, or to nothing. Put the file itself into the directory, or convert with --allow-read PATH',
    use.path,
    'breaks',
  );
}

function reportFiles(context: KubernetesContext, use: MountUse, object: ConfigMap | Secret): void {
  const field = object.kind === 'Secret' ? 'Secret.data' : 'ConfigMap.data';
  if (use.readOnly) context.ledger.carried(use.path, field);
  else
    context.ledger.approximated(
      use.path,
      field,
      'It is mounted read-only: what the service writes there fails',
      undefined,
      'differs',
    );
  if (use.mount.bind?.propagation !== undefined) {
    context.ledger.dropped([...use.path, 'bind', 'propagation'], 'Nothing is mounted below it');
  }
}
