import type { LoadResult, Node, Path, Project } from '@transpose/core';
import { keyPathOf, loadProject, nodeAt } from '@transpose/core';
import type { OptionValues, OutputFile, Target } from '@transpose/targets';
import { rowAt, shellQuoted } from '@transpose/targets';
import type { Command } from 'commander';
import { convertLoaded, optionsOfTargets, targetOf } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { findPath, missingText } from '../explain/find-path.ts';
import { variablesOf } from '../explain/variables.ts';
import { wayJson } from '../explain/way-json.ts';
import { wayText } from '../explain/way-text.ts';
import { wayOf } from '../explain/way.ts';
import { maskedData, maskedSurroundings, maskedText } from '../print/masked-surroundings.ts';
import { reportDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { ImagesOptions } from '../images/images-option.ts';
import { loadedProject } from '../images/images-option.ts';
import { loadOptionsOf } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';

/** No checksum is shown; with a salt the files have the lines that `convert` writes. */
const anySalt = '0'.repeat(32);

export interface ExplainOptions extends ImagesOptions {
  readonly target?: readonly string[];
  readonly format?: 'text' | 'json';
  readonly json?: boolean;
}

export function explain(
  around: Surroundings,
  command: Command,
  options: ExplainOptions,
  texts: readonly string[],
  chosen: readonly Target[],
): ExitCode {
  const values = optionsOfTargets(command, chosen, around);
  const loaded = loadedProject(around, options, []);
  if (!loaded.tree || !loaded.project) {
    reportDiagnostics(maskedSurroundings(around, loaded), loaded.diagnostics, options.report);
    return exitCodes.failed;
  }
  const told = maskedSurroundings(around, loaded);
  const paths = texts.map((text) => foundPath(around, options, loaded, text));
  const results = chosen.map((target) => targetResult(around, options, loaded, target, values.get(target) ?? {}));
  reportDiagnostics(
    told,
    [...loaded.diagnostics, ...results.flatMap(({ diagnostics }) => diagnostics)],
    options.report,
  );
  const variables = variablesOf(around.host, loaded);
  const { project } = loaded;
  const ways = paths.map(([path, node]) => wayOf(path, node, variables, project, results));
  if (options.json || options.format === 'json') {
    around.out(`${JSON.stringify(maskedData(told, ways.map(wayJson)), undefined, 2)}\n`);
  } else {
    const style = styleOn(around, 'out');
    around.out(maskedText(told, ways.map((way) => wayText(way, around.terminal.columns, style)).join('\n')));
  }
  return results.some(({ failed }) => failed) ? exitCodes.failed : exitCodes.done;
}

function targetResult(
  around: Surroundings,
  options: ExplainOptions,
  loaded: LoadResult,
  target: Target,
  values: OptionValues,
) {
  const result = convertLoaded(around, loaded, target, values, 'directory', options, anySalt);
  return {
    ...result,
    target,
    failed: result.diagnostics.some(({ severity }) => severity === 'error'),
    filesOf(project: Project): readonly OutputFile[] | undefined {
      try {
        const { files } = convertLoaded(around, { ...loaded, project }, target, values, 'directory', options, anySalt);
        return files.length === 0 ? undefined : files;
      } catch {
        // No file can say what was changed here (a service without an image): the target need not stand it.
        return undefined;
      }
    },
  };
}

/** What is at a path that somebody typed; an error when nothing is. */
function foundPath(
  around: Surroundings,
  options: ExplainOptions,
  { tree }: LoadResult,
  text: string,
): readonly [Path, Node] {
  const found = tree && text !== '' ? findPath(tree, text) : undefined;
  if (!tree || !found) throw new UsageError('a path is needed, as services.web.image');
  const node = found.ok ? nodeAt(tree, found.path) : undefined;
  if (found.ok && node) return [found.path, node];
  const profiles = profilesFor(around, options, text);
  if (profiles.length > 0)
    throw new UsageError(
      `${text} is not switched on: give ${profiles.map((one) => `--profile ${shellQuoted(one)}`).join(' or ')}`,
    );
  if (found.ok) throw new UsageError(`there is no ${text}`);
  // A key that did its work while the project was read: `env_file`, `extends`.
  const key = keyPathOf([...found.near, found.missing]);
  const support = key === undefined ? undefined : rowAt(targetOf().support, key.split('.'));
  if (support?.kind === 'resolved') throw new UsageError(`${text} is not in the project any more: ${support.by}`);
  // The bare name of a service: `web` for `services.web`.
  const inServices = `services.${text}`;
  throw new UsageError(missingText(found, findPath(tree, inServices).ok ? inServices : undefined));
}

/** The profiles of the service that a path leads into, when only they keep it out of the project. */
function profilesFor(around: Surroundings, options: ExplainOptions, text: string): readonly string[] {
  const { tree, project } = loadProject(around.host, { ...loadOptionsOf(options, []), profiles: ['*'] });
  const found = tree && findPath(tree, text);
  const service = found?.ok && found.path[0] === 'services' ? project?.services[String(found.path[1])] : undefined;
  return service?.profiles ?? [];
}
