import { absolute } from '../host/host-path.ts';
import { collectAllVariables } from '../interpolate/collect-variables.ts';
import { interpolate } from '../interpolate/interpolate.ts';
import { placeAt, rootPlace } from '../keys/place.ts';
import type { Environment, Loading } from '../loading.ts';
import { canonical, setDefaults } from '../normalize/canonical.ts';
import { resolveListedNames } from './listed-names.ts';
import { resolvePaths } from '../normalize/paths.ts';
import { noteOrigins } from '../report/origin-notes.ts';
import type { Asker } from '../read/read-source.ts';
import { displayName } from '../read/read-source.ts';
import type { ReadFile } from '../read/read-trees.ts';
import { readTrees } from '../read/read-trees.ts';
import type { Report } from '../report/report.ts';
import { loaderReport } from '../report/report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, isString, map, withoutEntry } from '../tree/node.ts';
import { checkResources } from '../validate/resources.ts';
import { checkShape } from '../validate/shape.ts';
import { containerVariables } from './container-variables.ts';
import { applyExtends } from './extends.ts';
import type { BaseFile, FileContext } from './file-context.ts';
import { applyIncludes } from './include.ts';
import { mergeNodes } from './override.ts';
import { from, relativeFolder } from './local-files.ts';
import { applyTags, withoutTags } from './tags.ts';
import { uniqueLists } from './unique.ts';

/**
 * Makes one canonical tree of the files of a project, or of one that is included, with defaults and absolute paths.
 * Undefined after an error. The order of the steps is that of compose-go's `loadYamlModel`.
 */
export function readModel(files: readonly ReadFile[], context: FileContext): MapNode | undefined {
  const { loading, base, environment } = context;
  const { host, options, report } = loading;
  let model: MapNode | undefined;
  for (const file of files) {
    model = layFile(model, file, context);
    if (report.failed) return undefined;
  }
  if (!model) return undefined;
  model = setDefaults(model, report);
  if (options.validation !== false) checkResources(model, report);
  noteOrigins(report, model);
  if (report.failed) return undefined;
  if (options.resolvePaths !== false || context.steps.length > 0) model = resolvePaths(model, base, host, report);
  model = resolveListedNames(model, (name) => environment.get(name));
  if (context.steps.length > 0) refuseFilledConfigs(model, environment, report);
  return report.failed ? undefined : model;
}

/** The files of an `include`, read and made a tree. */
function readIncluded(paths: readonly string[], context: FileContext): MapNode | undefined {
  const span = context.steps.at(-1)?.span;
  const asker: Asker = { path: ['include'], ...(span && { span }) };
  const files = paths.map((path) => readTrees(context.loading, path, { steps: context.steps, asker }));
  return files.every((file) => file !== undefined) ? readModel(files, context) : undefined;
}

/** Lays the documents of a file over what was read before it. */
function layFile(model: MapNode | undefined, file: ReadFile, context: FileContext): MapNode | undefined {
  context.loading.report.take(file.problems);
  let result = model;
  for (const document of file.trees) {
    if (context.loading.report.failed) return undefined;
    result = layDocument(result, document, file, context);
  }
  return result;
}

function layDocument(
  model: MapNode | undefined,
  tagged: Node,
  file: ReadFile,
  context: FileContext,
): MapNode | undefined {
  const { loading } = context;
  const { report } = loading;
  if (!isMap(tagged)) {
    report.add({
      code: 'not-a-mapping',
      message: 'the top level of a Compose file must be a mapping',
      span: tagged.origin.span,
      file: file.source.file,
      hint:
        isString(tagged) && /^(?:sudo +)?(?:docker|podman) +run\b/.test(tagged.value)
          ? 'this is a command: write its image and options as keys of a service below `services:`'
          : 'a Compose file starts with `services:`, and has the services below it',
    });
    return undefined;
  }
  if (isForeign(tagged, file, report)) return undefined;
  let document = interpolated(file.tagged ? withoutTags(tagged) : tagged, context);
  if (report.failed) return undefined;
  document = applyIncludes(
    document,
    tagged,
    { ...context, including: [...context.including, file.path] },
    readIncluded,
  );
  if (report.failed) return undefined;
  const earlier = model && file.tagged ? applyTags(model, tagged) : model;
  document = applyExtends(document, tagged, file.path, context, readBase);
  if (report.failed) return undefined;
  let result = merged(earlier, document, loading);
  if (report.failed) return undefined;
  if (loading.options.validation !== false) {
    checkShape(result, report, loading.options);
    noteOrigins(report, result);
    result = withoutVersion(result, file, loading);
  }
  return report.failed ? undefined : canonicalForm(result, loading);
}

