import type { Mount, Service } from '@transpose/core';
import { parseTmpfs, parseUser, tmpfsOption } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { hostPath } from '../context.ts';
import type { CsvField } from '../flags/csv.ts';
import { csvLine } from '../flags/csv.ts';
import { isSince } from '../engine.ts';
import { fullImageName, nameOfVolume } from '../names.ts';
import type { Text } from '../text.ts';
import { joinTexts, text } from '../text.ts';
import type { MountPlan } from '../types.ts';

/**
 * A mount as Podman takes it; undefined: it has none of that kind. `--volume` does not make missing directories there,
 * so that whoever runs the plan makes them. Source: podman-create(1), `--mount` and `--volume`.
 */
export function podmanMount(context: PlanContext, mount: Mount, path: KeyPath): MountPlan | undefined {
  switch (mount.type) {
    case 'bind':
      return bind(context, mount, path);
    case 'volume':
      return volume(context, mount, path);
    case 'tmpfs':
      return long(mount, path, [
        ...(mount.tmpfs?.size === undefined ? [] : [['tmpfs-size', text(String(mount.tmpfs.size))] as const]),
        ...(mount.tmpfs?.mode === undefined ? [] : [['tmpfs-mode', text(mount.tmpfs.mode.toString(8))] as const]),
      ]);
    case 'image':
      return image(context, mount, path);
    case 'npipe':
    case 'cluster':
      context.ledger.dropped(path, `Podman has no mounts of type ${mount.type}.`);
      return undefined;
  }
}

