import { parseAllDocuments } from 'yaml';

type Data = Readonly<Record<string, unknown>>;

/**
 * Objects as what they say, so that what Kustomize prints can be compared with what the kubernetes target writes. What
 * counts as equal, and nothing else: names of ConfigMaps and Secrets that Kustomize generates have a hash (and so need no
 * checksum in the Pods), Secrets have their values as texts or in base64, TCP is the default of ports, and the order of fields
 * and of lists whose items have names.
 */
export function normalForm(objects: readonly unknown[]): ReadonlyMap<string, string> {
  const hashed = new Map(
    objects.flatMap((object) => {
      const { kind, metadata } = object as { kind: string; metadata: { name: string } };
      const plain = metadata.name.replace(/-[0-9a-z]{10}$/, '');
      const isConfig = kind === 'ConfigMap' || kind === 'Secret';
      return isConfig && plain !== metadata.name ? [[metadata.name, plain] as const] : [];
    }),
  );
  return new Map(
    objects.map((object) => {
      const shown = normal(object, '', hashed) as { kind: string; metadata: { name: string } };
      return [`${shown.kind}/${shown.metadata.name}`, JSON.stringify(shown)];
    }),
  );
}

/** The objects in a text that Kustomize printed. */
export const objectsIn = (text: string): readonly unknown[] =>
  parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);

/** By which fields the items of lists have no order. */
const unordered: Readonly<Record<string, (item: Data) => string>> = {
  volumes: ({ name }) => String(name),
  volumeMounts: ({ mountPath }) => String(mountPath),
  ports: ({ containerPort, port, protocol = 'TCP' }) => `${String(containerPort ?? port)}/${String(protocol)}`,
  env: ({ name }) => String(name),
  imagePullSecrets: ({ name }) => String(name),
  hostAliases: ({ ip }) => String(ip),
};

function normal(value: unknown, field: string, hashed: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return hashed.get(value) ?? value;
  if (Array.isArray(value)) {
    const items = value.map((one) => normal(one, '', hashed));
    const by = Object.hasOwn(unordered, field) ? unordered[field] : undefined;
    const isObjects = items.every((one) => typeof one === 'object' && one !== null);
    const refers = field === 'env' && JSON.stringify(items).replaceAll('$$', '').includes('$(');
    return by && isObjects && !refers ? items.toSorted((a, b) => (by(a as Data) < by(b as Data) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const data = value as Data;
  const isSecret = data['kind'] === 'Secret';
  const entries = Object.entries(data).flatMap(([name, inner]): readonly (readonly [string, unknown])[] => {
    if (inner === undefined || inner === null || name === 'checksum/config') return [];
    if (isSecret && (name === 'stringData' || name === 'data')) return [];
    if (isSecret && name === 'type' && inner === 'Opaque') return [];
    if (name === 'protocol' && inner === 'TCP') return [];
    const shown = normal(inner, name, hashed);
    const isEmpty = typeof shown === 'object' && shown !== null && Object.keys(shown).length === 0;
    return isEmpty && ['annotations', 'metadata'].includes(name) ? [] : [[name, shown]];
  });
  const all: Record<string, unknown> = Object.fromEntries(entries);
  if (isSecret) all['data'] = secretData(data);
  return sorted(all);
}

/** In base64, on one line. */
function secretData({ data = {}, stringData = {} }: Data): Data {
  const encoded = Object.entries(data as Data).map(([key, text]) => [key, String(text).replaceAll(/\s/g, '')] as const);
  const texts = Object.entries(stringData as Data).map(
    ([key, text]) => [key, Buffer.from(String(text)).toString('base64')] as const,
  );
  return sorted(Object.fromEntries([...encoded, ...texts]));
}

const sorted = (data: Data): Data => Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1)));
