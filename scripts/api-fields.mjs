// Writes the fields of the Kubernetes objects that the target emits, as the types of @kubernetes/client-node have them:
// as a table for the checks (fields.ts) and as types (models.ts). `npm run api-fields` after the client was updated.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(resolve(root, 'packages/targets/package.json'));
// The client is a dependency of the package that its types are for.
const main = require.resolve('@kubernetes/client-node');
const client = await import(pathToFileURL(main).href);
const declarations = resolve(dirname(main), 'gen/models');

const kinds = [
  'Namespace',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'NetworkPolicy',
  'Service',
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
];
const scalars = { string: 's', number: 'n', boolean: 'b', Date: 's', IntOrString: 'i', any: '?', object: '?' };

const lines = [];
const seen = new Set();

function shortType(type) {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) return `${shortType(list)}[]`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) return `${shortType(map)}{}`;
  if (scalars[type] !== undefined) return scalars[type];
  visit(type);
  return shortName(type);
}

const shortName = (model) => model.replace(/^(?:Core|Rbac)?V\d(?=[A-Z])/, '');

function visit(model) {
  if (seen.has(model)) return;
  seen.add(model);
  const declared = readFileSync(resolve(declarations, `${model}.d.ts`), 'utf8');
  // What only the server writes is not a field of ours.
  const attributes = client[model].attributeTypeMap.filter(
    ({ baseName }) => baseName !== 'status' && baseName !== 'managedFields' && baseName !== 'ephemeralContainers',
  );
  const at = lines.push('') - 1;
  const attributeTexts = attributes.map(({ name, baseName, type }) => {
    const needed = new RegExp(`^    '${name}': `, 'm').test(declared) ? '!' : '';
    return `${baseName}${needed}:${shortType(type)}`;
  });
  lines[at] = `${shortName(model)} ${attributeTexts.join(' ')}`;
}

for (const kind of kinds) visit(client[`V2${kind}`] ? `V2${kind}` : `V1${kind}`);

const duplicate = lines.map((line) => line.split(' ', 1)[0]).find((name, index, all) => all.indexOf(name) !== index);
if (duplicate !== undefined) throw new Error(`two types are called ${duplicate}`);

const fields = `// Made from the types of @kubernetes/client-node by \`npm run api-fields\`.

/**
 * The types of the Kubernetes API that the target's objects consist of, one a line: the name, then each field with its
 * type. s: string, n: number, b: boolean, i: number or string, ?: anything, T[]: list, T{}: map; !: has to be there.
 */
export const fieldLines = \`
${lines.join('\n')}
\`;
`;

const words = { s: 'string', n: 'number', b: 'boolean', i: 'number | string', '?': 'unknown' };

/** A type of `fields.ts` in the words of TypeScript. */
function typeText(type) {
  if (type.endsWith('[]')) return `readonly (${typeText(type.slice(0, -2))})[]`.replace(/\((\w+)\)/, '$1');
  if (type.endsWith('{}')) return `Readonly<Record<string, ${typeText(type.slice(0, -2))}>>`;
  return words[type] ?? type;
}

function interfaceText(line) {
  const [name, ...fieldTexts] = line.split(' ');
  const rows = fieldTexts.map((field) => {
    const [, key, needed, type] = /^([^:!]+)(!?):(.*)$/.exec(field);
    const shown = /^\w+$/.test(key) ? key : `'${key}'`;
    const orNone = needed || type === '?' ? '' : ' | undefined';
    return `  readonly ${shown}${needed ? '' : '?'}: ${typeText(type)}${orNone};`;
  });
  return [`export interface ${name} {`, ...rows, '}'].join('\n');
}

const models = `// Made from the types of @kubernetes/client-node by \`npm run api-fields\`.

// The types of \`fields.ts\`: the plain JSON that the API server takes. Whoever uses the package needs no client for them.

${lines.map(interfaceText).join('\n\n')}
`;

const api = resolve(root, 'packages/targets/src/kubernetes/api');
export const texts = { [resolve(api, 'fields.ts')]: fields, [resolve(api, 'models.ts')]: models };
if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [place, text] of Object.entries(texts)) writeFileSync(place, text);
