import type { Path, PlaceJson } from '@transpose/core';
import { pathText, shownText } from '@transpose/core';
import type { Support } from '@transpose/targets';
import { printYaml } from '@transpose/targets';
import { fateOf } from '../print/account.ts';
import { outcomeColours } from '../print/account.ts';
import type { Fate } from '../print/account.ts';
import type { Style } from '../print/style.ts';
import { tableLines, wrapped } from '../print/table.ts';
import type { ValueSource, ValueStep } from './sources.ts';
import type { VariableUse } from './variables.ts';
import type { TargetWay, Way } from './way.ts';

/** The way of a value for people. */
export function wayText({ path, value, sources, targets }: Way, width: number, style: Style): string {
  const lines = [
    ...headLines(path, value, style),
    '',
    style.bold('from'),
    ...sources.flatMap((source) => sourceLines(source, path, width, style)),
    ...targets.flatMap((target) => ['', style.bold(target.target), ...targetLines(target, path, width, style)]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function headLines(path: Path, value: unknown, style: Style): readonly string[] {
  const name = style.bold(shownText(pathText(path)));
  const text = printYaml(value).replace(/\n$/, '').split('\n').map(shownText).join('\n');
  if (typeof value !== 'object' || value === null || text === '{}' || text === '[]') return [`${name}: ${text}`];
  return [`${name}:`, ...text.split('\n').map((line) => `  ${line}`)];
}

function sourceLines(source: ValueSource, path: Path, width: number, style: Style, depth = 0): readonly string[] {
  const indent = ' '.repeat(2 + 4 * depth);
  const place = style.cyan(placeText(source.place));
  const paths = source.paths.filter((below) => below.length > 0 && lastOf(below) !== nameBefore(source.text));
  const parts =
    paths.length === 0
      ? ''
      : `  ${style.dim(`(${shownText(paths.map((below) => relative(path, below)).join(', '))})`)}`;
  const inner = [
    ...(source.implied ? ['a rule of Compose makes the value of what is there'] : []),
    ...source.steps.map(stepText),
    ...source.variables.map(variableText),
  ];
  return [
    `${indent}${depth > 0 ? 'in place of ' : ''}${place}  ${shownText(source.text)}${parts}`,
    ...inner
      .flatMap((text) => wrapped(shownText(text), width - indent.length - 4))
      .map((line) => `${indent}    ${line}`),
    ...(source.replaced ? sourceLines(source.replaced, path, width, style, depth + 1) : []),
  ];
}

const lastOf = (path: Path): string => String(path.at(-1));

/** The name that a line of source begins with: `LOG_LEVEL: debug`, `LOG_LEVEL=debug`, `- LOG_LEVEL=debug`. */
const nameBefore = (text: string): string | undefined => /^(?:- )?["']?([\w.-]+)["']?\s*[:=]/.exec(text)?.[1];

/** A path below another one, as it is written behind it. */
const relative = (path: Path, below: Path): string =>
  pathText([...path, ...below]).slice(pathText(path).length + (typeof below[0] === 'number' ? 0 : 1));

const placeText = ({ file, line, column }: PlaceJson): string => shownText(`${file}:${line}:${column}`);

const ways: Readonly<Record<ValueStep['kind'], string>> = {
  include: 'included at',
  extends: 'by `extends` at',
  override: 'as an override at',
  env_file: 'by `env_file` at',
  label_file: 'by `label_file` at',
};

const stepText = ({ kind, place }: ValueStep): string => `${ways[kind]} ${placeText(place)}`;

function variableText({ name, value, from, fallback }: VariableUse): string {
  if (value === undefined && from === undefined) {
    return fallback === undefined ? `${name} is not set` : `${name} is not set: "${fallback}" takes its place`;
  }
  const text = value === undefined ? name : `${name} is "${value}"`;
  if (from === undefined) return text;
  if (from === 'project name') return `${text}, the name of the project`;
  return from === 'environment' ? `${text}, set in the environment` : `${text}, set at ${placeText(from)}`;
}

function targetLines({ uses, fields, failed }: TargetWay, path: Path, width: number, style: Style): readonly string[] {
  if (failed) return ['  cannot be converted'];
  const fates = new Map<string, { readonly support: Support; readonly names: string[] }>();
  for (const { support, path: at } of uses) {
    const known = fates.get(JSON.stringify(support));
    if (known) known.names.push(below(path, at));
    else fates.set(JSON.stringify(support), { support, names: [below(path, at)] });
  }
  const lines = [...fates.values()].flatMap(({ support, names }) => {
    const fate = fateOf(support);
    const word = fate?.outcome ?? 'resolved';
    const indent = ' '.repeat(word.length + 4);
    const texts = textsOf(support, fate).flatMap((text) => wrapped(shownText(text), width - indent.length));
    // Where all goes one way, the names of the parts tell nothing.
    const parts =
      fates.size === 1 ? [] : wrapped(shownText(`(${names.join(', ')})`), width - indent.length).map(style.dim);
    const painted = fate ? style[outcomeColours[fate.outcome]](word) : style.dim(word);
    return [...texts, ...parts].map((line, index) => (index === 0 ? `  ${painted}  ${line}` : indent + line));
  });
  const places = fields.map(({ file, line, name }) => [
    `  ${line === undefined ? file : `${file}:${line}`}`,
    shownText(name),
  ]);
  return [...(lines.length > 0 ? lines : ['  nothing becomes of it']), ...tableLines(places, Number.POSITIVE_INFINITY)];
}

/** Where a use is below the path that was asked for. */
const below = (path: Path, use: Path): string =>
  use.length > path.length ? relative(path, use.slice(path.length)) : '';

function textsOf(support: Support, fate: Fate | undefined): readonly string[] {
  if (!fate) return support.kind === 'resolved' ? [support.by] : [];
  const what = [fate.field, fate.why].filter((text) => text !== '').join(': ');
  return fate.instead === '' ? [what] : [what, `-> ${fate.instead}`];
}
