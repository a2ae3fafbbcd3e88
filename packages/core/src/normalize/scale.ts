import type { MapNode, Node } from '../tree/node.ts';
import { implied, isMap, withEntry } from '../tree/node.ts';

/** Copies `scale` to `deploy.replicas` of services that have `deploy`, as Docker Compose does while it checks them. */
export function copyScale(tree: MapNode): MapNode {
  const services = tree.entries.get('services');
  if (!isMap(services)) return tree;
  let entries: Map<string, Node> | undefined;
  for (const [name, service] of services.entries) {
    const scale = isMap(service) ? service.entries.get('scale') : undefined;
    const deploy = isMap(service) ? service.entries.get('deploy') : undefined;
    if (!isMap(service) || !isMap(deploy) || !scale || deploy.entries.has('replicas')) continue;
    const copied = withEntry(deploy, 'replicas', { ...scale, origin: implied(scale.origin) });
    (entries ??= new Map(services.entries)).set(name, withEntry(service, 'deploy', copied));
  }
  return entries ? withEntry(tree, 'services', { ...services, entries }) : tree;
}
