import { createHash } from 'node:crypto';
import type { ConfigData, LoadResult, MapNode, Path, Project, Service } from '@transpose/core';
import { configData, isMap, isScalar, jsonText, nodeAt } from '@transpose/core';
import { printYaml } from '@transpose/targets';
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
    case 'models':
      return listed(namesIn(loaded, question));
    case 'profiles':
      return listed(loaded.profiles);
    case 'images':
      return listed(namesIn(loaded, 'services').map((service) => imageOf(loaded, service)));
    case 'environment':
      return {
        lines: Object.entries(loaded.environment).map(([name, value]) => `${name}=${value}`),
        data: loaded.environment,
      };
    case 'variables':
      return variablesAnswer(loaded);
    case 'hash': {
      const hashes = hashedServices(loaded.project, services).map(
        (service) => [service.name, hashOf(service)] as const,
      );
      return { lines: hashes.map(([name, hash]) => `${name} ${hash}`), data: Object.fromEntries(hashes) };
    }
  }
}

/** A service that is only built gets the image name that Docker Compose gives it. */
function imageOf({ tree }: LoadResult, service: string): string {
  const image = scalarAt(tree, ['services', service, 'image']);
  return image ?? `${scalarAt(tree, ['name']) ?? ''}-${service}`;
}

/** Read off the tree, which is there without interpolation too. */
function namesIn({ tree }: LoadResult, key: string): readonly string[] {
  const node = nodeAt(tree, [key]);
  return isMap(node) ? [...node.entries.keys()] : [];
}

function scalarAt(tree: MapNode | undefined, path: Path): string | undefined {
  const node = nodeAt(tree, path);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

function variablesAnswer(loaded: LoadResult): Answer {
  const rows = loaded.variables.map((variable) => [
    variable.name,
    String(variable.required),
    variable.defaultValue,
    variable.alternateValue,
  ]);
  const table = [['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
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

/** SHA-256 of what a container is made of: not how many there are, what they wait for, or how their image is built. */
function hashOf(service: Service): string {
  const {
    build: _build,
    pull_policy: _pull,
    scale: _scale,
    depends_on: _after,
    profiles: _profiles,
    ...rest
  } = service;
  const { replicas: _replicas, ...deploy } = rest.deploy ?? {};
  return createHash('sha256')
    .update(JSON.stringify({ ...rest, deploy }))
    .digest('hex');
}
