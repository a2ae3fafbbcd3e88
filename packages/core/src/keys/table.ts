import { include } from './include.ts';
import { config, expandExternals, localDevices, model, network, secret, volume } from './resources.ts';
import type { KeysIn } from './rule.ts';
import { serviceKeys } from './service.ts';
import { key, map, names, object, text } from './type.ts';

/**
 * Every key of a Compose file: the one place that knows a key. Docker Compose v5 (compose-go v2.14) is followed.
 * Checking, merging, short forms, paths, output, suggestions, docs and the targets' support tables read from here.
 */
export const projectType = object({
  version: key(text, 'Version of the file format.', { deprecated: 'nothing: it has no effect' }),
  name: key(text, 'Name of the project.'),
  include: key(include, 'Other Compose projects that are part of this one.', { since: '2.20.0' }),
  services: key(map(object(serviceKeys), { names }), 'The containers of the project.'),
  models: key(map(model, { names, otherNames: 'unchecked' }), 'AI models that services use.', { since: '2.38.0' }),
  networks: key(map(network, { names, otherNames: 'unchecked' }), 'Networks that services join.', {
    expand: expandExternals,
  }),
  volumes: key(map(volume, { names }), 'Volumes that services mount.', {
    expand: expandExternals,
    path: localDevices,
  }),
  secrets: key(map(secret, { names }), 'Secrets that services and builds use.', { expand: expandExternals }),
  configs: key(map(config, { names }), 'Configuration files that services use.', { expand: expandExternals }),
});

/** All keys as a nested type: what a support table must have a row for. */
export type ComposeKeys = KeysIn<typeof projectType>;