/** `TARGET:OPTIONS`. Podman's file systems in memory have no owner; they can have that of the container's user. */
export function podmanTmpfs(context: PlanContext, service: Service, one: string, path: KeyPath): string {
  const tmpfs = parseTmpfs(one);
  const { target, options } = tmpfs;
  const owner = tmpfsOption(tmpfs, 'uid');
  const kept = options.filter((option) => !/^[ug]id=/.test(option));
  if (kept.length === options.length) return one;
  const ofUser = owner !== undefined && owner === parseUser(service.user ?? '0').user;
  if (ofUser) context.ledger.approximated(path, '--tmpfs', "Podman gives it to the container's user");
  else
    context.ledger.approximated(
      path,
      '--tmpfs',
      "Podman's file systems in memory have no owner: it belongs to root, with the mode of the image's directory",
      `Run the service as that user${owner === undefined ? '' : ` (\`user: "${owner}"\`)`}, or use a named volume`,
    );
  const said = [...kept, ...(ofUser ? ['U'] : [])];
  return said.length === 0 ? target : `${target}:${said.join(',')}`;
}

/** Directories that every host has. Source: hier(7). */
const everywhere = new Set(
  ['', 'bin', 'boot', 'dev', 'etc', 'home', 'proc', 'root', 'run', 'sys', 'tmp', 'usr', 'var', 'var/log'].map(
    (name) => `/${name}`,
  ),
);

/** A directory in the place of a socket would keep its daemon from starting. */
const isSocket = (source: string): boolean => /\.sock(?:et)?$/.test(source);

/** Says that Docker's socket leads nowhere on a host with Podman: what uses it finds no engine. */
export function tellOfSocket({ engine, ledger }: PlanContext, source: string, path: KeyPath): void {
  if (engine.name !== 'podman' || !/^(?:\/var)?\/run\/docker\.sock$/.test(source)) return;
  ledger.approximated(
    path,
    '--volume',
    "It is Docker's socket: where no Docker runs, the container does not start",
    'enable podman.socket and bind `/run/podman/podman.sock` there (of a user: `$XDG_RUNTIME_DIR/podman/podman.sock`)',
    'breaks',
  );
}

function bind(context: PlanContext, mount: Mount, path: KeyPath): MountPlan {
  const source = hostPath(context, pathTo([...path, 'source']), mount.source ?? '');
  const { propagation = '', recursive, selinux, create_host_path: makes } = mount.bind ?? {};
  if (recursive === 'writable' || recursive === 'readonly') {
    context.ledger.dropped(
      [...path, 'bind', 'recursive'],
      'Podman knows only whether what is mounted below comes along.',
    );
  }
  const alone = recursive === 'disabled';
  tellOfSocket(context, mount.source ?? '', path);
  const isThere = everywhere.has(mount.source ?? '') || isSocket(mount.source ?? '');
  const made = makes === false || isThere ? {} : { makeDirectory: source };
  if (`${mount.source ?? ''}${mount.target}`.includes(':')) {
    const relabel = selinux === 'z' ? 'shared' : selinux === 'Z' ? 'private' : undefined;
    const fields: CsvField[] = [['source', source]];
    if (propagation !== '') fields.push(['bind-propagation', text(propagation)]);
    if (alone) fields.push(['bind-nonrecursive']);
    if (relabel !== undefined) fields.push(['relabel', text(relabel)]);
    return { ...long(mount, path, fields), hostPath: source, ...made };
  }
  const options = [
    ...(mount.read_only ? ['ro'] : []),
    ...(alone ? ['bind'] : []),
    ...(propagation === '' ? [] : [propagation]),
    ...(selinux ? [selinux] : []),
  ];
  return { ...short(mount, path, source, options), hostPath: source, ...made };
}

function volume(context: PlanContext, mount: Mount, path: KeyPath): MountPlan {
  const options = mount.volume;
  for (const key of Object.keys(options?.labels ?? {})) {
    context.ledger.dropped(
      [...path, 'volume', 'labels', key],
      'Podman gives no labels to volumes of a mount.',
      'give them to the top-level volume',
    );
  }
  const inside = options?.subpath;
  const knowsInside = context.engine.name === 'podman' && isSince(context.engine.version, '5.4');
  if (inside !== undefined && !knowsInside) {
    context.ledger.dropped(
      [...path, 'volume', 'subpath'],
      'Podman before 5.4 mounts the whole volume.',
      'mount it where the path below it fits',
    );
  }
  const named = mount.source === undefined ? {} : { volume: mount.source };
  const name: Text = mount.source === undefined ? text() : nameOfVolume(context, mount.source);
  if (mount.source !== undefined && (inside === undefined || !knowsInside) && !mount.target.includes(':')) {
    return {
      ...short(mount, path, name, [...(mount.read_only ? ['ro'] : []), ...(options?.nocopy ? ['nocopy'] : [])]),
      ...named,
    };
  }
  const rest: CsvField[] = [
    ...(mount.read_only ? [['readonly'] as const] : []),
    ...(inside !== undefined && knowsInside ? [['subpath', text(inside)] as const] : []),
  ];
  const target: CsvField = ['target', text(mount.target)];
  const value =
    mount.source === undefined
      ? joinTexts([text('type=volume', { of: 'anonymous', target: mount.target }), csvLine([target, ...rest])], ',')
      : csvLine([['type', text('volume')], ['source', name], target, ...rest]);
  return { form: 'mount', value, target: mount.target, ...named, path };
}

function image(context: PlanContext, mount: Mount, path: KeyPath): MountPlan {
  const fields: CsvField[] = [['source', fullImageName(context, text(mount.source ?? ''), mount.source ?? '')]];
  const inside = mount.image?.subpath;
  if (inside !== undefined) {
    if (context.engine.name === 'podman' && isSince(context.engine.version, '5.1'))
      fields.push(['subpath', text(inside)]);
    else context.ledger.dropped([...path, 'image', 'subpath'], 'Podman before 5.1 mounts the whole image.');
  }
  return long(mount, path, fields);
}

function short(mount: Mount, path: KeyPath, source: Text, options: readonly string[]): MountPlan {
  const target = text(mount.target);
  return {
    form: 'volume',
    value: text(source, ':', target, options.length === 0 ? '' : `:${options.join(',')}`),
    target: mount.target,
    path,
  };
}

function long(mount: Mount, path: KeyPath, fields: readonly CsvField[]): MountPlan {
  const target = text(mount.target);
  const source = fields.filter(([key]) => key === 'source');
  const rest = fields.filter(([key]) => key !== 'source');
  const readOnly: readonly CsvField[] = mount.read_only && mount.type !== 'image' ? [['readonly']] : [];
  return {
    form: 'mount',
    value: csvLine([['type', text(mount.type)], ...source, ['target', target], ...readOnly, ...rest]),
    target: mount.target,
    path,
  };
}
