import type { OutputFile } from '@transpose/targets';
import { parseAllDocuments } from 'yaml';

/**
 * Where two outputs differ: in YAML the paths of the fields with the kind of the object first
 * (`Deployment.spec.template.spec.containers[].image`), elsewhere the lines.
 */
export function changesBetween(before: readonly OutputFile[], after: readonly OutputFile[]): readonly string[] {
  return [...differing(placesIn(before), placesIn(after))];
}

/** Each place with its value, as often as it occurs. */
function placesIn(files: readonly OutputFile[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const add = (place: string, value: string) => places.set(place, [...(places.get(place) ?? []), value]);
  for (const { path, content, mode } of files) {
    if (!/\.ya?ml$/.test(path)) {
      for (const line of content.split('\n')) add(line, `${path} ${mode}`);
      continue;
    }
    for (const document of parseAllDocuments(content)) {
      const data: unknown = 'toJS' in document ? document.toJS() : undefined;
      const kind = (data as { kind?: string } | null)?.kind ?? path;
      const made = kind === 'Kustomization' ? generated(data as Kustomization, path, files) : [data];
      for (const one of made)
        for (const [place, value] of leavesOf(one, (one as { kind?: string } | null)?.kind ?? kind)) add(place, value);
    }
  }
  return places;
}

interface Kustomization {
  readonly configMapGenerator?: readonly GeneratorEntry[];
  readonly secretGenerator?: readonly GeneratorEntry[];
}

interface GeneratorEntry {
  readonly name: string;
  readonly envs?: readonly string[];
  readonly files?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What Kustomize makes of a kustomization with its files, in the words of the objects. */
function generated(
  { configMapGenerator = [], secretGenerator = [], ...rest }: Kustomization,
  path: string,
  files: readonly OutputFile[],
): readonly unknown[] {
  const textOf = (file: string) =>
    files.find((one) => one.path === `${path.slice(0, path.lastIndexOf('/') + 1)}${file}`)?.content ?? '';
  const made = (kind: string) => (entry: GeneratorEntry) => ({
    kind,
    metadata: { name: entry.name, ...entry.options },
    data: [...(entry.envs ?? []), ...(entry.files ?? [])].map((one) => textOf(one.slice(one.indexOf('=') + 1))),
  });
  return [rest, ...configMapGenerator.map(made('ConfigMap')), ...secretGenerator.map(made('Secret'))];
}

function* leavesOf(value: unknown, place: string): Generator<readonly [string, string]> {
  if (Array.isArray(value)) {
    if (value.length === 0) yield [place, '[]'];
    for (const item of value) yield* leavesOf(item, `${place}[]`);
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) yield [place, '{}'];
    for (const [name, item] of entries) yield* leavesOf(item, `${place}.${name}`);
  } else {
    yield [place, JSON.stringify(value)];
  }
}

function* differing(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): Generator<string> {
  for (const place of new Set([...before.keys(), ...after.keys()])) {
    if (JSON.stringify(before.get(place)) !== JSON.stringify(after.get(place))) yield place;
  }
}

const workloads = new Set(['Container', 'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** Whether one of the changes is at the field that a support table names: `Pod.spec.hostname`, `--hostname`. */
export function changeAt(changes: readonly string[], field: string): boolean {
  // `docker create`: the whole call, whose lines need not name it.
  if (/^(?:docker|podman) \w+/.test(field)) return changes.length > 0;
  return field.split(/, | or /).some((one) => changes.some((change) => isAt(change, one.trim())));
}

/** A field is named from its object down; what is between (`template`, `containers[]`) may be left out. */
function isAt(change: string, field: string): boolean {
  if (field.split(' ').every((word) => change.includes(word))) return true;
  const [kind = '', ...wanted] = segments(field);
  const [root = '', ...found] = segments(change);
  if (!(kind === root || (workloads.has(kind) && workloads.has(root)))) return false;
  let at = 0;
  for (const step of found) if (step === wanted[at]) at += 1;
  return at === wanted.length;
}

const segments = (field: string): readonly string[] => field.replaceAll('[]', '').split('.');
