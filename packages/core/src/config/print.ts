import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Decode } from '../keys/rule.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isNull } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { formatBytes } from '../values/scalars/bytes.ts';
import { formatDuration } from '../values/scalars/duration.ts';
import { plainData } from './plain-data.ts';

/** Plain data as JSON and YAML know it; whole numbers beyond 2^53 are bigints. */
export type ConfigData =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ConfigData[]
  | { readonly [name: string]: ConfigData };

export interface ConfigOptions {
  /** The two forms of `docker compose config` differ: JSON has no `models` and no `x-` below the top level, YAML leaves more zeros out. */
  readonly format: 'json' | 'yaml';
  /** The tree was loaded without interpolation: it is printed as it is, `$` not doubled. */
  readonly raw?: boolean;
}

/** A loaded tree as `docker compose config` prints it: what is zero left out, `$` doubled, so that it loads again. */
export function configData(tree: MapNode, options: ConfigOptions): ConfigData {
  if (options.raw) return plainData(tree);
  const data: Record<string, ConfigData> = Object.create(null) as Record<string, ConfigData>;
  const name = tree.entries.get('name');
  if (name) data['name'] = plainData(name);
  data['services'] = {};
  for (const section of [
    'services',
    'networks',
    'volumes',
    'secrets',
    'configs',
    ...(options.format === 'yaml' ? ['models'] : []),
  ]) {
    const node = tree.entries.get(section);
    const place = below(rootPlace, section);
    const printed = node && place ? print(node, place, options.format) : undefined;
    if (printed !== undefined) data[section] = printed;
  }
  for (const [key, value] of tree.entries) if (key.startsWith('x-')) data[key] = plainData(value);
  return doubleDollars(data);
}

type Format = ConfigOptions['format'];

/** A value; undefined when it is left out. */
function print(node: Node, place: Place, format: Format): ConfigData | undefined {
  const { rule } = place;
  if (isNull(node)) return rule ? undefined : null;
  const kind = rule?.decode;
  if (kind) return printAs(node, kind, rule.zero, format);
  if (node.kind === 'scalar') return node.value === '' && rule && rule.zero === undefined ? undefined : plainData(node);
  if (node.kind === 'seq') return printList(node.items, place.item, format);
  return place.hasKeys ? printObject(node, place, format) : printMap(node, place, format);
}

/** Fixed keys, in the order of the source; those that are always there come last when they were not given. */
function printObject(node: MapNode | undefined, place: Place, format: Format): ConfigData {
  const data: Record<string, ConfigData> = {};
  const given = (name: string, next: Place, printed: ConfigData | undefined): void => {
    const hidden = format === 'yaml' && next.hasKeys && next.rule?.zero === 'always' && isEmpty(printed);
    if (printed !== undefined && !hidden) data[format === 'json' ? (next.rule?.jsonName ?? name) : name] = printed;
  };
  for (const [name, value] of node?.entries ?? []) {
    const next = place.key(name);
    if (next)
      given(
        name,
        next,
        print(value, next, format) ?? (next.rule?.zero === 'always' ? zeroOf(next, format) : undefined),
      );
    else if (format === 'yaml' && name.startsWith('x-')) data[name] = plainData(value);
  }
  for (const name of place.always) {
    const next = place.key(name);
    if (next && !node?.entries.has(name)) given(name, next, zeroOf(next, format));
  }
  return data;
}

/** What is written where nothing was given; YAML has no empty commands and objects. */
function zeroOf(place: Place, format: Format): ConfigData | undefined {
  if (place.rule?.decode === 'words') return format === 'json' ? null : undefined;
  if (place.hasKeys) return printObject(undefined, place, format);
  switch (place.rule?.decode) {
    case 'boolean':
      return false;
    case 'bytes':
      return '0';
    case 'integer':
    case 'unsigned':
      return 0;
    default:
      return '';
  }
}

