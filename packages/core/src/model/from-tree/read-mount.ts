import type { BindOptions, Mount, VolumeOptions } from '../mount.ts';
import type { Reader } from './read.ts';
import { amountOf, flagOf, namedTextsOf, objectOf, or, recordReader, switchOf, textOf } from './read.ts';

type TmpfsOptions = NonNullable<Mount['tmpfs']>;
type ImageOptions = NonNullable<Mount['image']>;

const readBind = recordReader<BindOptions>({
  propagation: textOf,
  create_host_path: flagOf,
  recursive: textOf,
  selinux: textOf,
});

export const readMount = recordReader<Mount>({
  // One of the words that the key table knows.
  type: or(textOf as Reader<Mount['type'] | undefined>, 'volume'),
  source: textOf,
  target: or(textOf, ''),
  read_only: switchOf,
  consistency: textOf,
  bind: objectOf(readBind),
  volume: objectOf(recordReader<VolumeOptions>({ labels: namedTextsOf, nocopy: switchOf, subpath: textOf })),
  tmpfs: objectOf(recordReader<TmpfsOptions>({ size: amountOf, mode: amountOf })),
  image: objectOf(recordReader<ImageOptions>({ subpath: textOf })),
});
