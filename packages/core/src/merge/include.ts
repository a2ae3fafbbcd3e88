import { absolute, hostForm } from '../host/host-path.ts';
import { readEnvFiles } from '../find/environment.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Environment } from '../loading.ts';
import { displayName } from '../read/read-source.ts';
import type { MapNode, Node, Path, Step } from '../tree/node.ts';
import { isMap, isNull, isSeq, isString, map, withoutEntry } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import { nearestName } from '../validate/suggest.ts';
import { directoryOf, isAbsolutePath, joinPath } from '../values/path.ts';
import type { FileContext } from './file-context.ts';
import { mergeNodes } from './override.ts';
import { from, isRemote, relativeFolder } from './local-files.ts';
import { applyTags } from './tags.ts';

/** Reads files as a project of their own, up to default values and paths. */
type ReadIncluded = (paths: readonly string[], context: FileContext) => MapNode | undefined;

/** An entry of `include` in its long form. */
interface Include {
  readonly node: Node;
  readonly path: Path;
  readonly paths: readonly string[];
  readonly projectDirectory: string | undefined;
  readonly envFiles: readonly string[];
}

const known: ReadonlySet<string> = new Set(['path', 'project_directory', 'env_file']);
const shared = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;

/**
 * Copies the resources of included projects into a file, which comes on top where both have one of a name; between two
 * includes the earlier one is on top. Source: Compose file, "Include"; compose-go's `ApplyInclude`, which unlike the
 * text merges conflicts without a word.
 */
export function applyIncludes(file: MapNode, tagged: Node, context: FileContext, readIncluded: ReadIncluded): MapNode {
  const list = file.entries.get('include');
  if (!list) return file;
  const rest = withoutEntry(file, 'include');
  const { report } = context.loading;
  if (isNull(list)) return rest;
  if (!isSeq(list)) {
    report.add({
      code: 'include-form',
      message: '`include` must be a list',
      path: ['include'],
      span: list.origin.span,
      ...(isString(list) && { hint: `write \`- ${list.value}\` on a line of its own` }),
    });
    return rest;
  }
  const models: MapNode[] = [];
  for (const [index, node] of list.items.entries()) {
    const entry = includeOf(node, ['include', index], context);
    const model = entry && readInclude(entry, context, readIncluded);
    if (model) models.push(model);
  }
  return models.length > 0 ? withResources(rest, tagged, models, context) : rest;
}

function includeOf(node: Node, path: Path, { loading }: FileContext): Include | undefined {
  if (isString(node)) return { node, path, paths: [node.value], projectDirectory: undefined, envFiles: [] };
  if (!isMap(node)) {
    const message = 'an entry of `include` must be a path or a mapping with `path`';
    loading.report.add({ code: 'include-form', message, path, span: node.origin.span });
    return undefined;
  }
  for (const [key, value] of node.entries) {
    if (known.has(key) || key.startsWith('x-')) continue;
    const near = nearestName(key, known);
    const message = `an include knows no \`${key}\`: Compose drops it`;
    const hint = near === undefined ? {} : { hint: `did you mean \`${near}\`?` };
    const span = value.origin.key ?? value.origin.span;
    loading.report.add({ code: 'dropped-value', message, path: [...path, key], span, ...hint });
  }
  const directory = node.entries.get('project_directory');
  const paths = strings(node.entries.get('path'));
  const envFiles = strings(node.entries.get('env_file'));
  if (!paths || !envFiles || (directory && !isString(directory) && !isNull(directory))) {
    const [key, wanted] = !paths
      ? ['path', 'a string or a list of strings']
      : !envFiles
        ? ['env_file', 'a string or a list of strings']
        : ['project_directory', 'a string'];
    const span = node.entries.get(key ?? '')?.origin.span ?? node.origin.span;
    loading.report.add({
      code: 'include-form',
      message: `\`${key}\` of an include must be ${wanted}`,
      path: [...path, key ?? ''],
      span,
    });
    return undefined;
  }
  return { node, path, paths, projectDirectory: isString(directory) ? directory.value : undefined, envFiles };
}

/** A string or a list of them; undefined for other things. */
function strings(node: Node | undefined): readonly string[] | undefined {
  if (!node || isNull(node)) return [];
  if (isString(node)) return [node.value];
  return isSeq(node) && node.items.every(isString)
    ? node.items.map((item) => String(item.kind === 'scalar' && item.value))
    : undefined;
}

function readInclude(entry: Include, outer: FileContext, readIncluded: ReadIncluded): MapNode | undefined {
  const { loading } = outer;
  const remote = entry.paths.find(isRemote);
  if (remote !== undefined) {
    const message = `${remote} is not on this machine; Transpose reads only local files`;
    const hint = 'fetch it and include the copy';
    loading.report.add({ code: 'remote-file', message, path: entry.path, span: entry.node.origin.span, hint });
    return undefined;
  }
  const paths = entry.paths.map((path) => from(loading.host, outer.directory, path));
  const [main] = paths;
  if (main === undefined) {
    const message = 'an include without `path` includes nothing';
    loading.report.add({ code: 'no-effect', message, path: entry.path, span: entry.node.origin.span });
    return undefined;
  }
  const files = paths.map((path) => absolute(loading.host, path));
  if (outer.including.includes(files[0] ?? '')) {
    reportCycle(entry, files[0] ?? '', outer);
    return undefined;
  }
  warnOfSecond(entry, files, outer);
  const context = contextOf(entry, main, outer);
  const environment = includedEnvironment(entry, context, outer);
  if (!environment) return undefined;
  const ownVariables = environment.size > outer.environment.size ? ({ ownVariables: true } as const) : {};
  const step: Step = { kind: 'include', span: entry.node.origin.span, ...ownVariables };
  return readIncluded(files, { ...context, environment, steps: [...outer.steps, step] });
}

