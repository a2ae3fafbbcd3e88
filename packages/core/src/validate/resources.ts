import type { Report } from '../report/report.ts';
import type { MapNode, Node, Path } from '../tree/node.ts';
import { isMap, isSeq, isString, nodeAt, pathText } from '../tree/node.ts';
import { isIpAddress } from '../values/ip-address.ts';

/**
 * Checks of single resources and entries of services in their long forms, switched-off services included.
 * Source: compose-go's `validation`.
 */
export function checkResources(tree: MapNode, report: Report): void {
  for (const [name, volume] of section(tree, 'volumes')) checkExternalVolume(volume, ['volumes', name], report);
  for (const [name, network] of section(tree, 'networks')) checkExternal(network, ['networks', name], report);
  for (const [name, secret] of section(tree, 'secrets')) {
    checkExternal(secret, ['secrets', name], report);
    checkSource(secret, ['secrets', name], ['file', 'environment'], report);
  }
  for (const [name, config] of section(tree, 'configs')) {
    checkExternal(config, ['configs', name], report);
    checkSource(config, ['configs', name], ['file', 'environment', 'content'], report);
  }
  for (const [name, service] of section(tree, 'services')) checkService(service, ['services', name], report);
}

function section(tree: MapNode, name: string): Iterable<[string, Node]> {
  const node = tree.entries.get(name);
  return isMap(node) ? node.entries : [];
}

/** An external volume is as it is: nothing but its name may be said. */
function checkExternalVolume(volume: Node, path: Path, report: Report): void {
  const external = isMap(volume) ? volume.entries.get('external') : undefined;
  if (!isMap(volume) || external?.kind !== 'scalar' || external.value !== true) return;
  for (const [key, value] of volume.entries) {
    if (key === 'name' || key === 'external' || key.startsWith('x-')) continue;
    report.add({
      code: 'conflict',
      message: `${pathText(path)} is external, and \`${key}\` can only be given where it is made`,
      path: [...path, key],
      span: value.origin.key ?? value.origin.span,
      related: [{ message: 'marked as external', span: external.origin.key ?? external.origin.span }],
      hint: `remove \`${key}\` or \`external\``,
    });
  }
}

/** Of other external resources that is accepted, and means nothing. */
function checkExternal(resource: Node, path: Path, report: Report): void {
  const external = isMap(resource) ? resource.entries.get('external') : undefined;
  if (!isMap(resource) || external?.kind !== 'scalar' || external.value !== true) return;
  for (const [key, value] of resource.entries) {
    if (key === 'name' || key === 'external' || key.startsWith('x-') || value.origin.implied) continue;
    report.add({
      code: 'no-effect',
      message: `${pathText(path)} is external, where \`${key}\` has no effect`,
      path: [...path, key],
      span: value.origin.key ?? value.origin.span,
      related: [{ message: 'marked as external', span: external.origin.key ?? external.origin.span }],
      hint: `remove \`${key}\` or \`external\``,
    });
  }
}

/** Exactly one key says where the content comes from, unless it lies elsewhere. */
function checkSource(resource: Node, path: Path, keys: readonly string[], report: Report): void {
  if (!isMap(resource)) return;
  const given = keys.flatMap((key) => {
    const value = resource.entries.get(key);
    return value ? [{ key, span: value.origin.key ?? value.origin.span }] : [];
  });
  const [first, second] = given;
  if (first && second) {
    report.add({
      code: 'conflict',
      message: `${pathText(path)} has ${given.map(({ key }) => `\`${key}\``).join(' and ')}, which are mutually exclusive`,
      path,
      span: second.span,
      related: [{ message: 'the other', span: first.span }],
    });
  } else if (!first && !resource.entries.has('driver') && !resource.entries.has('external')) {
    report.add({
      code: 'no-source',
      message: `${pathText(path)} does not say where its content comes from`,
      path,
      span: resource.origin.key ?? resource.origin.span,
      hint: `give one of ${keys.map((key) => `\`${key}\``).join(', ')}, or \`external: true\``,
    });
  }
}

function checkService(service: Node, path: Path, report: Report): void {
  for (const [index, port] of itemsAt(service, ['ports'])) {
    const address = nodeAt(port, ['host_ip']);
    if (!isString(address) || isIpAddress(address.value)) continue;
    report.add({
      code: 'invalid-address',
      message: `"${address.value}" is not an IP address`,
      path: [...path, 'ports', index, 'host_ip'],
      span: address.origin.span,
    });
  }
  for (const [index, watch] of itemsAt(service, ['develop', 'watch'])) {
    const watched = nodeAt(watch, ['path']);
    if (!isString(watched) || watched.value !== '') continue;
    report.add({
      code: 'invalid-value',
      message: 'a path to watch cannot be empty',
      path: [...path, 'develop', 'watch', index, 'path'],
      span: watched.origin.span,
    });
  }
  for (const place of [['gpus'], ['deploy', 'resources', 'reservations', 'devices']]) {
    for (const [index, request] of itemsAt(service, place)) {
      const count = nodeAt(request, ['count']);
      const ids = nodeAt(request, ['device_ids']);
      if (!count || !ids) continue;
      report.add({
        code: 'conflict',
        message: '`count` and `device_ids` are mutually exclusive',
        path: [...path, ...place, index],
        span: ids.origin.key ?? ids.origin.span,
        related: [{ message: 'the other', span: count.origin.key ?? count.origin.span }],
      });
    }
  }
}

function itemsAt(node: Node, path: Path): Iterable<[number, Node]> {
  const list = nodeAt(node, path);
  return isSeq(list) ? list.items.entries() : [];
}
