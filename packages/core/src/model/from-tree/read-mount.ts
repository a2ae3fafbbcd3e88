import type { MapNode } from '../../tree/node.ts';
import type { BindOptions, Mount, VolumeOptions } from '../mount.ts';
import type { Readers } from './read.ts';
import { amountOf, flagOf, namedTextsOf, noEntries, objectOf, readRecord, switchOf, textOf } from './read.ts';

type TmpfsOptions = NonNullable<Mount['tmpfs']>;
type ImageOptions = NonNullable<Mount['image']>;

const bindReaders: Readers<BindOptions> = {
  propagation: textOf,
  create_host_path: flagOf,
  recursive: textOf,
  selinux: textOf,
};
const volumeReaders: Readers<VolumeOptions> = { labels: namedTextsOf, nocopy: switchOf, subpath: textOf };
const tmpfsReaders: Readers<TmpfsOptions> = { size: amountOf, mode: amountOf };
const imageReaders: Readers<ImageOptions> = { subpath: textOf };

const mountReaders: Readers<Mount> = {
  // One of the words that the key table knows.
  type: (node, key) => textOf(node, key) as Mount['type'] | undefined,
  source: textOf,
  target: textOf,
  read_only: switchOf,
  consistency: textOf,
  bind: (node, key) => objectOf(node, key, (bind) => readRecord<BindOptions>(bind, bindReaders, {})),
  volume: (node, key) => objectOf(node, key, (volume) => readRecord(volume, volumeReaders, { labels: noEntries })),
  tmpfs: (node, key) => objectOf(node, key, (tmpfs) => readRecord<TmpfsOptions>(tmpfs, tmpfsReaders, {})),
  image: (node, key) => objectOf(node, key, (image) => readRecord<ImageOptions>(image, imageReaders, {})),
};

export function readMount(node: MapNode): Mount {
  return readRecord(node, mountReaders, { type: 'volume', target: '' });
}
