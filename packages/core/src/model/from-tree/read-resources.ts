import type { MapNode } from '../../tree/node.ts';
import type { Defaults, Readers } from './read.ts';
import {
  amountOf,
  extensionsOf,
  flagOf,
  listOf,
  namedTextsOf,
  noEntries,
  noItems,
  numberOf,
  objectOf,
  readRecord,
  textOf,
  textsOf,
} from './read.ts';
import type { Config, FileReference, Ipam, IpamPool, Model, Network, Secret, Volume } from '../resource.ts';

const poolReaders: Readers<IpamPool> = {
  subnet: textOf,
  ip_range: textOf,
  gateway: textOf,
  aux_addresses: namedTextsOf,
};

const ipamReaders: Readers<Ipam> = {
  driver: textOf,
  config: (node, key) => listOf(node, key, (pool) => readRecord(pool, poolReaders, { aux_addresses: noEntries })),
  options: namedTextsOf,
};
const emptyIpam: Defaults<Ipam> = { config: noItems, options: noEntries };

const networkReaders: Readers<Network> = {
  name: textOf,
  external: flagOf,
  driver: textOf,
  driver_opts: namedTextsOf,
  ipam: (node, key) => objectOf(node, key, (ipam) => readRecord(ipam, ipamReaders, emptyIpam)),
  internal: flagOf,
  attachable: flagOf,
  enable_ipv4: flagOf,
  enable_ipv6: flagOf,
  labels: namedTextsOf,
};

export function readNetwork(node: MapNode, name: string): Network {
  return readRecord(node, networkReaders, {
    name,
    external: false,
    driver_opts: noEntries,
    ipam: emptyIpam,
    internal: false,
    attachable: false,
    labels: noEntries,
  });
}

const volumeReaders: Readers<Omit<Volume, 'extensions'>> = {
  name: textOf,
  external: flagOf,
  driver: textOf,
  driver_opts: namedTextsOf,
  labels: namedTextsOf,
};

export function readVolume(node: MapNode, name: string): Volume {
  const volume = readRecord(node, volumeReaders, { name, external: false, driver_opts: noEntries, labels: noEntries });
  return { ...volume, extensions: extensionsOf(node) };
}

const secretReaders: Readers<Secret> = {
  ...volumeReaders,
  file: textOf,
  environment: textOf,
  template_driver: textOf,
};

export function readSecret(node: MapNode, name: string): Secret {
  return readRecord(node, secretReaders, { name, external: false, driver_opts: noEntries, labels: noEntries });
}

const configReaders: Readers<Config> = {
  name: textOf,
  external: flagOf,
  file: textOf,
  environment: textOf,
  // Content may be empty: the file then is.
  content: (node, key) => textOf(node, key) ?? '',
  labels: namedTextsOf,
  template_driver: textOf,
};

export function readConfig(node: MapNode, name: string): Config {
  return readRecord(node, configReaders, { name, external: false, labels: noEntries });
}

const modelReaders: Readers<Model> = {
  name: textOf,
  model: textOf,
  context_size: amountOf,
  runtime_flags: textsOf,
};

export function readModel(node: MapNode): Model {
  return readRecord(node, modelReaders, { model: '', runtime_flags: noItems });
}

const referenceReaders: Readers<FileReference> = {
  source: textOf,
  target: textOf,
  uid: textOf,
  gid: textOf,
  mode: numberOf,
};

/** The use of a secret or config. */
export function readFileReference(node: MapNode): FileReference {
  return readRecord(node, referenceReaders, { source: '' });
}
