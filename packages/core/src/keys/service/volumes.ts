import { changeItems } from '../../tree/change.ts';
import type { Node, Origin, Path } from '../../tree/node.ts';
import {
  implied,
  isMap,
  isSeq,
  isString,
  map as mapNode,
  scalar,
  text as textNode,
  withEntry,
} from '../../tree/node.ts';
import { cleanPath } from '../../values/path.ts';
import type { ShortVolume } from '../../values/volume.ts';
import { parseVolume } from '../../values/volume.ts';
import type { ItemProblem, PathContext, RuleContext } from '../rule.ts';
import { between, flag, key, listOrMap, numberOrText, object, oneOf, text, uniqueList, words } from '../type.ts';

export const mounts = uniqueList(
  oneOf(
    text,
    object(
      {
        type: key(words('bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image'), 'What is mounted.'),
        source: key(text, 'Path on the host, name of a volume, or an image.'),
        target: key(text, 'Path in the container.'),
        read_only: key(flag, 'Mount it read-only.', { cast: 'boolean', decode: 'boolean' }),
        consistency: key(text, 'Ignored by Linux.'),
        bind: key(
          object({
            propagation: key(text, 'How mounts below it are passed on.'),
            create_host_path: key(flag, 'Make a directory when the source is missing.', {
              decode: 'boolean',
              zero: 'true',
            }),
            recursive: key(words('enabled', 'disabled', 'writable', 'readonly'), 'Mount what is mounted below it.'),
            selinux: key(words('z', 'Z'), 'Relabel: `z` shared, `Z` private.'),
          }),
          'Options of bind mounts.',
        ),
        volume: key(
          object({
            labels: key(listOrMap, 'Labels of the volume.', { merge: 'entries', decode: 'mapping' }),
            nocopy: key(flag, 'Do not copy what the image has there.', { cast: 'boolean', decode: 'boolean' }),
            subpath: key(text, 'Directory in the volume to mount.', { since: '2.26.0' }),
          }),
          'Options of volumes.',
        ),
        tmpfs: key(
          object({
            size: key(oneOf(between(0), text), 'Size of the file system.', { decode: 'bytes' }),
            mode: key(numberOrText, 'Permission bits of its root.', { since: '2.14.0', decode: 'unsigned' }),
          }),
          'Options of tmpfs mounts.',
        ),
        image: key(object({ subpath: key(text, 'Directory in the image to mount.') }), 'Options of image mounts.', {
          since: '2.35.0',
        }),
      },
      { required: ['type'] },
    ),
  ),
);

/** Mounts are known by their path in the container. */
export function mountIdentity(item: Node): string | ItemProblem | undefined {
  if (isString(item)) {
    const short = parseVolume(item.value);
    return short.ok ? rawTarget(item.value, short.value) : { code: 'invalid-volume', message: short.message };
  }
  if (!isMap(item)) return undefined;
  const target = item.entries.get('target');
  if (isString(target)) return target.value;
  return { code: 'missing-key', message: 'a mount needs a `target`, its path in the container' };
}

/** Short forms are compared before targets are cleaned: `/d` and `/d/` are two. */
function rawTarget(written: string, short: ShortVolume): string {
  const parts = written.split(':');
  const found = parts.find(
    (part, index) => (index > 0 || short.source === undefined) && cleanPath(part) === short.target,
  );
  return found ?? short.target;
}

const options = new Set([
  'ro',
  'rw',
  'nocopy',
  'z',
  'Z',
  'rprivate',
  'private',
  'rshared',
  'shared',
  'rslave',
  'slave',
]);

/** `[SOURCE:]TARGET[:OPTIONS]` to the long form. */
export function expandMounts(node: Node, context: RuleContext): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item, index) => {
    if (!isString(item)) return item;
    const short = parseVolume(item.value);
    if (short.ok) {
      if (!context.lenient) warnOfQuirks(item.value, short.value, [...context.path, index], item.origin, context);
      return longMount(short.value, item.origin);
    }
    if (!context.lenient) {
      context.report.add({
        code: 'invalid-volume',
        message: short.message,
        path: [...context.path, index],
        span: item.origin.span,
        hint: 'the form is [SOURCE:]TARGET[:OPTIONS]',
      });
    }
    return item;
  });
}

function longMount(short: ShortVolume, origin: Origin): Node {
  const filled = implied(origin);
  const entries: [string, Node][] = [['type', textNode(short.type, filled)]];
  if (short.source !== undefined) entries.push(['source', textNode(short.source, origin)]);
  entries.push(['target', textNode(short.target, origin)]);
  if (short.read_only) entries.push(['read_only', scalar(true, 'bool', origin)]);
  if (short.bind) {
    const { create_host_path, propagation, selinux } = short.bind;
    const bind: [string, Node][] = [];
    if (propagation !== undefined) bind.push(['propagation', textNode(propagation, origin)]);
    if (selinux !== undefined) bind.push(['selinux', textNode(selinux, origin)]);
    if (create_host_path) bind.push(['create_host_path', scalar(true, 'bool', filled)]);
    entries.push(['bind', mapNode(bind, bind.length > 1 ? origin : filled)]);
  }
  if (short.volume) {
    const nocopy: [string, Node][] = short.volume.nocopy ? [['nocopy', scalar(true, 'bool', origin)]] : [];
    entries.push(['volume', mapNode(nocopy, nocopy.length > 0 ? origin : filled)]);
  }
  return mapNode(entries, origin);
}

function warnOfQuirks(written: string, short: ShortVolume, path: Path, origin: Origin, context: RuleContext): void {
  const { span } = origin;
  if (short.source === undefined && /^[a-z]:/i.test(short.target)) {
    context.report.add({
      code: 'drive-letter-volume',
      message: `"${written}" is read as one path: a single letter before a colon is taken for a Windows drive`,
      path,
      span,
      hint: 'give the volume a name of two letters or more, or use the long form',
    });
  }
  const given = short.source === undefined ? undefined : written.slice(short.source.length + 1).split(':')[1];
  for (const option of given?.split(',') ?? []) {
    if (options.has(option)) continue;
    context.report.add({
      code: 'unknown-option',
      message: `the mount option "${option}" is dropped`,
      path,
      span,
    });
  }
}

/** A bind of the long form makes its source too, if it has a `bind` at all. */
export function fillMounts(node: Node): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item) => {
    const bind = isMap(item) ? item.entries.get('bind') : undefined;
    if (!isMap(item) || !isMap(bind) || bind.entries.has('create_host_path')) return item;
    return withEntry(item, 'bind', withEntry(bind, 'create_host_path', scalar(true, 'bool', implied(bind.origin))));
  });
}

/** Sources of binds are paths of the host. */
export function bindSources(node: Node, context: PathContext): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item, index) => {
    const type = isMap(item) ? item.entries.get('type') : undefined;
    if (!isMap(item) || !isString(type) || type.value !== 'bind') return item;
    const source = item.entries.get('source');
    if (source) return withEntry(item, 'source', context.resolve(source, 'host'));
    context.report.add({
      code: 'invalid-mount',
      message: 'a mount of type "bind" needs a `source`: the field Source must not be empty',
      path: [...context.path, index],
      span: item.origin.span,
      hint: 'give the path on the host as `source`',
    });
    return item;
  });
}