/** A file that comes by two ways is merged with itself: its lists without a key double. */
function warnOfSecond({ node, path }: Include, files: readonly string[], { loading }: FileContext): void {
  for (const file of files) {
    const source = loading.sources.get(file);
    const first = source?.asked;
    if (!source || !first || !holds(first, node.origin.span)) continue;
    loading.report.add({
      code: 'misread-value',
      message: `"${source.file}" is included twice: it is merged with itself`,
      path,
      span: node.origin.span,
      related: [{ message: 'included here already', span: first }],
      hint: 'include it once',
    });
  }
}

/** Whether a place is another one than that of an entry. */
function holds(first: Span, entry: Span): boolean {
  return first.source !== entry.source || first.end < entry.start || first.start > entry.end;
}

/** Where the included files are read: in `project_directory`, else in the directory of the first of them. */
function contextOf(entry: Include, main: string, outer: FileContext): FileContext {
  const given = entry.projectDirectory ? hostForm(outer.loading.host, entry.projectDirectory) : undefined;
  const place =
    given === undefined
      ? { directory: directoryOf(main), base: relativeFolder(outer, main) }
      : isAbsolutePath(given)
        ? { directory: given, base: given }
        : { directory: joinPath(outer.base, given), base: relativeFolder(outer, given) };
  if (given !== undefined && !isAbsolutePath(given)) warnOfMissing(entry, given, outer);
  return {
    ...outer,
    ...place,
    bases: new Map(),
  };
}

/** Quirk: of a project directory that is not there the folder above it counts. */
function warnOfMissing({ node, path }: Include, given: string, { directory, loading }: FileContext): void {
  if (loading.host.realPath(absolute(loading.host, from(loading.host, directory, given))) !== undefined) return;
  const span = (isMap(node) ? node.entries.get('project_directory') : undefined)?.origin.span ?? node.origin.span;
  const message = `the directory "${given}" does not exist: paths start in the one above it`;
  loading.report.add({ code: 'misread-value', message, path: [...path, 'project_directory'], span });
}

/** The including environment, and what it leaves open from `env_file`, else from `.env` of the project directory. */
function includedEnvironment(entry: Include, context: FileContext, outer: FileContext): Environment | undefined {
  const { loading } = outer;
  const { host } = loading;
  const files = entry.envFiles.map((file) => absolute(host, from(host, outer.base, file)));
  if (entry.envFiles.length === 0) {
    const file = absolute(host, joinPath(context.directory, '.env'));
    const real = host.realPath(file);
    if (real !== undefined && host.lstat(real)?.kind !== 'directory') files.push(file);
  }
  const asker = { path: entry.path, span: entry.node.origin.span };
  const values = readEnvFiles(loading, files, outer.environment, asker);
  return values && new Map([...values, ...outer.environment]);
}

function reportCycle(entry: Include, main: string, { loading, including, steps }: FileContext): void {
  const chain = [...including, main].map((path) => displayName(loading, path));
  loading.report.add({
    code: 'include-cycle',
    message: `files include each other in a circle: ${chain.join(' -> ')}`,
    path: entry.path,
    span: entry.node.origin.span,
    related: steps.map(({ span }) => ({ message: 'the circle goes through this', span })).toReversed(),
  });
}

function withResources(file: MapNode, tagged: Node, models: readonly MapNode[], context: FileContext): MapNode {
  const entries = new Map(file.entries);
  for (const key of shared) {
    const own = entries.get(key);
    if (own && !isMap(own) && !isNull(own)) continue;
    const resources = new Map(isMap(own) ? own.entries : []);
    let given = false;
    const tags = isMap(tagged) ? tagged.entries.get(key) : undefined;
    for (const model of models) {
      const included = model.entries.get(key);
      if (!isMap(included)) continue;
      given = true;
      for (const [name, node] of included.entries) {
        const known = resources.get(name);
        const place = below(below(rootPlace, key), name);
        const mergeContext = { report: context.loading.report, path: [key, name] };
        if (known) resources.set(name, mergeNodes(reset(node, tags, name), known, place, mergeContext));
        else resources.set(name, node);
      }
    }
    if (given || resources.size > 0) entries.set(key, map(resources, own?.origin ?? file.origin));
  }
  return { ...file, entries };
}

/** Tags act on what lies within a resource of both sides; on the resource as a whole they do nothing, a quirk. */
function reset(included: Node, tags: Node | undefined, name: string): Node {
  const own = isMap(tags) ? tags.entries.get(name) : undefined;
  return own && !own.tag && isMap(included) ? applyTags(included, own) : included;
}
