import type { Surroundings } from './find/environment.ts';
import { findSurroundings } from './find/environment.ts';
import { grouped } from './report/grouped.ts';
import type { Host } from './host/host.ts';
import type { LoadOptions, LoadResult } from './load-options.ts';
import type { Environment, Loading } from './loading.ts';
import { readModel } from './merge/read-model.ts';
import { projectFrom } from './model/from-tree/from-tree.ts';
import type { Project } from './model/project.ts';
import { decode } from './normalize/decode.ts';
import { normalize } from './normalize/normalize.ts';
import { copyScale } from './normalize/scale.ts';
import { dropUnused, profilesIn, selectServices, splitByProfiles } from './normalize/select.ts';
import { suspectOddSpaces } from './odd-spaces.ts';
import { noteAskers, noteOrigins } from './report/origin-notes.ts';
import { projectName } from './find/project-name.ts';
import type { ReadFile } from './read/read-trees.ts';
import { readTrees } from './read/read-trees.ts';
import { loaderReport } from './report/report.ts';
import { readServiceFiles } from './find/service-files.ts';
import type { MapNode } from './tree/node.ts';
import { implied, text, withEntry } from './tree/node.ts';
import { originsOf } from './tree/origins.ts';
import { checkConsistency, checkSelected } from './validate/consistency.ts';
import { isAbsolutePath } from './values/path.ts';

/**
 * Reads a Compose project as `docker compose config` does. The steps and their order are those of Docker Compose
 * (compose-go's `loader`): each reports all that is wrong, and one with errors ends the load. Nothing that users can
 * write makes it throw; a host with a relative `cwd` does, because no path would be right.
 */
export function loadProject(host: Host, options: LoadOptions = {}): LoadResult {
  if (!isAbsolutePath(host.cwd))
    throw new TypeError(
      `Host.cwd must be an absolute path with "/", not ${JSON.stringify(host.cwd)}; for paths of Windows there is windowsHost`,
    );
  return loadWith({ host, options, report: loaderReport(), sources: new Map(), variables: new Map(), unsetLines: [] });
}

/** As {@link loadProject}, for who needs to see what it gathers on the way. */
export function loadWith(loading: Loading): LoadResult {
  const loaded = load(loading);
  suspectOddSpaces(loading, load);
  const { tree, project: makeProject }: Loaded = loading.report.failed ? {} : loaded;
  let project: Project | undefined;
  return {
    // Made when it is asked for: who prints the tree alone need not wait for it.
    get project() {
      return (project ??= makeProject?.());
    },
    tree,
    origins: originsOf(tree),
    diagnostics: grouped(loading.report.diagnostics.map(noteAskers)),
    sources: [...loading.sources.values()],
    environment: byName(loaded.environment),
    envFiles: loaded.envFiles ?? [],
    variables: [...loading.variables.values()],
    unsetLines: loading.unsetLines ?? [],
    profiles: loaded.profiles ?? [],
    reload: (change) =>
      loadWith({
        host: loading.host,
        options: loading.options,
        report: loaderReport(),
        // What was read is not read again: standard input could not be.
        sources: new Map(loading.sources),
        variables: new Map(),
        unsetLines: [],
        change,
      }),
  };
}

/** Variables as plain data in which only they are found: one may be asked for that is called `constructor`. */
function byName(environment: Environment | undefined): Readonly<Record<string, string>> {
  return Object.assign(Object.create(null), Object.fromEntries(environment ?? [])) as Record<string, string>;
}

interface Loaded {
  readonly tree?: MapNode;
  readonly project?: () => Project;
  readonly environment?: Environment;
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
}

