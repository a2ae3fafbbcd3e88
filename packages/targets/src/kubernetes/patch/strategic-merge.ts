import type { Path } from '@transpose/core';
import { fieldsOf, itemType } from '../api/types.ts';
import { table } from '../../shared/formats/table.ts';

/**
 * By which fields the items of lists are known, so that a patch changes one of them. All other lists are replaced as a
 * whole. Source: the `patchMergeKey` tags of the API's types; of ports of one number the protocol decides.
 */
export const mergeKeys: Readonly<Record<string, string>> = table({
  'Container.env': 'name',
  'Container.ports': 'containerPort',
  'Container.volumeDevices': 'devicePath',
  'Container.volumeMounts': 'mountPath',
  'PodSpec.containers': 'name',
  'PodSpec.hostAliases': 'ip',
  'PodSpec.imagePullSecrets': 'name',
  'PodSpec.initContainers': 'name',
  'PodSpec.resourceClaims': 'name',
  'PodSpec.schedulingGates': 'name',
  'PodSpec.topologySpreadConstraints': 'topologyKey',
  'PodSpec.volumes': 'name',
  'ResourceRequirements.claims': 'name',
  'ServiceAccount.secrets': 'name',
  'ServiceSpec.ports': 'port',
});

export const protocolLists = new Set(['Container.ports', 'ServiceSpec.ports']);

/** Fields of which an object has one: giving another takes the first away. */
const alternatives: Readonly<Record<string, (name: string) => boolean>> = table({
  EnvVar: (name) => name === 'value' || name === 'valueFrom',
  Volume: (name) => name !== 'name',
  Probe: (name) => ['exec', 'httpGet', 'tcpSocket', 'grpc'].includes(name),
});

/** Says what is wrong at a place of the patch. */
export type PatchProblem = (path: Path, message: string, hint?: string) => void;

type Data = Readonly<Record<string, unknown>>;

/** Directives that a patch may hold besides fields. */
const directives = new Set(['$patch', '$retainKeys']);

/**
 * A value with a strategic merge patch laid over it: mappings by key, `null` removes, lists by their merge key, else as a
 * whole; `$patch: delete` and `$patch: replace` as in kubectl. Undefined: the patch removes the value. New items are
 * behind the old ones. `type`: in the words of the API's field table.
 */
export function strategicMerge(
  original: unknown,
  patch: unknown,
  type: string,
  path: Path,
  say: PatchProblem,
  field = '',
): unknown {
  if (Array.isArray(patch)) return mergeList(original, patch as readonly unknown[], type, path, say, field);
  if (!isData(patch)) return quantityText(patch, field);
  for (const [name, value] of Object.entries(patch)) {
    if (name === '$patch' && !['merge', 'replace', 'delete'].includes(String(value)))
      say([...path, name], `"${String(value)}" is not a way to patch`, 'the ways are merge, replace and delete');
    else if (name.startsWith('$') && !directives.has(name))
      say([...path, name], 'this directive is not known', `the directives are ${[...directives].join(', ')}`);
  }
  if (patch['$patch'] === 'delete') return undefined;
  const base = patch['$patch'] === 'replace' || !isData(original) ? {} : retained(original, patch['$retainKeys']);
  return mergeFields(base, patch, type, path, say, field);
}

function mergeFields(base: Data, patch: Data, type: string, path: Path, say: PatchProblem, field: string): Data {
  const merged: Record<string, unknown> = { ...base };
  const fields = fieldsOf(type);
  const values = itemType(type, '{}');
  const isAlternative = Object.hasOwn(alternatives, type) ? alternatives[type] : undefined;
  const given = Object.keys(patch).filter((name) => patch[name] !== null && isAlternative?.(name));
  if (given.length > 0)
    for (const name of Object.keys(merged)) if (isAlternative?.(name) && !given.includes(name)) delete merged[name];
  // Only rolling updates have steps.
  if (type === 'DeploymentStrategy' && patch['type'] === 'Recreate') delete merged['rollingUpdate'];
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith('$')) continue;
    const below = values ?? fields?.get(name)?.type ?? '?';
    const place = values === undefined ? `${type}.${name}` : field;
    const result = value === null ? undefined : strategicMerge(merged[name], value, below, [...path, name], say, place);
    if (result === undefined) delete merged[name];
    else merged[name] = result;
  }
  return merged;
}

function mergeList(
  original: unknown,
  patch: readonly unknown[],
  type: string,
  path: Path,
  say: PatchProblem,
  field: string,
): unknown {
  const item = itemType(type, '[]') ?? '?';
  const key = Object.hasOwn(mergeKeys, field) ? mergeKeys[field] : undefined;
  const isOrder = (one: unknown) => isData(one) && one['$patch'] === 'replace' && Object.keys(one).length === 1;
  const replaced = key === undefined || patch.some(isOrder);
  const merged: unknown[] = replaced || !Array.isArray(original) ? [] : [...(original as readonly unknown[])];
  for (const [index, one] of patch.entries()) {
    if (isOrder(one)) continue;
    const at = [...path, index];
    if (key === undefined || !isData(one)) {
      merged.push(strategicMerge(undefined, one, item, at, say));
      continue;
    }
    if (one[key] === undefined) {
      say(at, `an item of ${field} is known by its \`${key}\`, which this one lacks`);
      continue;
    }
    const found = merged.findIndex((other) => isSame(other, one, key, protocolLists.has(field)));
    const result = strategicMerge(merged[found], one, item, at, say);
    if (found < 0 && one['$patch'] === 'delete') say(at, `there is no item with this \`${key}\` to delete`);
    else if (found < 0) merged.push(result);
    else if (result === undefined) merged.splice(found, 1);
    else merged[found] = result;
  }
  return merged;
}

function isSame(a: unknown, b: Data, key: string, byProtocol: boolean): boolean {
  if (!isData(a) || a[key] !== b[key]) return false;
  return !byProtocol || (a['protocol'] ?? 'TCP') === (b['protocol'] ?? 'TCP');
}

function retained(original: Data, keys: unknown): Data {
  if (!Array.isArray(keys)) return original;
  return Object.fromEntries(Object.entries(original).filter(([name]) => keys.includes(name)));
}

const quantityFields = new Set(['ResourceRequirements.limits', 'ResourceRequirements.requests']);

/** Amounts may be written as numbers, and are texts. */
function quantityText(value: unknown, field: string): unknown {
  const isAmount = quantityFields.has(field) || field === 'VolumeResourceRequirements.requests';
  return isAmount && typeof value === 'number' ? String(value) : value;
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
