import type { KubernetesService } from '../kubernetes/objects/objects.ts';
import type { Chart } from './chart.ts';
import { addOpenValue, optionalYaml } from './chart.ts';
import { valueKey } from './names.ts';
import type { Tree } from './tree.ts';
import { treeAt, treesAt } from './tree.ts';
import { oneOf, port, texts } from './values.ts';

/** The key of an object's values below its service: `service`, and `published` for `web-published`. */
export function groupKey(name: string, owner: string, usual: string): string {
  if (name === owner) return usual;
  return valueKey(name.startsWith(`${owner}-`) ? name.slice(owner.length + 1) : name);
}

/** Whether the ports of a Service are values: a name without a port is headless, and an ExternalName has nothing to choose. */
const hasPortValues = ({ spec }: KubernetesService): boolean =>
  (spec?.ports ?? []).length > 0 && spec?.type !== 'ExternalName';

const portKey = (name: unknown): string => (typeof name === 'string' ? valueKey(name) : 'port');

/** The path of the value of a Service's port, which whoever leads there follows; undefined: it is not a value. */
export function portPath(
  { plan, keys, context: { names, pods } }: Chart,
  service: string,
  number: unknown,
): readonly string[] | undefined {
  const found = plan.services.find(({ object }) => object.metadata.name === service);
  const ports = found?.object.spec?.ports?.filter((one) => one.port === number) ?? [];
  const port = ports.find(({ protocol = 'TCP' }) => protocol === 'TCP') ?? ports[0];
  const owner = found && names.service(found.of);
  const key = owner === undefined ? undefined : keys.get(owner);
  if (!found || !port || owner === undefined || key === undefined) return undefined;
  if (!pods.has(found.of) || !hasPortValues(found.object)) return undefined;
  return [key, groupKey(service, owner, 'service'), 'ports', portKey(port.name)];
}

/** The type and the ports of a Service. */
export function withServiceValues(
  chart: Chart,
  tree: Tree,
  object: KubernetesService,
  key: string,
  owner: string,
): void {
  const { values, slots } = chart;
  const spec = treeAt(tree, 'spec');
  const ports = treesAt(spec, 'ports');
  if (!spec || !hasPortValues(object)) return;
  const path = [key, groupKey(object.metadata.name, owner, 'service')];
  values.group(path, `Service ${object.metadata.name}`);
  if (spec['clusterIP'] === undefined) {
    const type = values.add({
      path: [...path, 'type'],
      value: typeof spec['type'] === 'string' ? spec['type'] : 'ClusterIP',
      schema: oneOf('ClusterIP', 'NodePort', 'LoadBalancer'),
    });
    const entry = slots.entry((name, pad) => [
      `${pad}{{- if ne ${type} "ClusterIP" }}`,
      `${pad}${name}: {{ ${type} }}`,
      `${pad}{{- end }}`,
    ]);
    const { type: _, ...rest } = spec;
    tree['spec'] = { type: entry, ...rest };
  }
  for (const [index, one] of ports.entries()) {
    const name = portKey(one['name']);
    const place = chart.place(object, ['spec', 'ports', index]);
    const about = `port that leads to ${String(one['targetPort'] ?? one['port'])}`;
    const expression = values.add({ path: [...path, 'ports', name], value: one['port'], about, place, schema: port });
    one['port'] = slots.action(expression);
  }
  withAnnotations(chart, tree, path);
}

export function withAnnotations(chart: Chart, tree: Tree, path: readonly string[]): void {
  const metadata = treeAt(tree, 'metadata');
  if (!metadata) return;
  const value = treeAt(metadata, 'annotations') ?? {};
  const expression = addOpenValue(chart, { path: [...path, 'annotations'], value, schema: texts });
  metadata['annotations'] = chart.slots.entry(optionalYaml(expression));
}
