import type { ConfigData, LoadResult, MapNode, Node, Path, Project, Service, Span } from '@transpose/core';
import { configData, isMap, isScalar, isSeq, jsonText, nodeAt, pathText, placeJson, positionOf } from '@transpose/core';
import { buildModel, printYaml, serviceHash } from '@transpose/targets';
import { UsageError } from '../usage-error.ts';

/** What `transpose config` may be asked for instead of the project: at most one of them. */
export const questions = [
  'services',
  'volumes',
  'networks',
  'images',
  'models',
  'profiles',
  'environment',
  'variables',
  'hash',
] as const;
export type Question = (typeof questions)[number];

type Format = 'yaml' | 'json';

/** The project as text; `raw`: it was loaded without interpolation. */
export function projectText(tree: MapNode, format: Format, raw: boolean): string {
  return dataText(configData(tree, { format, raw }), format);
}

/** What templates see of the project (`docs/model.schema.json`). */
export function modelText({ project, ...loaded }: LoadResult): string {
  if (!project) throw new UsageError('--format model needs the project with its variables filled in');
  return `${JSON.stringify(buildModel(project, loaded).model, undefined, 2)}\n`;
}

function dataText(data: ConfigData, format: Format): string {
  return format === 'json' ? `${jsonText(data)}\n` : printYaml(data, { indentLists: true });
}

export function answerText(
  loaded: LoadResult,
  question: Question,
  options: { readonly format?: Format; readonly hash?: string },
): string {
  const answer = answerOf(loaded, question, options.hash ?? '*');
  if (options.format !== undefined) return dataText(answer.data, options.format);
  return answer.lines.map((line) => `${line}\n`).join('');
}

interface Answer {
  readonly lines: readonly string[];
  readonly data: ConfigData;
}

const listed = (lines: readonly string[]): Answer => ({ lines, data: lines });

function answerOf(loaded: LoadResult, question: Question, services: string): Answer {
  switch (question) {
    case 'services':
    case 'volumes':
    case 'networks':
      return listed(namesIn(loaded, question));
    case 'models':
      return listed(
        namesIn(loaded, 'models')
          .map((name) => scalarAt(loaded.tree, ['models', name, 'model']) ?? '')
          .filter((model) => model !== ''),
      );
    case 'profiles':
      return listed(loaded.profiles);
    case 'images':
      return listed(namesIn(loaded, 'services').flatMap((service) => imagesOf(loaded, service)));
    case 'environment':
      return {
        lines: Object.entries(loaded.environment).map(([name, value]) => `${name}=${value}`),
        data: loaded.environment,
      };
    case 'variables':
      return variablesAnswer(loaded);
    case 'hash': {
      const hashes = hashedServices(loaded.project, services).map(
        (service) => [service.name, serviceHash(service)] as const,
      );
      return { lines: hashes.map(([name, hash]) => `${name} ${hash}`), data: Object.fromEntries(hashes) };
    }
  }
}

/**
 * The image of a service, and those of the hooks that run before it. A service that is only built gets the image name
 * that Docker Compose gives it.
 */
function imagesOf({ tree }: LoadResult, service: string): readonly string[] {
  const own = scalarAt(tree, ['services', service, 'image']) || `${scalarAt(tree, ['name']) ?? ''}-${service}`;
  const hooks = nodeAt(tree, ['services', service, 'pre_start']);
  const images = (isSeq(hooks) ? hooks.items : []).map((hook) => scalarAt(hook, ['image']) ?? '');
  return [own, ...images.filter((image) => image !== '' && image !== own)];
}

/** Read off the tree, which is there without interpolation too. */
function namesIn({ tree }: LoadResult, key: string): readonly string[] {
  const node = nodeAt(tree, [key]);
  return isMap(node) ? [...node.entries.keys()] : [];
}

function scalarAt(tree: Node | undefined, path: Path): string | undefined {
  const node = nodeAt(tree, path);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

/** The table of Docker Compose with the places of use beside it; the JSON form is that of Docker Compose. */
function variablesAnswer(loaded: LoadResult): Answer {
  const rows = loaded.variables.flatMap(({ name, required, defaultValue, alternateValue, uses }) => {
    const [first = '', ...more] = uses.map(({ span, path }) => `${placeText(span)} ${pathText(path)}`);
    return [[name, String(required), defaultValue, alternateValue, first], ...more.map((use) => ['', '', '', '', use])];
  });
  const table = [['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE', 'USED AT'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return {
    lines: table.map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    ),
    data: Object.fromEntries(
      loaded.variables.map(({ name, defaultValue, alternateValue, required }) => [
        name,
        { Name: name, DefaultValue: defaultValue, PresenceValue: alternateValue, Required: required },
      ]),
    ),
  };
}

function placeText({ source, start }: Span): string {
  const { line, column } = positionOf(source, start);
  return `${source.file}:${line}:${column}`;
}

/** The variables with each place of use, as JSON: `--variables --format model`. */
export function variablesText({ variables }: LoadResult): string {
  const data = variables.map(({ uses, ...variable }) => ({
    ...variable,
    uses: uses.map(({ path, span, written }) => ({ path: pathText(path), ...placeJson(span), written })),
  }));
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function hashedServices(project: Project | undefined, names: string): readonly Service[] {
  if (!project)
    throw new UsageError('--hash needs the project with its variables filled in: leave out --no-interpolate');
  if (names === '*') return Object.values(project.services);
  return names.split(',').map((name) => {
    const service = project.services[name];
    if (!service) throw new UsageError(`--hash ${names}: there is no service "${name}"`);
    return service;
  });
}