function load(loading: Loading): Loaded {
  const { options, report } = loading;

  // 1. The files, and the variables that are seen in them.
  const found = findSurroundings(loading);
  if (!found || report.failed) return {};
  const surroundings = { ...found, environment: changedBy(loading, found.environment) };
  const files = readFiles(loading, surroundings);
  if (!files) return {};

  // 2. The name, which is a variable too.
  const { directory } = surroundings;
  const name = projectName(
    loading,
    files.map((file) => file.trees),
    directory,
    surroundings.environment,
  );
  if (name === undefined) return {};
  const environment = new Map(surroundings.environment).set('COMPOSE_PROJECT_NAME', name);
  // Where variables stay as they are, none is seen, not even by bare names, as Docker Compose does.
  const seen = options.interpolate === false ? new Map([['COMPOSE_PROJECT_NAME', name]]) : environment;

  // 3. and 4. Each file is interpolated, included into, extended, merged and checked; then defaults and paths.
  const model = readModel(files, {
    loading,
    directory,
    base: directory,
    environment: seen,
    steps: [],
    including: [],
    bases: new Map(),
  });
  if (report.failed) return { environment };
  if (!model || model.entries.size === 0) return empty(loading, files, environment);

  // 5. What follows from the whole.
  if (name === '' && options.validation !== false) return nameless(loading, model, environment);
  const whole =
    options.normalize === false
      ? named(model, name, loading)
      : normalize(model, { name, lookup: (variable) => seen.get(variable) });
  const profiles = profilesIn(whole);
  if (options.interpolate === false) return { tree: whole, environment, profiles };

  // 6. Typed values.
  const decoded = decode(whole, report);
  noteOrigins(report, whole);
  if (report.failed) return { environment, profiles };

  // 7. The services that run.
  const tree = runningServices(loading, decoded, environment);
  if (!tree) return { environment, profiles };
  const project = () => projectFrom(tree, { working_dir: directory, files: files.map(({ path }) => path) });
  return { tree, project, environment, envFiles: surroundings.envFiles, profiles };
}

/** The services that run, checked against each other; their env files; the chosen ones and what they use. */
function runningServices(loading: Loading, decoded: MapNode, environment: Environment): MapNode | undefined {
  const { options, report } = loading;
  const checked = options.consistency !== false;
  const switchedOn = activeProfiles(options, environment);
  const split = splitByProfiles(decoded, switchedOn);
  if (checked) checkConsistency(split, report);
  noteOrigins(report, split.active);
  if (report.failed) return undefined;
  const active = readServiceFiles(checked ? copyScale(split.active) : split.active, environment, loading);
  if (report.failed) return undefined;
  const chosen = selectServices({ ...split, active }, switchedOn, options.services ?? [], report);
  if (report.failed) return undefined;
  // Naming a service may have switched it on: its files are read only now.
  const complete = chosen === active ? active : readServiceFiles(chosen, environment, loading);
  const tree = options.allResources ? complete : dropUnused(complete);
  if (checked) checkSelected(tree, report);
  return tree;
}

/** The variables that are seen, with those of a second load in their place. */
function changedBy({ change }: Loading, environment: Environment): Environment {
  if (!change?.variables) return environment;
  const changed = new Map(environment);
  for (const [name, value] of Object.entries(change.variables))
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  return changed;
}

/** `--profile`, else `COMPOSE_PROFILES`. With nothing set the profile without a name is on, a quirk of Docker Compose. */
function activeProfiles(options: LoadOptions, environment: Environment): readonly string[] {
  if (options.profiles?.length) return options.profiles;
  return (environment.get('COMPOSE_PROFILES') ?? '').split(',').map((profile) => profile.trim());
}

function readFiles(loading: Loading, { files }: Surroundings): readonly ReadFile[] | undefined {
  const read = files.map((path) => readTrees(loading, path));
  return read.every((file) => file !== undefined) && !loading.report.failed ? read : undefined;
}

/** Files without any content: not even a name makes a project of them. */
function empty({ report }: Loading, files: readonly ReadFile[], environment: Environment): Loaded {
  const [first] = files;
  report.add({
    code: 'empty-project',
    message: 'the Compose file is empty',
    ...(first && { span: { source: first.source, start: 0, end: 0 }, file: first.source.file }),
    hint: 'it needs at least `services:` with one service',
  });
  return { environment };
}

function nameless({ report }: Loading, model: MapNode, environment: Environment): Loaded {
  const written = model.entries.get('name');
  report.add({
    code: 'project-name',
    message: `the project name must not be empty: ${written ? 'that of the file' : 'that of the directory'} has no a-z, 0-9`,
    hint: 'give one with -p NAME',
    ...(written && { path: ['name'], span: written.origin.span }),
  });
  return { environment };
}

/** Without normalization the name is known all the same; only the raw model has none that is not written. */
function named(model: MapNode, name: string, { options }: Loading): MapNode {
  if (options.interpolate === false) return model;
  return withEntry(model, 'name', text(name, model.entries.get('name')?.origin ?? implied(model.origin)));
}
