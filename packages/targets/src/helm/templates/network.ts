import type { KubernetesService, ServicePort } from '../../kubernetes/objects/objects.ts';
import type { KubernetesPlan } from '../../kubernetes/plan.ts';
import { grouped } from '../../shared/grouped.ts';
import { oncePer } from '../../shared/once-per.ts';
import type { Chart } from '../chart/chart.ts';
import { addOpenValue, optionalYaml } from '../chart/chart.ts';
import { askedFields, inForms, withFieldValue } from '../environments/field-values.ts';
import type { GuardedItem } from './guarded-list.ts';
import { guardedList } from './guarded-list.ts';
import { valueKey } from '../names.ts';
import { unionOf } from './volumes.ts';
import type { Tree } from './tree.ts';
import { treeAt } from './tree.ts';
import { oneOf, port, texts } from '../values.ts';

/** The key of an object's values below its service: `service`, and `published` for `web-published`. */
export function groupKey(name: string, owner: string, usual: string): string {
  if (name === owner) return usual;
  return valueKey(name.startsWith(`${owner}-`) ? name.slice(owner.length + 1) : name);
}

/** Whether the ports of a Service are values: a name without a port is headless, and an ExternalName has nothing to choose. */
const hasPortValues = ({ spec }: KubernetesService): boolean =>
  (spec?.ports ?? []).length > 0 && spec?.type !== 'ExternalName';

const portKey = (name: unknown): string => (typeof name === 'string' ? valueKey(name) : 'port');

const servicesByName = oncePer(({ services }: KubernetesPlan) =>
  grouped(services, ({ object }) => object.metadata.name),
);

/** The Service of a name. */
export const serviceNamed = (plan: KubernetesPlan, name: string) => servicesByName(plan).get(name)?.[0];

const portsByNumber = oncePer(({ spec }: KubernetesService): ReadonlyMap<unknown, readonly ServicePort[]> =>
  grouped(spec?.ports ?? [], ({ port }) => port),
);

/** The path of the value of a Service's port, which whoever leads there follows; undefined: it is not a value. */
export function portPath(
  { plan, keys, context: { names, pods } }: Chart,
  service: string,
  number: unknown,
): readonly string[] | undefined {
  const found = serviceNamed(plan, service);
  const ports = (found && portsByNumber(found.object).get(number)) ?? [];
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
  withPorts(chart, treeAt(tree, 'spec') ?? {}, object, path);
  const place = { object, node: treeAt(tree, 'spec') ?? {}, path: ['spec'] };
  for (const field of askedFields(chart, place))
    if (!['ports', 'type', 'selector', 'clusterIP'].includes(field))
      withFieldValue(chart, place, field, [...path, field]);
  withAnnotations(chart, tree, path);
}

/** Each port is a value; those that only some environments have are there where they have a number. */
function withPorts(chart: Chart, spec: Tree, object: KubernetesService, path: readonly string[]): void {
  const forms = inForms(chart, object, ['spec', 'ports']) as readonly (readonly ServicePort[] | undefined)[];
  const lists = forms.map((ports) => ports?.map(withoutNumber));
  const union = unionOf(lists, ({ name }) => String(name)) ?? { items: lists[0] ?? [], partial: new Set<string>() };
  const own = new Map((object.spec?.ports ?? []).map((one, index) => [String(one.name), { one, index }]));
  const items = union.items.map((rest): GuardedItem => {
    const known = own.get(String(rest.name));
    const optional = union.partial.has(String(rest.name));
    const expression = chart.values.add({
      path: [...path, 'ports', portKey(rest.name)],
      value: known?.one.port ?? null,
      about: `port that leads to ${String(rest.targetPort ?? known?.one.port)}${optional ? '; null: closed' : ''}`,
      place: known && chart.place(object, ['spec', 'ports', known.index]),
      schema: optional ? { ...port, type: ['integer', 'null'] } : port,
      optional,
    });
    const { name, ...others } = rest;
    const item = { ...(name !== undefined && { name }), port: chart.slots.action(expression), ...others };
    return { item: ordered(item, known?.one), condition: optional ? expression : undefined };
  });
  spec['ports'] = guardedList(chart, items);
}

function withoutNumber(one: ServicePort): Omit<ServicePort, 'port'> {
  const { port: _, ...rest } = one;
  return rest;
}

/** With the keys of another one in its order. */
function ordered(item: Tree, like: ServicePort | undefined): Tree {
  return like ? Object.fromEntries(Object.keys(like).map((key) => [key, item[key]])) : item;
}

export function withAnnotations(chart: Chart, tree: Tree, path: readonly string[]): void {
  const metadata = treeAt(tree, 'metadata');
  if (!metadata) return;
  const value = treeAt(metadata, 'annotations') ?? {};
  const expression = addOpenValue(chart, { path: [...path, 'annotations'], value, schema: texts });
  metadata['annotations'] = chart.slots.entry(optionalYaml(expression));
}
