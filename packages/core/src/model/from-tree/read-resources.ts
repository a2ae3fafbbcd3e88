import type { Entries, Readers } from './read.ts';
import {
  amountOf,
  extensionsOf,
  filledOf,
  flagOf,
  listOf,
  namedTextsOf,
  numberOf,
  or,
  recordReader,
  textOf,
  textsOf,
} from './read.ts';
import type { Config, FileReference, Ipam, IpamPool, Model, Network, Secret, Volume } from '../resource.ts';

/** Reads a resource, which has the name of its key unless it says another. */
function resourceReader<T extends object>(readers: Readers<T>): (node: Entries, key: string) => T & { name: string } {
  const read = recordReader(readers);
  return (node, key) => ({ name: textOf(node, 'name') ?? key, ...read(node) });
}

const readPool = recordReader<IpamPool>({
  subnet: textOf,
  ip_range: textOf,
  gateway: textOf,
  aux_addresses: namedTextsOf,
});

const readIpam = recordReader<Ipam>({ driver: textOf, config: listOf(readPool), options: namedTextsOf });

export const readNetwork = resourceReader<Omit<Network, 'name'>>({
  external: or(flagOf, false),
  driver: textOf,
  driver_opts: namedTextsOf,
  ipam: filledOf(readIpam),
  internal: or(flagOf, false),
  attachable: or(flagOf, false),
  enable_ipv4: flagOf,
  enable_ipv6: flagOf,
  labels: namedTextsOf,
});

const volumeReaders = {
  external: or(flagOf, false),
  driver: textOf,
  driver_opts: namedTextsOf,
  labels: namedTextsOf,
};

const readVolumeFields = resourceReader<Omit<Volume, 'name' | 'extensions'>>(volumeReaders);

export function readVolume(node: Entries, key: string): Volume {
  return { ...readVolumeFields(node, key), extensions: extensionsOf(node) };
}

export const readSecret = resourceReader<Omit<Secret, 'name'>>({
  ...volumeReaders,
  file: textOf,
  environment: textOf,
  template_driver: textOf,
});

export const readConfig = resourceReader<Omit<Config, 'name'>>({
  external: or(flagOf, false),
  file: textOf,
  environment: textOf,
  // Content may be empty: the file then is.
  content: (node, key) => (node.entries.has(key) ? (textOf(node, key) ?? '') : undefined),
  labels: namedTextsOf,
  template_driver: textOf,
});

export const readModel = recordReader<Model>({
  name: textOf,
  model: or(textOf, ''),
  context_size: amountOf,
  runtime_flags: textsOf,
});

/** The use of a secret or config. */
export const readFileReference = recordReader<FileReference>({
  source: or(textOf, ''),
  target: textOf,
  uid: textOf,
  gid: textOf,
  mode: numberOf,
});
