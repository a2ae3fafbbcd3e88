import type { Manifest } from '../../kubernetes/objects/objects.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { Chart } from '../chart/chart.ts';
import { optionalYaml } from '../chart/chart.ts';
import { idIn } from './form-objects.ts';
import type { EntryLines } from '../templates/slots.ts';
import type { Tree } from '../templates/tree.ts';
import { isTree } from '../templates/tree.ts';
import type { JsonSchema } from '../values.ts';

/** A place in an object: a map of it, which a template is made of, and the steps to it. */
interface Place {
  readonly object: Manifest;
  readonly node: Tree;
  readonly path: YamlPath;
}

/** Where environments differ by more than by values below a place, from there. */
export function askedBelow({ asked, jobs }: Chart, { object, path }: Omit<Place, 'node'>): readonly YamlPath[] {
  return (asked.get(idIn(jobs, object)) ?? [])
    .filter((one) => one.length > path.length && path.every((step, index) => one[index] === step))
    .map((one) => one.slice(path.length));
}

/** The fields of a map in which environments differ by more than by values. */
export const askedFields = (chart: Chart, place: Omit<Place, 'node'>): readonly string[] => [
  ...new Set(askedBelow(chart, place).map(([field]) => String(field))),
];

/** What a field of an object is in each form that has the object, this form first. */
export function inForms({ forms, own, jobs }: Chart, object: Manifest, path: YamlPath): readonly unknown[] {
  const id = idIn(jobs, object);
  const having = [own, ...forms.filter((form) => form !== own)].flatMap(({ objects }) => objects.get(id) ?? []);
  return having.map((one) => path.reduce((at: unknown, step) => stepInto(at, step), one));
}

const stepInto = (at: unknown, step: string | number): unknown =>
  typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;

/** Whether only templates know a text in plain data: the hash of a Job, the release's namespace. */
export const isTied = ({ namespace }: Chart, value: unknown): boolean =>
  (JSON.stringify(value) ?? '').includes(namespace);

/**
 * A field that environments change is a value. What it is by itself is the value's default; where values of others are in
 * it, it stays in the template, and the value is null until one is given.
 */
export function withFieldValue(
  chart: Chart,
  { object, node, path }: Place,
  field: string,
  valuePath: readonly string[],
  about?: string,
): void {
  const { values, slots, open } = chart;
  const all = inForms(chart, object, [...path, field]);
  if (all.some((one) => isTied(chart, one))) return;
  const [own] = all;
  const written = node[field];
  const example = all.find((one) => one !== undefined);
  const empty = Array.isArray(example) ? [] : isTree(example) ? {} : null;
  const place = chart.place(object, [...path, field]);
  const isComputed = slots.isIn(written) || open.isIn(written);
  const said = isComputed ? `${about === undefined ? '' : `${about}; `}null: as the chart has it` : about;
  const value = isComputed ? null : (own ?? empty);
  const expression = values.add({ path: valuePath, value, about: said, place, schema: schemaOf(example) });
  if (isComputed) open.noteAs(valuePath, JSON.stringify(own), own ?? empty);
  node[field] = slots.entry(chart.outline ? () => [expression] : fieldLines(chart, expression, isComputed && written));
}

/** `written`: what the template has where no value is given; false: nothing. */
function fieldLines({ slots }: Chart, expression: string, written: unknown): EntryLines {
  return (key, pad) => {
    const given = optionalYaml(expression)(key, pad);
    if (written === false) return given;
    return [
      `${pad}{{- if kindIs "invalid" ${expression} }}`,
      slots.print({ [key]: written }, pad),
      `${pad}{{- else }}`,
      ...given,
      `${pad}{{- end }}`,
    ];
  };
}

function schemaOf(example: unknown): JsonSchema {
  if (Array.isArray(example)) return { type: ['array', 'null'] };
  if (isTree(example)) return { type: ['object', 'null'] };
  return { type: ['string', 'number', 'boolean', 'null'] };
}
