import { clashAmong, pathProblem } from '@transpose/targets';
import type { Place } from '@transpose/core';
import { nearestName, rootPlace } from '@transpose/core';
import type { Conversion, OutputFile, Target, TargetOption } from '@transpose/targets';
import { UsageError } from '../usage-error.ts';

/** A target that code of others made: its shape is looked at, and what goes wrong in it is told as its own. */
export function checkedTarget(given: unknown, place: string): Target {
  const problem = targetProblem(given);
  if (problem !== undefined) throw new UsageError(`${place} is not a target: ${problem}`);
  const target = given as Target;
  return { ...target, emit: (conversion) => emit(target, conversion) };
}

/** Why a value is not a target; undefined: it is one. */
function targetProblem(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null) return 'it exports something else than defineTarget makes';
  const { name, summary, options, support, emit, stream } = given as Partial<Record<keyof Target, unknown>>;
  if (typeof name !== 'string' || name === '') return 'name is not a text';
  if (typeof summary !== 'string') return 'summary is not a text';
  if (typeof emit !== 'function') return 'emit is not a function';
  if (stream !== undefined && typeof stream !== 'string') return 'stream is not the name of a file';
  if (!Array.isArray(options)) return 'options is not a list; defineTarget makes one where there is none';
  if (typeof support !== 'object' || support === null)
    return 'support is missing; defineTarget makes a whole table of it';
  return options.map(optionProblem).find((problem) => problem !== undefined) ?? supportProblem(support, rootPlace, []);
}

const rowFields: ReadonlySet<string> = new Set([
  'kind',
  'field',
  'difference',
  'instead',
  'severity',
  'reason',
  'by',
  'keys',
]);

/** A row that no use would ever ask for, since it is not where the key table has a key. */
function supportProblem(rows: object, place: Place, path: readonly string[]): string | undefined {
  const keys = keysOf(place);
  for (const [name, row] of Object.entries(rows)) {
    const here = [...path, name];
    const inner = keys?.get(name);
    if (!inner) {
      const near = nearestName(name, keys?.keys() ?? []);
      return `support has a row for ${here.join('.')}, and Compose has no such key${near === undefined ? '' : `; did you mean "${near}"?`}`;
    }
    if (typeof row !== 'object' || row === null) return `support has no row at ${here.join('.')}`;
    const stray = Object.keys(row).find((field) => !rowFields.has(field));
    if (stray !== undefined)
      return `the row of ${here.join('.')} in support has "${stray}"${keysOf(inner)?.has(stray) ? ': put it into "keys"' : ''}`;
    const below: unknown = row.keys;
    const problem = typeof below === 'object' && below !== null ? supportProblem(below, inner, here) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The keys of a value, also of each entry or item of it. */
function keysOf(place: Place): ReadonlyMap<string, Place> | undefined {
  return place.keys ?? (place.named && keysOf(place.named)) ?? (place.item && keysOf(place.item));
}

function optionProblem(given: unknown, index: number): string | undefined {
  const { name, type, description } = (given ?? {}) as Partial<TargetOption>;
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return `options[${index}].name is not a word such as volume-size`;
  if (type !== 'string' && type !== 'flag' && type !== 'list')
    return `the type of option ${name} is string, flag or list`;
  return typeof description === 'string' ? undefined : `option ${name} has no description`;
}

function emit(target: Target, conversion: Conversion): readonly OutputFile[] {
  const fail = (what: string): readonly OutputFile[] => {
    conversion.report.add({ code: 'failed-target', message: `the target ${target.name} ${what}` });
    return [];
  };
  try {
    const files: unknown = target.emit(conversion);
    if (!Array.isArray(files)) return fail('gave no list of files');
    const problem = files.map(fileProblem).find((one) => one !== undefined) ?? clashIn(files as readonly OutputFile[]);
    return problem === undefined ? (files as readonly OutputFile[]) : fail(problem);
  } catch (error) {
    if (process.env['TRANSPOSE_DEBUG']) throw error;
    return fail(`threw an error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fileProblem(given: unknown, index: number): string | undefined {
  const { path, content, mode } = (given ?? {}) as Partial<Record<keyof OutputFile, unknown>>;
  if (typeof path !== 'string' || typeof content !== 'string' || typeof mode !== 'number')
    return `made files[${index}] without path, content (texts) and mode (a number such as 0o644)`;
  const problem = pathProblem(path);
  return problem === undefined ? undefined : `made a file "${path}": ${problem}`;
}

function clashIn(files: readonly OutputFile[]): string | undefined {
  const [first] = clashAmong(files.map(({ path }) => path));
  return first && `made a file "${files[first[0]]?.path}": ${first[1]}`;
}
