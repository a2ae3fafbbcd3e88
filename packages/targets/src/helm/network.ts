import type { HttpRoute, Ingress, KubernetesService } from '../kubernetes/objects/objects.ts';
import type { Chart } from './chart.ts';
import { addOpenValue, optionalScalar, optionalYaml } from './chart.ts';
import { valueKey } from './names.ts';
import type { Tree } from './tree.ts';
import { treeAt, treesAt } from './tree.ts';
import { list, oneOf, port, textOrNull, texts } from './values.ts';

/** The key of an object's values below its service: `service`, and `published` for `web-published`. */
function groupKey(name: string, owner: string, usual: string): string {
  if (name === owner) return usual;
  return valueKey(name.startsWith(`${owner}-`) ? name.slice(owner.length + 1) : name);
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
  // A name without a port is headless, and an ExternalName has nothing to choose.
  if (!spec || ports.length === 0 || spec['type'] === 'ExternalName') return;
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
    const name = typeof one['name'] === 'string' ? valueKey(one['name']) : 'port';
    const place = chart.place(object, ['spec', 'ports', index]);
    const about = `port that leads to ${String(one['targetPort'] ?? one['port'])}`;
    const expression = values.add({ path: [...path, 'ports', name], value: one['port'], about, place, schema: port });
    one['port'] = slots.action(expression);
  }
  withAnnotations(chart, tree, path);
}

function withAnnotations(chart: Chart, tree: Tree, path: readonly string[]): void {
  const metadata = treeAt(tree, 'metadata');
  if (!metadata) return;
  const value = treeAt(metadata, 'annotations') ?? {};
  const expression = addOpenValue(chart, { path: [...path, 'annotations'], value, schema: texts });
  metadata['annotations'] = chart.slots.entry(optionalYaml(expression));
}

/** Class, hosts and certificates of an Ingress; host names and parents of an HTTPRoute. */
export function withRouteValues(
  chart: Chart,
  tree: Tree,
  object: Ingress | HttpRoute,
  key: string,
  owner: string,
): void {
  const { values, slots } = chart;
  const spec = treeAt(tree, 'spec');
  if (!spec) return;
  const isIngress = object.kind === 'Ingress';
  const path = [key, groupKey(object.metadata.name, owner, isIngress ? 'ingress' : 'httpRoute')];
  values.group(path, `${object.kind} ${object.metadata.name}`);
  const fields = isIngress ? ['tls', 'rules'] : ['parentRefs', 'hostnames'];
  const made = Object.fromEntries(
    fields.map((field) => {
      const place = chart.place(object, ['spec', field, 0]);
      const value = { path: [...path, field], value: spec[field] ?? [], place, schema: list };
      const expression = addOpenValue(chart, value);
      return [field, slots.entry(optionalYaml(expression))];
    }),
  );
  if (isIngress) {
    const value = typeof spec['ingressClassName'] === 'string' ? spec['ingressClassName'] : '';
    const about = 'class of the Ingress; empty: the default of the cluster';
    const expression = values.add({ path: [...path, 'className'], value, about, schema: textOrNull });
    made['ingressClassName'] = slots.entry(optionalScalar(expression));
  }
  tree['spec'] = { ...spec, ...made };
  withAnnotations(chart, tree, path);
}
