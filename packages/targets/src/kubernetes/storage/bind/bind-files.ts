import { shellQuoted } from '../../../shared/shell/shell-word.ts';
import { utf8Text } from '../../../shared/bytes/utf8.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import type { ConfigMap, PodVolume, Secret } from '../../objects/objects.ts';
import type { PodVolumes } from '../../pod/pod-volumes.ts';
import type { BindDecision, BoundFile } from './bind.ts';
import { isExecutable, isScript } from './file-kinds.ts';
import { fileKeys, fileObject } from './file-objects.ts';
import type { MountUse } from '../mount-uses.ts';
import { baseName, containerPath } from '../container-path.ts';
import type { MountParts } from '../parts.ts';
import { objectNameForPath } from './path-name.ts';

const executable = 0o755;

/** The ConfigMaps and Secrets that bind mounts become, one for each path of the machine. */
export interface BindFiles {
  mount(use: MountUse, decision: Extract<BindDecision, { kind: 'files' }>): MountParts;
  /** A file that the user makes a Secret of. */
  userFile(use: MountUse, script: boolean): MountParts;
  readonly objects: readonly (ConfigMap | Secret)[];
  readonly external: readonly string[];
}

export function bindFiles(context: KubernetesContext, volumes: PodVolumes): BindFiles {
  const made = new Map<string, ConfigMap | Secret>();
  const asked = new Map<string, string>();
  return {
    get objects() {
      return [...made.values()];
    },
    get external() {
      return [...asked.values()];
    },
    mount(use, { files, directory, secret: named, left = [] }) {
      const secret = named || files.some(({ bytes }) => context.secrets.spansIn(utf8Text(bytes) ?? '').length > 0);
      const source = containerPath(use.mount.source ?? '');
      const kind = secret ? 'Secret' : 'ConfigMap';
      const keys = fileKeys(files.map(({ path }) => path || baseName(source)));
      const object =
        made.get(source) ??
        fileObject(
          context,
          kind,
          context.names.reserve(kind, objectNameForPath(context, source, [...use.path, 'source'])),
          files.map(({ bytes }, index) => ({ key: keys[index] ?? '', bytes })),
          use.service.name,
          use.path,
        );
      made.set(source, object);
      reportFiles(context, use, object);
      if (left.length > 0) reportLeft(context, use, left);

      const modes = files.map((file) => modeOf(file, source));
      const items = directory
        ? files.map(({ path }, index) => ({
            key: keys[index] ?? '',
            path,
            ...(modes[index] !== undefined && { mode: modes[index] }),
          }))
        : undefined;
      const defaultMode = directory ? undefined : modes[0];
      const volume = fileVolume(volumes, object.kind, object.metadata.name, items, defaultMode);
      const mount = { name: volume.name, mountPath: use.target, readOnly: true };
      return { volume, volumeMounts: [directory ? mount : { ...mount, subPath: keys[0] ?? '' }] };
    },
    userFile(use, script) {
      const source = containerPath(use.mount.source ?? '');
      const name =
        asked.get(source) ??
        context.names.reserve('Secret', objectNameForPath(context, source, [...use.path, 'source']));
      asked.set(source, name);
      const key = fileKeys([baseName(source)])[0] ?? '';
      const namespace = context.namespace === undefined ? '' : ` -n ${context.namespace}`;
      context.ledger.approximated(
        use.path,
        'Pod.spec.volumes[].secret',
        `Its content is not read: the Pod waits for the Secret "${name}"`,
        `Run kubectl${namespace} create secret generic ${name} ${shellQuoted(`--from-file=${key}=${(use.mount.source ?? '').replace(`${context.project.working_dir}/`, './')}`)}`,
      );
      const volume = volumes.volume(name, { secret: { secretName: name, ...(script && { defaultMode: executable }) } });
      return { volume, volumeMounts: [{ name: volume.name, mountPath: use.target, subPath: key, readOnly: true }] };
    },
  };
}

type Items = readonly { readonly key: string; readonly path: string; readonly mode?: number | undefined }[];

function fileVolume(
  volumes: PodVolumes,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  items: Items | undefined,
  mode: number | undefined,
): PodVolume {
  const how = { ...(mode !== undefined && { defaultMode: mode }), ...(items && { items }) };
  return volumes.volume(
    name,
    kind === 'Secret' ? { secret: { secretName: name, ...how } } : { configMap: { name, ...how } },
  );
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
