import { changeEntries } from '../tree/change.ts';
import type { Node } from '../tree/node.ts';
import { isMap, isString, pathText, scalar, withEntry } from '../tree/node.ts';
import { beforeEquals } from './mapping.ts';
import type { PathContext, RuleContext } from './rule.ts';
import { bool, flag, integer, key, list, listOrMap, map, none, object, oneOf, optionMap, text } from './type.ts';

const oldName = { name: key(text, 'Its name.', { deprecated: '`name` beside `external: true`' }) } as const;
const external = key(oneOf(bool, text, object(oldName)), 'It is made elsewhere and must be there.', {
  cast: 'boolean',
  decode: 'boolean',
});
const openExternal = key(
  oneOf(bool, text, object(oldName, { open: true })),
  'It is made elsewhere and must be there.',
  {
    cast: 'boolean',
    decode: 'boolean',
  },
);

export const network = oneOf(
  object({
    name: key(text, 'Name on the engine.'),
    driver: key(text, 'Network driver.'),
    driver_opts: key(optionMap, 'Options of the driver.', { decode: 'options' }),
    ipam: key(
      object({
        driver: key(text, 'IPAM driver.'),
        config: key(
          list(
            object(
              {
                subnet: key(text, 'Subnet in CIDR form.'),
                ip_range: key(text, 'Part of it from which addresses are given.'),
                gateway: key(text, 'Address of the gateway.'),
                aux_addresses: key(map(text, { names: /./ }), 'Addresses that are taken, by host name.', {
                  decode: 'mapping',
                }),
              },
              { dropsExtensions: true },
            ),
          ),
          'Pools of addresses.',
          { merge: 'subnets' },
        ),
        options: key(map(text, { names: /./ }), 'Options of the IPAM driver.', { decode: 'options' }),
      }),
      'How addresses are given.',
      { zero: 'always' },
    ),
    external,
    internal: key(flag, 'No way out of the network.', { cast: 'boolean', decode: 'boolean' }),
    enable_ipv4: key(flag, 'Give IPv4 addresses.', {
      since: '2.33.1',
      cast: 'boolean',
      decode: 'boolean',
      zero: 'kept',
    }),
    enable_ipv6: key(flag, 'Give IPv6 addresses.', { cast: 'boolean', decode: 'boolean', zero: 'kept' }),
    attachable: key(flag, 'Other containers may join.', { cast: 'boolean', decode: 'boolean' }),
    labels: key(listOrMap, 'Labels of the network.', {
      merge: 'entries',
      identity: beforeEquals,
      decode: 'mapping',
    }),
  }),
  none,
);

export const volume = oneOf(
  object({
    name: key(text, 'Name on the engine.'),
    driver: key(text, 'Volume driver.'),
    driver_opts: key(optionMap, 'Options of the driver.', { decode: 'options' }),
    external,
    labels: key(listOrMap, 'Labels of the volume.', { merge: 'entries', decode: 'mapping' }),
  }),
  none,
);

export const secret = object({
  name: key(text, 'Name of the secret.'),
  environment: key(text, 'Environment variable that holds it.', { since: '2.6.0' }),
  file: key(text, 'File that holds it.', { path: 'host' }),
  external: openExternal,
  labels: key(listOrMap, 'Labels of the secret.', { decode: 'mapping' }),
  driver: key(text, 'Secret driver (Swarm).'),
  driver_opts: key(optionMap, 'Options of the driver.', { decode: 'plain-options' }),
  template_driver: key(text, 'Driver that fills in the content (Swarm).'),
});

export const config = object({
  name: key(text, 'Name of the config.'),
  content: key(text, 'The content itself.', { since: '2.23.1' }),
  environment: key(text, 'Environment variable that holds it.', { since: '2.23.1' }),
  file: key(text, 'File that holds it.', { path: 'host' }),
  external: openExternal,
  labels: key(listOrMap, 'Labels of the config.', { decode: 'mapping' }),
  template_driver: key(text, 'Driver that fills in the content (Swarm).'),
});

export const model = object(
  {
    name: key(text, 'Name of the model.'),
    model: key(text, 'Reference to the model.'),
    context_size: key(integer, 'Most tokens of context.', { decode: 'integer' }),
    runtime_flags: key(list(text), 'Flags for the inference engine.'),
  },
  { required: ['model'] },
);

/** `external: {name: x}`, the old way, becomes `name` and `external: true` in every resource of a section. */
export function expandExternals(node: Node, context: RuleContext): Node {
  if (!isMap(node)) return node;
  return changeEntries(node, (resource, name) => expandExternal(resource, name, context));
}

function expandExternal(resource: Node, key: string, context: RuleContext): Node {
  const old = isMap(resource) ? resource.entries.get('external') : undefined;
  if (!isMap(resource) || !isMap(old)) return resource;
  const path = [...context.path, key];
  const marked = withEntry(resource, 'external', scalar(true, 'bool', old.origin));
  const oldName = old.entries.get('name');
  if (!isString(oldName)) return marked;
  context.report.add({
    code: 'deprecated-key',
    message: '`external.name` is deprecated',
    path: [...path, 'external', 'name'],
    span: oldName.origin.key ?? oldName.origin.span,
    hint: 'write `name: …` beside `external: true`',
  });
  const name = resource.entries.get('name');
  if (!name) return withEntry(marked, 'name', oldName);
  if (isString(name) && name.value !== oldName.value) {
    context.report.add({
      code: 'conflict',
      message: `\`name\` and \`external.name\` of ${pathText(path)} differ`,
      path,
      span: oldName.origin.span,
      related: [{ message: 'the other name', span: name.origin.span }],
      hint: 'keep `name` alone',
    });
  }
  return marked;
}

/** A volume of the driver `local` with `o: bind` is a bind mount: its `device` is a path of the host. */
export function localDevices(node: Node, context: PathContext): Node {
  if (!isMap(node)) return node;
  return changeEntries(node, (volume) => {
    if (!isMap(volume) || !hasText(volume.entries.get('driver'), 'local')) return volume;
    const options = volume.entries.get('driver_opts');
    const device = isMap(options) ? options.entries.get('device') : undefined;
    if (!isMap(options) || !device || !hasText(options.entries.get('o'), 'bind')) return volume;
    return withEntry(volume, 'driver_opts', withEntry(options, 'device', context.resolve(device, 'host')));
  });
}

const hasText = (node: Node | undefined, text: string): boolean => isString(node) && node.value === text;
