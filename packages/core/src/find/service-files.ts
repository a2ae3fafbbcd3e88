import type { EnvEntry, EnvFile } from '../interpolate/env-file.ts';
import { parseEnvFile } from '../interpolate/dotenv.ts';
import { parseRawEnvFile } from '../interpolate/raw-env.ts';
import { reportEnvSyntax, warnOfUnset } from './environment.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { Environment, Loading } from '../loading.ts';
import { readSource } from '../read/read-source.ts';
import type { MapNode, Node, Origin, Path } from '../tree/node.ts';
import { isMap, isNull, isSeq, isString, map, text, withEntry, withoutEntry } from '../tree/node.ts';
import type { Source } from '../tree/source.ts';

/**
 * Reads the `env_file` and `label_file` of the services: their values come below `environment` and `labels`. `env_file`
 * has done its work then and is removed. The tree is decoded and holds active services only.
 * Source: compose-go's `WithServicesEnvironmentResolved` and `WithServicesLabelsResolved`.
 */
export function readServiceFiles(tree: MapNode, environment: Environment, loading: Loading): MapNode {
  const services = tree.entries.get('services');
  if (!isMap(services)) return tree;
  const entries = new Map<string, Node>();
  for (const [name, service] of services.entries) {
    const path = ['services', name];
    let result = service;
    if (isMap(result) && loading.options.resolveEnvironment !== false)
      result = withEnvironment(result, path, environment, loading);
    if (isMap(result)) result = withLabels(result, path, loading);
    entries.set(name, result);
  }
  return withEntry(tree, 'services', { ...services, entries });
}

function withEnvironment(service: MapNode, path: Path, environment: Environment, loading: Loading): MapNode {
  const own = resolved(service.entries.get('environment'), environment);
  const files = service.entries.get('env_file');
  if (!isSeq(files)) return own ? withEntry(service, 'environment', own) : service;
  const values = new Map<string, Node>();
  const earlier = new Map<string, string>();
  const lookup = (name: string): string | undefined => {
    const known = environment.get(name);
    const given = known === undefined ? own?.entries.get(name) : undefined;
    return known ?? (given?.kind === 'scalar' && given.value !== null ? scalarText(given) : undefined);
  };
  for (const [index, file] of files.items.entries()) {
    for (const [name, node] of readFile(file, [...path, 'env_file', index], lookup, earlier, loading))
      values.set(name, node);
  }
  for (const [name, node] of own?.entries ?? []) {
    const hidden = isNull(node) ? values.get(name) : undefined;
    if (hidden) warnOfHidden(name, node, hidden, path, loading);
    values.set(name, node);
  }
  const rest = withoutEntry(service, 'env_file');
  return values.size > 0 || own ? withEntry(rest, 'environment', map(values, own?.origin ?? files.origin)) : rest;
}

function warnOfHidden(name: string, node: Node, hidden: Node, path: Path, { report }: Loading): void {
  report.add({
    code: 'dropped-value',
    message: `the value that an env file gives ${name} is lost: \`environment\` names it without one`,
    path: [...path, 'environment', name],
    span: node.origin.key ?? node.origin.span,
    related: [{ message: 'the lost value', span: hidden.origin.key ?? hidden.origin.span }],
    hint: `remove ${name} from \`environment\``,
  });
}

/** Names without a value take that of the project's environment. */
function resolved(node: Node | undefined, environment: Environment): MapNode | undefined {
  if (!isMap(node)) return undefined;
  const entries = new Map(node.entries);
  for (const [name, value] of node.entries) {
    const found = isNull(value) ? environment.get(name) : undefined;
    if (found !== undefined) entries.set(name, text(found, { ...value.origin, bare: true }));
  }
  return { ...node, entries };
}

function withLabels(service: MapNode, path: Path, loading: Loading): MapNode {
  const files = service.entries.get('label_file');
  if (!isSeq(files)) return service;
  const values = new Map<string, Node>();
  for (const [index, file] of files.items.entries()) {
    // Labels of the files before win over those of the same file, unlike variables, as Docker Compose does.
    const earlier = new Map<string, string>();
    const read = (name: string): string | undefined => {
      const label = values.get(name);
      return label?.kind === 'scalar' ? scalarText(label) : undefined;
    };
    for (const [name, node] of readFile(file, [...path, 'label_file', index], read, earlier, loading))
      values.set(name, node);
  }
  const own = service.entries.get('labels');
  for (const [name, node] of isMap(own) ? own.entries : []) values.set(name, node);
  return values.size > 0 ? withEntry(service, 'labels', map(values, own?.origin ?? files.origin)) : service;
}

/** The values of a file; they are added to `earlier` too. */
function readFile(
  file: Node,
  path: Path,
  lookup: (name: string) => string | undefined,
  earlier: Map<string, string>,
  loading: Loading,
): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>();
  const location = isMap(file) ? file.entries.get('path') : file;
  if (!isString(location)) return values;
  const required = isMap(file) ? file.entries.get('required') : undefined;
  if (required?.kind === 'scalar' && required.value === false && loading.host.realPath(location.value) === undefined)
    return values;
  if (location.value === '/dev/null') return values;
  const source = readSource(loading, location.value, { path, span: location.origin.span });
  const parsed = source && parse(file, path, source, lookup, earlier, loading);
  if (!source || !parsed) return values;
  if (!parsed.ok) {
    reportEnvSyntax(loading, source, parsed);
    return values;
  }
  warnOfUnset(loading, source, parsed.entries);
  const kind = path.includes('label_file') ? 'label_file' : 'env_file';
  for (const entry of parsed.entries) {
    if (entry.value === undefined) {
      if (kind === 'env_file') loading.unsetLines?.push({ service: String(path[1]), name: entry.name });
      continue;
    }
    values.set(entry.name, text(entry.value, originOf(entry, source, kind, location.origin)));
    earlier.set(entry.name, entry.value);
  }
  return values;
}

function parse(
  file: Node,
  path: Path,
  source: Source,
  lookup: (name: string) => string | undefined,
  earlier: Map<string, string>,
  loading: Loading,
): EnvFile | undefined {
  const format = isMap(file) ? file.entries.get('format') : undefined;
  if (!isString(format) || format.value === '' || format.value === '.env')
    return parseEnvFile(source.text, { lookup, earlier });
  if (format.value === 'raw') return parseRawEnvFile(source.text, { lookup, earlier });
  loading.report.add({
    code: 'env-format',
    message: `there is no format "${format.value}" of env files`,
    path: [...path, 'format'],
    span: format.origin.span,
    hint: 'write `format: raw`, or leave it out',
  });
  return undefined;
}

function originOf(entry: EnvEntry, source: Source, kind: 'env_file' | 'label_file', from: Origin): Origin {
  return {
    span: { source, start: entry.valueStart, end: entry.valueEnd },
    key: { source, start: entry.nameStart, end: entry.nameEnd },
    ...(entry.bare ? { bare: true } : {}),
    steps: [...(from.steps ?? []), { kind, span: from.span }],
  };
}
