import type { MapNode } from '../tree/node.ts';
import { flagOf, listOf, named, namedTextsOf, numberOf, objectOf, present, textOf, textsOf } from './read.ts';
import type { Config, FileReference, Ipam, Model, Network, Secret, Volume } from './resource.ts';

export function readNetwork(node: MapNode, key: string): Network {
  return present({
    name: textOf(node, 'name') ?? key,
    external: flagOf(node, 'external') ?? false,
    driver: textOf(node, 'driver'),
    driver_opts: namedTextsOf(node, 'driver_opts'),
    ipam: objectOf(node, 'ipam', readIpam) ?? { config: [], options: named<string>([]) },
    internal: flagOf(node, 'internal') ?? false,
    attachable: flagOf(node, 'attachable') ?? false,
    enable_ipv4: flagOf(node, 'enable_ipv4'),
    enable_ipv6: flagOf(node, 'enable_ipv6'),
    labels: namedTextsOf(node, 'labels'),
  });
}

function readIpam(node: MapNode): Ipam {
  return present({
    driver: textOf(node, 'driver'),
    config: listOf(node, 'config', (pool) =>
      present({
        subnet: textOf(pool, 'subnet'),
        ip_range: textOf(pool, 'ip_range'),
        gateway: textOf(pool, 'gateway'),
        aux_addresses: namedTextsOf(pool, 'aux_addresses'),
      }),
    ),
    options: namedTextsOf(node, 'options'),
  });
}

export function readVolume(node: MapNode, key: string): Volume {
  return present({
    name: textOf(node, 'name') ?? key,
    external: flagOf(node, 'external') ?? false,
    driver: textOf(node, 'driver'),
    driver_opts: namedTextsOf(node, 'driver_opts'),
    labels: namedTextsOf(node, 'labels'),
  });
}

export function readSecret(node: MapNode, key: string): Secret {
  return present({
    name: textOf(node, 'name') ?? key,
    external: flagOf(node, 'external') ?? false,
    file: textOf(node, 'file'),
    environment: textOf(node, 'environment'),
    driver: textOf(node, 'driver'),
    driver_opts: namedTextsOf(node, 'driver_opts'),
    labels: namedTextsOf(node, 'labels'),
    template_driver: textOf(node, 'template_driver'),
  });
}

export function readConfig(node: MapNode, key: string): Config {
  const content = node.entries.get('content');
  return present({
    name: textOf(node, 'name') ?? key,
    external: flagOf(node, 'external') ?? false,
    file: textOf(node, 'file'),
    environment: textOf(node, 'environment'),
    // Content may be empty: the file then is.
    content: content?.kind === 'scalar' && typeof content.value === 'string' ? content.value : undefined,
    labels: namedTextsOf(node, 'labels'),
    template_driver: textOf(node, 'template_driver'),
  });
}

export function readModel(node: MapNode): Model {
  return present({
    name: textOf(node, 'name'),
    model: textOf(node, 'model') ?? '',
    context_size: numberOf(node, 'context_size'),
    runtime_flags: textsOf(node, 'runtime_flags'),
  });
}

/** The use of a secret or config. */
export function readFileReference(node: MapNode): FileReference {
  return present({
    source: textOf(node, 'source') ?? '',
    target: textOf(node, 'target'),
    uid: textOf(node, 'uid'),
    gid: textOf(node, 'gid'),
    mode: numberOf(node, 'mode'),
  });
}