function printMap(node: MapNode, place: Place, format: Format): ConfigData | undefined {
  if (node.entries.size === 0 && place.rule) return undefined;
  const data: Record<string, ConfigData> = Object.create(null) as Record<string, ConfigData>;
  for (const [name, value] of node.entries) {
    const next = below(place, name);
    const printed = next ? print(value, next, format) : undefined;
    if (printed !== undefined) data[name] = printed;
  }
  return data;
}

function printList(items: readonly Node[], place: Place | undefined, format: Format): ConfigData | undefined {
  if (items.length === 0) return undefined;
  return items.map((item) => (place ? (print(item, place, format) ?? null) : plainData(item)));
}

function printAs(
  node: Node,
  kind: Decode,
  zero: 'kept' | 'always' | 'true' | undefined,
  format: Format,
): ConfigData | undefined {
  const value = node.kind === 'scalar' ? node.value : undefined;
  switch (kind) {
    case 'words':
      return plainData(node);
    case 'bytes':
      return number(value) === 0 && zero === undefined ? undefined : formatBytes(number(value));
    case 'duration':
      return number(value) === 0 && zero === undefined ? undefined : formatDuration(number(value));
    case 'mode':
      return `0${number(value).toString(8)}`;
    case 'hosts':
      return hostList(node);
    case 'ulimits':
      return ulimits(node, format);
    case 'keep':
      return sshKeys(node);
    default:
      break;
  }
  if (zero === 'true') return value === true ? undefined : plainData(node);
  if (zero === undefined && (value === false || value === 0 || value === 0n || value === '')) return undefined;
  const data = plainData(node);
  return isEmpty(data) ? undefined : data;
}

function number(value: unknown): number | bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? value : 0;
}

function hostList(node: Node): ConfigData | undefined {
  if (node.kind !== 'map' || node.entries.size === 0) return undefined;
  const lines = [...node.entries].flatMap(([host, addresses]) =>
    addresses.kind === 'seq'
      ? addresses.items.map((address) => `${host}=${address.kind === 'scalar' ? scalarText(address) : ''}`)
      : [],
  );
  return lines.sort(byCodePoint);
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One number, unless it is zero; else what is not zero of soft and hard. */
function ulimits(node: Node, format: Format): ConfigData | undefined {
  if (node.kind !== 'map' || node.entries.size === 0) return undefined;
  const data: Record<string, ConfigData> = Object.create(null) as Record<string, ConfigData>;
  for (const [name, limit] of node.entries) {
    if (limit.kind === 'scalar' && number(limit.value) !== 0) {
      data[name] = plainData(limit);
      continue;
    }
    const ends: Record<string, ConfigData> = {};
    for (const end of ['soft', 'hard']) {
      const given = limit.kind === 'map' ? limit.entries.get(end) : undefined;
      const value = given?.kind === 'scalar' ? number(given.value) : 0;
      if (value !== 0 || format === 'yaml') ends[end] = value;
    }
    data[name] = ends;
  }
  return data;
}

function sshKeys(node: Node): ConfigData | undefined {
  if (node.kind !== 'map' || node.entries.size === 0) return undefined;
  return [...node.entries].map(([id, path]) => {
    const text = path.kind === 'scalar' ? scalarText(path) : '';
    return text === '' ? id : `${id}=${text}`;
  });
}

function isEmpty(data: ConfigData | undefined): boolean {
  return typeof data === 'object' && data !== null && Object.keys(data).length === 0;
}

/** `$` is written `$$` in values and names, so that the output means itself when it is loaded. */
function doubleDollars(data: ConfigData): ConfigData {
  if (typeof data === 'string') return doubled(data);
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) {
    const items = (data as readonly ConfigData[]).map(doubleDollars);
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  const entries = Object.entries(data).map(
    ([name, value]) => [doubled(name), doubleDollars(value), name, value] as const,
  );
  if (entries.every(([name, value, ...before]) => name === before[0] && value === before[1])) return data;
  const result: Record<string, ConfigData> = Object.create(null) as Record<string, ConfigData>;
  for (const [name, value] of entries) result[name] = value;
  return result;
}

const doubled = (text: string): string => (text.includes('$') ? text.replaceAll('$', '$$$$') : text);
