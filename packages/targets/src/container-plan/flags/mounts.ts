import type { Mount, Service } from '@transpose/core';
import { parseTmpfs } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { hostPath } from '../context.ts';
import type { CsvField } from './csv.ts';
import { csvLine } from './csv.ts';
import { nameOfVolume } from '../names.ts';
import { podmanMount, podmanTmpfs } from '../podman/podman-mounts.ts';
import type { Text } from '../text.ts';
import { text } from '../text.ts';
import type { Flag, MountPlan } from '../types.ts';

/**
 * The mounts of a service in the forms that Compose uses: `-v` for plain binds and volumes (the engine makes a missing
 * directory), `--mount` for what needs more. Source: docker compose, `pkg/compose/create.go`, buildContainerVolumes.
 */
export function planMounts(context: PlanContext, service: Service): readonly MountPlan[] {
  const volumes = service.volumes.flatMap((mount, index): readonly MountPlan[] => {
    const planned = planMount(context, mount, pathTo(['services', service.name, 'volumes', index]));
    return planned ? [planned] : [];
  });
  const tmpfs = service.tmpfs.map((one, index): MountPlan => {
    const path = pathTo(['services', service.name, 'tmpfs', index]);
    const value = context.engine.name === 'podman' ? podmanTmpfs(context, service, one, path) : one;
    return { form: 'tmpfs', value: text(value), target: parseTmpfs(one).target, path };
  });
  return [...volumes, ...tmpfs];
}

function planMount(context: PlanContext, mount: Mount, path: KeyPath): MountPlan | undefined {
  if (mount.consistency !== undefined && mount.type === 'bind') {
    context.ledger.dropped([...path, 'consistency'], 'The engine on Linux has one consistency only.');
  }
  if (context.engine.name === 'podman') return podmanMount(context, mount, path);
  switch (mount.type) {
    case 'bind':
      return planBind(context, mount, path);
    case 'volume':
      return planVolumeMount(context, mount, path);
    case 'tmpfs':
    case 'image':
    case 'npipe':
    case 'cluster':
      return mountForm(mount, path, otherFields(mount));
  }
}

const readOnly = (mount: Mount): readonly CsvField[] => (mount.read_only ? [['readonly']] : []);

function mountForm(mount: Mount, path: KeyPath, fields: readonly CsvField[]): MountPlan {
  const target = text(mount.target);
  const [first, ...rest] = fields;
  const source = first === undefined ? [] : [first];
  return {
    form: 'mount',
    value: csvLine([['type', text(mount.type)], ...source, ['target', target], ...readOnly(mount), ...rest]),
    target: mount.target,
    path,
  };
}

function planBind(context: PlanContext, mount: Mount, path: KeyPath): MountPlan {
  const source = hostPath(context, pathTo([...path, 'source']), mount.source ?? '');
  const bind = mount.bind;
  const makes = bind?.create_host_path !== false;
  const colon = `${mount.source ?? ''}${mount.target}`.includes(':');
  const special = bind?.propagation !== undefined && bind.propagation !== '';
  if (bind?.selinux !== undefined && (special || bind.recursive !== undefined || !makes)) {
    context.ledger.dropped(
      [...path, 'bind', 'selinux'],
      'Docker relabels only plain binds that may make their source.',
    );
  }
  if (makes && !colon && bind?.recursive === undefined) {
    const options = [
      mount.read_only ? 'ro' : 'rw',
      ...(special ? [bind.propagation ?? ''] : bind?.selinux === undefined ? [] : [bind.selinux]),
    ];
    const target = text(mount.target);
    return {
      form: 'volume',
      value: text(source, ':', target, ...shortOptions(options)),
      target: mount.target,
      hostPath: source,
      path,
    };
  }
  const fields: CsvField[] = [['source', source]];
  if (special) fields.push(['bind-propagation', text(bind.propagation ?? '')]);
  if (bind?.recursive !== undefined) fields.push(['bind-recursive', text(bind.recursive)]);
  return { ...mountForm(mount, path, fields), hostPath: source, ...(makes ? { makeDirectory: source } : {}) };
}

/** `rw` alone need not be said. */
function shortOptions(options: readonly string[]): readonly string[] {
  const said = options.length === 1 && options[0] === 'rw' ? [] : options[0] === 'rw' ? options.slice(1) : options;
  return said.length === 0 ? [] : [`:${said.join(',')}`];
}

function planVolumeMount(context: PlanContext, mount: Mount, path: KeyPath): MountPlan {
  const options = mount.volume;
  const labels = Object.entries(options?.labels ?? {});
  const name: Text | undefined = mount.source === undefined ? undefined : nameOfVolume(context, mount.source);
  const named = mount.source === undefined ? {} : { volume: mount.source };
  const plain = options?.nocopy !== true && options?.subpath === undefined && labels.length === 0;
  if (name && plain && !mount.target.includes(':')) {
    const target = text(mount.target);
    return {
      form: 'volume',
      value: text(name, ':', target, mount.read_only ? ':ro' : ''),
      target: mount.target,
      ...named,
      path,
    };
  }
  const fields: CsvField[] = [];
  if (options?.nocopy) fields.push(['volume-nocopy']);
  if (options?.subpath !== undefined) fields.push(['volume-subpath', text(options.subpath)]);
  for (const [key, value] of labels) fields.push(['volume-label', text(`${key}=`, value)]);
  if (!name) return anonymousVolume(mount, path, fields);
  return { ...mountForm(mount, path, [['source', name], ...fields]), ...named };
}

/** The volume of a container that is made anew goes over to the new one, so that its source is known only then. */
function anonymousVolume(mount: Mount, path: KeyPath, fields: readonly CsvField[]): MountPlan {
  const target = csvLine([['target', text(mount.target)]]);
  const rest = csvLine([...readOnly(mount), ...fields]);
  const source = { of: 'anonymous', target: mount.target } as const;
  return {
    form: 'mount',
    value: text('type=volume', source, ',', target, rest.length === 0 ? '' : ',', rest),
    target: mount.target,
    path,
  };
}

function otherFields(mount: Mount): readonly CsvField[] {
  const fields: CsvField[] = [];
  if (mount.source !== undefined) fields.push(['source', text(mount.source)]);
  if (mount.tmpfs?.size !== undefined) fields.push(['tmpfs-size', text(String(mount.tmpfs.size))]);
  if (mount.tmpfs?.mode !== undefined) fields.push(['tmpfs-mode', text(mount.tmpfs.mode.toString(8))]);
  if (mount.image?.subpath !== undefined) fields.push(['image-subpath', text(mount.image.subpath)]);
  return fields;
}

/** The option of `create` for a mount. */
export function mountFlag(mount: MountPlan): Flag & { readonly value: Text } {
  return { flag: `--${mount.form}`, value: mount.value, path: mount.path };
}
