import { parseAllDocuments } from 'yaml';

type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects that Helm printed, without those of tests. */
export function objectsIn(text: string): readonly Data[] {
  return parseAllDocuments(text, { version: '1.1', schema: 'core' })
    .map((document) => document.toJS({ maxAliasCount: -1 }) as unknown)
    .filter(isData)
    .filter((object) => annotationsOf(object)['helm.sh/hook'] === undefined);
}

function annotationsOf(object: Data): Data {
  const metadata = object['metadata'];
  const annotations = isData(metadata) ? metadata['annotations'] : undefined;
  return isData(annotations) ? annotations : {};
}

/**
 * Objects by kind and name as what they say. What counts as equal, and nothing else: the Namespace and the namespaces of
 * objects (Helm has them), the labels of the release and of Helm, the annotation that keeps claims, and the values of
 * checksums and of the hashes in the names of Jobs, wherever those names are written.
 */
export function normalForm(objects: readonly unknown[]): ReadonlyMap<string, string> {
  const data = objects.filter(isData).filter(({ kind }) => kind !== 'Namespace');
  const jobs = data.flatMap((object) => {
    const name = String((object['metadata'] as Data)['name']);
    return object['kind'] === 'Job' ? [[name, name.replace(/-[0-9a-f]{8}$/, '-HASH')] as const] : [];
  });
  return new Map(
    data.map((object) => {
      const { namespace: _, ...metadata } = object['metadata'] as Data;
      const plain = normal({ ...object, metadata }, jobs) as Data;
      return [`${String(plain['kind'])}/${String((plain['metadata'] as Data)['name'])}`, JSON.stringify(plain)];
    }),
  );
}

function normal(value: unknown, jobs: readonly (readonly [name: string, plain: string])[]): unknown {
  if (typeof value === 'string') return jobs.reduce((text, [name, plain]) => text.replaceAll(name, plain), value);
  if (Array.isArray(value)) return value.map((one) => normal(one, jobs));
  if (!isData(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key): readonly (readonly [string, unknown])[] => {
        if (key === 'helm.sh/chart' || key === 'helm.sh/resource-policy') return [];
        if (key === 'app.kubernetes.io/managed-by') return [[key, 'HELM']];
        if (key === 'app.kubernetes.io/instance') return [[key, 'RELEASE']];
        if (key === 'checksum/config') return [[key, 'CHECKSUM']];
        const inner = normal(value[key], jobs);
        const isEmpty = key === 'annotations' && isData(inner) && Object.keys(inner).length === 0;
        return inner === undefined || isEmpty ? [] : [[key, inner]];
      }),
  );
}

/**
 * Objects with the values of Secrets in the place of the variables that take them, and without those Secrets: an empty
 * value is not a secret, so another value moves a variable into a Secret or out of it, and the container sees no difference.
 */
export function withSecretsInPlace(objects: readonly unknown[]): readonly unknown[] {
  const secrets = new Map(
    objects.filter(isData).flatMap((object) => {
      if (object['kind'] !== 'Secret' || !isData(object['data'])) return [];
      return Object.entries(object['data']).map(([key, value]) => [
        `${String((object['metadata'] as Data)['name'])}/${key}`,
        Buffer.from(String(value), 'base64').toString(),
      ]);
    }),
  );
  const taken = new Set<string>();
  const seen = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => (key === 'env' && isData(one) ? variable(one) : seen(one)));
    if (!isData(value)) return value;
    const { 'checksum/config': _, ...rest } = value;
    return Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, seen(one, name)]));
  };
  const variable = (entry: Data): unknown => {
    const from = isData(entry['valueFrom']) ? entry['valueFrom']['secretKeyRef'] : undefined;
    const id = isData(from) ? `${String(from['name'])}/${String(from['key'])}` : '';
    const text = secrets.get(id);
    if (text === undefined) return entry;
    taken.add(id);
    return text === '' ? { name: entry['name'] } : { name: entry['name'], value: text.replace(/\$(?=[$(])/g, '$$$$') };
  };
  const others = objects.filter((object) => isData(object) && object['kind'] !== 'Secret').map((one) => seen(one));
  const rest = [...secrets].filter(([id]) => !taken.has(id));
  return [...others, ...rest.map(([id, text]) => ({ kind: 'Secret', metadata: { name: id }, text }))];
}

/** What an environment adds comes behind the others, and so do variables that become secret with their value. */
const unordered: ReadonlySet<string> = new Set(['env', 'ports', 'volumes', 'volumeMounts']);

/** Objects whose lists have no order that anything follows. */
export function inAnyOrder(objects: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const sorted = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((one) => sorted(one));
      return unordered.has(key) ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sorted(one, name)]));
  };
  return new Map([...objects].map(([id, text]) => [id, JSON.stringify(sorted(JSON.parse(text)))]));
}
