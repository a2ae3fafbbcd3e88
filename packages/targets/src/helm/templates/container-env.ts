import type { EnvVar, Workload } from '../../kubernetes/objects/objects.ts';
import { plainDollar } from '../../shared/formats/k8s-dollar.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { Chart } from '../chart/chart.ts';
import { optionalYaml } from '../chart/chart.ts';
import { inForms } from '../environments/field-values.ts';
import { valueExpression } from './go-template.ts';
import { guardedList } from './guarded-list.ts';
import type { EntryLines } from './slots.ts';
import type { Tree } from './tree.ts';
import { treesAt } from './tree.ts';
import { objects, textOrNull } from '../values.ts';

/** Where a container is in its object. */
export interface ContainerPlace {
  readonly object: Workload;
  readonly path: YamlPath;
}

/**
 * The variables of a container: each plain one is a value, others can be added. One that the container of the chart lacks
 * is among the added ones; null takes away what an environment lacks.
 */
export function withEnvironment(chart: Chart, container: Tree, { object, path }: ContainerPlace, key: string): unknown {
  const all = treesAt(container, 'env').map((entry, index) => ({
    entry,
    name: String(entry['name']),
    place: chart.place(object, [...path, 'env', index]),
  }));
  const [plain = [], ...others] = inForms(chart, object, [...path, 'env']) as readonly (
    | readonly EnvVar[]
    | undefined
  )[];
  const known = chart.variables?.get(key);
  const further = new Set(known && all.flatMap(({ name }) => (known.has(name) ? [] : [name])));
  chart.containerVariables.set(key, new Set(all.map(({ name }) => name)));
  const isRemoved = (name: string) => others.some((form) => !form?.some((entry) => entry.name === name));
  const items = all
    .filter(({ name }) => !further.has(name))
    .flatMap(({ entry, name, place }) => {
      const optional = isRemoved(name) && isClosed(chart, entry);
      const item = envEntry(chart, key, entry, place, optional);
      const condition = optional ? `not (kindIs "invalid" ${valueExpression([key, 'env', name])})` : undefined;
      return condition !== undefined && chart.outline ? [] : [{ item, condition }];
    });
  const more = chart.values.add({
    path: [key, 'extraEnv'],
    value: plain.filter(({ name }) => further.has(name)),
    about: 'further variables: entries with name and value or valueFrom',
    schema: objects,
  });
  if (chart.outline) return guardedList(chart, items);
  return items.length === 0 ? chart.slots.entry(optionalYaml(more)) : guardedList(chart, items, more);
}

/** The text of a plain variable as the container gets it; undefined: Kubernetes makes it of others. */
function plainText({ value = '', valueFrom }: Tree): string | undefined {
  return typeof value === 'string' && valueFrom === undefined ? plainDollar(value) : undefined;
}

/** Whether null of the value can say that there is no variable: where it follows others, null says that. */
function isClosed({ open }: Chart, entry: Tree): boolean {
  const plain = plainText(entry);
  return plain !== undefined && !open.isIn(plain);
}

/** A plain variable is a value; Kubernetes reads `$(NAME)` in it, so the helper doubles each `$` that it would read. */
function envEntry(
  { name: chart, values, slots, open, outline }: Chart,
  key: string,
  entry: Tree,
  place: string | undefined,
  optional: boolean,
): Tree {
  const { name } = entry;
  const plain = plainText(entry);
  if (typeof name !== 'string' || plain === undefined) return entry;
  values.group([key, 'env'], 'variables of the container');
  const path = [key, 'env', name];
  if (outline) return { name, value: slots.action(values.add({ path, value: plain, optional, schema: textOrNull })) };
  if (open.isIn(plain)) {
    open.note(path, plain);
    const about = `null: ${open.follows(plain)}`;
    const own = values.add({ path, value: null, about, place, schema: textOrNull });
    return {
      name,
      value: slots.entry(valueLines(chart, `include "${chart}.given" (list ${own} ${open.words(plain)})`)),
    };
  }
  const given = values.add({ path, value: plain, optional, place, schema: textOrNull });
  // No value is an empty one.
  if (entry['value'] === undefined) return { name, value: slots.entry(valueLines(chart, given)) };
  return { name, value: slots.action(`include "${chart}.env" ${given}`) };
}

const valueLines =
  (chart: string, expression: string): EntryLines =>
  (key, pad) => [`${pad}{{- with ${expression} }}`, `${pad}${key}: {{ include "${chart}.env" . }}`, `${pad}{{- end }}`];
