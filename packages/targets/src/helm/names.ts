/** What is at the top of values.yaml beside the services. */
const reserved: readonly string[] = [
  'checksumSalt',
  'configs',
  'global',
  'imagePullSecrets',
  'objects',
  'persistence',
  'secrets',
  'tests',
  'variables',
];

/** The name of a chart: lower case letters, digits and `-`, and it begins with a letter. */
export function chartName(project: string): string {
  const name = project
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
    .replace(/-$/, '');
  return /^[a-z]/.test(name) ? name : `chart${name === '' ? '' : `-${name}`}`;
}

/** A name as a key of values.yaml, as Helm's guide asks for it: `my-app` is `myApp`, so that templates can say `.Values.myApp`. */
export function valueKey(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const [first = 'value', ...rest] = words;
  const start = /^[A-Z0-9]+$/.test(first) ? first.toLowerCase() : first.charAt(0).toLowerCase() + first.slice(1);
  const key = start + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[0-9]/.test(key) ? `_${key}` : key;
}

/** Gives names their keys: `a-b` and `a.b` have different ones. */
export function valueKeys(names: readonly string[], taken: readonly string[] = []): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const used = new Set(taken);
  for (const name of names) {
    if (keys.has(name)) continue;
    let key = valueKey(name);
    for (let count = 2; used.has(key); count += 1) key = `${valueKey(name)}${count}`;
    used.add(key);
    keys.set(name, key);
  }
  return keys;
}

/** The keys of services at the top of values.yaml. */
export const serviceKeys = (names: readonly string[]): ReadonlyMap<string, string> => valueKeys(names, reserved);
