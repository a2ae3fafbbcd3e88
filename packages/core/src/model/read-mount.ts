import type { MapNode } from '../tree/node.ts';
import type { Mount } from './mount.ts';
import { flagOf, namedTextsOf, numberOf, objectOf, present, textOf } from './read.ts';

export function readMount(node: MapNode): Mount {
  return present({
    type: textOf(node, 'type') as Mount['type'],
    source: textOf(node, 'source'),
    target: textOf(node, 'target') ?? '',
    read_only: flagOf(node, 'read_only'),
    consistency: textOf(node, 'consistency'),
    bind: objectOf(node, 'bind', (bind) =>
      present({
        propagation: textOf(bind, 'propagation'),
        create_host_path: flagOf(bind, 'create_host_path'),
        recursive: textOf(bind, 'recursive'),
        selinux: textOf(bind, 'selinux'),
      }),
    ),
    volume: objectOf(node, 'volume', (volume) =>
      present({
        labels: namedTextsOf(volume, 'labels'),
        nocopy: flagOf(volume, 'nocopy'),
        subpath: textOf(volume, 'subpath'),
      }),
    ),
    tmpfs: objectOf(node, 'tmpfs', (tmpfs) =>
      present({ size: numberOf(tmpfs, 'size'), mode: numberOf(tmpfs, 'mode') }),
    ),
    image: objectOf(node, 'image', (image) => present({ subpath: textOf(image, 'subpath') })),
  });
}