/** A manifest of Kubernetes, which some give where the project is wanted: each of its keys would be said to be unknown. */
function isForeign(document: MapNode, file: ReadFile, report: Report): boolean {
  const version = document.entries.get('apiVersion');
  const kind = document.entries.get('kind');
  if (!version || !isString(kind) || document.entries.has('services')) return false;
  report.add({
    code: 'foreign-file',
    message: `this is a Kubernetes manifest (kind: ${kind.value}), not a Compose file`,
    path: ['apiVersion'],
    span: version.origin.key ?? version.origin.span,
    file: file.source.file,
    hint: 'name the Compose file with -f; Transpose writes manifests and does not read them',
  });
  return true;
}

function interpolated(document: MapNode, context: FileContext): MapNode {
  const { loading, environment } = context;
  const { report, variables, options, change } = loading;
  if (options.interpolate === false) {
    collectAllVariables(document, variables);
    return document;
  }
  const lookup = (name: string) => environment.get(name);
  let known: ReadonlyMap<string, string> | undefined;
  const inside = () => (known ??= containerVariables(document, context));
  const ownVariables = context.steps.some((step) => step.ownVariables);
  const inPlaceOf = ownVariables ? undefined : change?.inPlaceOf;
  const names = () => environment.keys();
  return interpolate(document, { report, variables, lookup, names, inside, ...(inPlaceOf && { inPlaceOf }) });
}

function merged(earlier: MapNode | undefined, later: MapNode, { report, options }: Loading): MapNode {
  if (!earlier) return uniqueLists(later, report);
  const sorted = options.interpolate === false;
  const result = mergeNodes(earlier, later, rootPlace, { report, path: [], sorted });
  return isMap(result) ? uniqueLists(result, report) : earlier;
}

function withoutVersion(model: MapNode, file: ReadFile, { report }: Loading): MapNode {
  const version = model.entries.get('version');
  if (!version) return model;
  report.add({
    code: 'obsolete-version',
    message: '`version` has no effect any more',
    path: ['version'],
    span: version.origin.key ?? version.origin.span,
    file: file.source.file,
    hint: 'remove the line',
  });
  return withoutEntry(model, 'version');
}

/** Long forms show what short ones hide: two ports may turn out to be one. */
function canonicalForm(model: MapNode, { report, options }: Loading): MapNode {
  const result = canonical(model, report, { lenient: options.interpolate === false });
  return report.failed ? result : uniqueLists(result, report);
}

/** A file that `extends` names: its services in long forms, unchecked, with paths that start where it lies. */
function readBase(written: string, context: FileContext, wish: Node): BaseFile | undefined {
  const { loading } = context;
  const path = absolute(loading.host, from(loading.host, context.directory, written));
  const { host, report } = loading;
  const file = readTrees(loading, path, { asker: { span: wish.origin.span } });
  if (!file) return undefined;
  report.take(file.problems);
  let tree: MapNode | undefined;
  const tagged: MapNode[] = [];
  for (const document of file.trees) {
    if (report.failed) return undefined;
    if (!isMap(document)) {
      const message = `the top level of ${displayName(loading, path)} must be a mapping`;
      report.add({ code: 'not-a-mapping', message, span: document.origin.span, file: file.source.file });
      return undefined;
    }
    tagged.push(document);
    const layer = interpolated(file.tagged ? withoutTags(document) : document, context);
    checkShortForms(layer, report);
    if (report.failed) return undefined;
    tree = merged(tree && applyTags(tree, document), layer, loading);
    if (!report.failed) tree = canonicalForm(tree, loading);
  }
  if (report.failed) return undefined;
  const empty = map([], { span: { source: file.source, start: 0, end: 0 } });
  const base = relativeFolder(context, written);
  return { path, base, tagged, tree: resolvePaths(tree ?? empty, base, host, report) };
}

/** The file itself is not checked, but what cannot be brought into its long form is refused. */
function checkShortForms(layer: MapNode, report: Report): void {
  const shape = loaderReport();
  checkShape(layer, shape);
  report.take(
    shape.diagnostics.filter(({ code, path = [] }) => {
      if (code !== 'wrong-type') return false;
      // So is an item by which a list knows its items.
      const identifies = typeof path.at(-1) === 'number' && placeAt(path.slice(0, -1))?.rule?.identity !== undefined;
      return path[0] === 'services'
        ? identifies || placeAt(path)?.nearest?.expand !== undefined
        : path[0] === 'include' && path.length === 2;
    }),
  );
}

/**
 * Docker Compose fills in the content of an included config that comes from a variable, and then finds it given twice:
 * it can read no such project.
 */
function refuseFilledConfigs(model: MapNode, environment: Environment, report: Report): void {
  const configs = model.entries.get('configs');
  for (const [name, config] of isMap(configs) ? configs.entries : []) {
    const variable = isMap(config) ? config.entries.get('environment') : undefined;
    if (!isString(variable) || !environment.has(variable.value)) continue;
    report.add({
      code: 'conflict',
      message: `the config "${name}" takes its content from a variable, which Docker Compose cannot read in an included file`,
      path: ['configs', name],
      span: variable.origin.key ?? variable.origin.span,
      hint: 'define it in the including file, or use `file` or `content`',
    });
  }
}
