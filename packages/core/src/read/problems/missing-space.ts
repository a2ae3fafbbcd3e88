import type { Place } from '../../keys/place.ts';
import { placeAt } from '../../keys/place.ts';
import type { Type } from '../../keys/rule.ts';
import type { Edit } from '../../report/diagnostic.ts';
import type { Node } from '../../tree/node.ts';
import type { Source } from '../../tree/source.ts';
import { lineOf } from '../../tree/source.ts';
import type { PlainLine } from './plain-lines.ts';
import { plainLines } from './plain-lines.ts';
import type { Problem } from './problem.ts';

/** A key or list item that holds the lines below it. */
interface Level {
  /** Lines that are indented further belong to it. */
  readonly indent: number;
  readonly step: string | number;
  /** Where its line starts: no other one has it, whatever its path is. */
  readonly start: number;
}

const gluedKey = /^([A-Za-z_][\w.-]*):(?=[^\s:])(?!\/\/)/;
const keyed = /^(?:"([^"]*)"|'([^']*)'|([^\s"'#][^#]*?)):(?:[ \t]+(.*))?$/s;

/**
 * The colons of a text that lack a space: `image:nginx` where a service has its keys, `environment: NAME:value` where
 * only a mapping may appear. Only places that the key table knows count, and only those where a string is an error.
 */
export function missingSpaces(source: Source): readonly Problem[] {
  const problems: Problem[] = [];
  const levels: Level[] = [];
  const entries = new Map<string, number[]>();
  const enter = (name: string, line: PlainLine): string => {
    const id = `${levels.at(-1)?.start ?? ''} ${levels.length} ${name}`;
    entries.set(id, [...(entries.get(id) ?? []), line.start]);
    return id;
  };
  const glued: { readonly problem: Problem; readonly id: string; readonly line: PlainLine }[] = [];
  const lines = plainLines(source);
  for (const [index, line] of lines.entries()) {
    const first = line.dashes[0] ?? line.indent;
    // A list may appear in the column of its key.
    while (levels.length > 0 && (levels.at(-1)?.indent ?? 0) >= first && !isOwnList(levels.at(-1), line)) levels.pop();
    for (const dash of line.dashes) levels.push({ indent: dash, step: 0, start: line.start });
    const text = source.text.slice(line.start, line.end);
    const key = keyed.exec(text);
    if (key) {
      const name = key[1] ?? key[2] ?? key[3] ?? '';
      const parent = levels.at(-1);
      enter(name, line);
      levels.push({ indent: line.indent, step: name, start: line.start });
      const value = key[4] ?? '';
      const problem =
        value &&
        valueProblem(
          source,
          line,
          value,
          levels,
          line.indent - (parent && typeof parent.step === 'string' ? parent.indent : line.indent),
        );
      if (problem) problems.push(problem);
    } else {
      const problem = keyProblem(source, line, text, levels, isAmongKeys(source, lines, index));
      if (!problem) continue;
      problems.push(problem);
      glued.push({ problem, id: enter(String(problem.path?.at(-1)), line), line });
    }
  }
  const repeated = new Map(
    glued.flatMap(({ problem, id, line }) => {
      const other = entries.get(id)?.find((start) => start !== line.start);
      return other === undefined ? [] : [[problem, asRepeated(source, problem, other)] as const];
    }),
  );
  return problems.map((problem) => repeated.get(problem) ?? problem);
}

/** With the space its mapping would have the key twice: which of them is meant, nobody knows. */
function asRepeated(source: Source, problem: Problem, other: number): Problem {
  const hint = `the key is there already, in line ${lineOf(source, other)}: keep one of them`;
  return { ...problem, hint, ...(problem.mend && { mend: { ...problem.mend, likely: true } }) };
}

function isOwnList(level: Level | undefined, line: PlainLine): boolean {
  return line.dashes.length > 0 && typeof level?.step === 'string' && level.indent === line.dashes[0];
}

function pathOf(levels: readonly Level[]): readonly (string | number)[] {
  return levels.map((level) => level.step);
}

/** Whether the line before or behind, in the same column, is an entry of a mapping: then this one must be one too. */
function isAmongKeys(source: Source, lines: readonly PlainLine[], index: number): boolean {
  const line = lines[index];
  const isEntry = (other: PlainLine | undefined): boolean =>
    other !== undefined && other.indent === line?.indent && keyed.test(source.text.slice(other.start, other.end));
  const next = lines[index + 1];
  return (line?.dashes.length === 0 && isEntry(lines[index - 1])) || (next?.dashes.length === 0 && isEntry(next));
}

/** `image:nginx` on a line of its own. */
function keyProblem(
  source: Source,
  line: PlainLine,
  text: string,
  levels: readonly Level[],
  amongKeys: boolean,
): Problem | undefined {
  const name = gluedKey.exec(text)?.[1];
  const path = pathOf(levels);
  const place = placeAt(path);
  if (name === undefined || !(takesKey(place, name) || (amongKeys && place?.key(name)))) return undefined;
  const colon = line.start + name.length;
  return {
    code: 'missing-space',
    message: `the colon after \`${name}\` needs a space behind it`,
    path: [...path, name],
    span: { source, start: line.start, end: colon + 1 },
    mend: { title: 'put a space after the colon', edits: [insert(source, colon + 1, ' ')] },
  };
}

/** `environment: NAME:value`. */
function valueProblem(
  source: Source,
  line: PlainLine,
  value: string,
  levels: readonly Level[],
  step: number,
): Problem | undefined {
  const name = gluedKey.exec(value)?.[1];
  const path = pathOf(levels);
  if (name === undefined || /:[ \t]/.test(value) || !takesKey(placeAt(path), name)) return undefined;
  const start = line.end - value.length;
  const before = source.text.slice(0, start).trimEnd().length;
  const indentation = ' '.repeat(line.indent + (step > 0 ? step : 2));
  const lineFeed = source.text.includes('\r\n') ? '\r\n' : '\n';
  const colon = start + name.length;
  return {
    code: 'missing-space',
    message: `\`${String(path.at(-1))}\` takes a mapping: the colon after \`${name}\` needs a space behind it, and the entry a line of its own`,
    path: [...path, name],
    span: { source, start, end: colon + 1 },
    mend: {
      title: 'make it an entry of a nested mapping',
      edits: [
        { span: { source, start: before, end: start }, text: `${lineFeed}${indentation}` },
        insert(source, colon + 1, ' '),
      ],
    },
  };
}

function insert(source: Source, at: number, text: string): Edit {
  return { span: { source, start: at, end: at }, text };
}

/** Whether a place takes an entry of that name, and no string. */
function takesKey(place: Place | undefined, name: string): boolean {
  if (!place || takesText(place.type)) return false;
  return place.hasKeys ? place.key(name) !== undefined : place.named !== undefined;
}

function takesText(type: Type): boolean {
  if (type.is === 'one-of') return type.of.some(takesText);
  return type.is === 'string' || type.is === 'enum' || type.is === 'any';
}

/** Whether a tree has a string where only a mapping may appear: then it is worth looking for missing spaces. */
export function hasTextForMapping(node: Node, place: Place | undefined): boolean {
  if (!place) return false;
  if (node.kind === 'scalar') {
    return (
      typeof node.value === 'string' &&
      (place.hasKeys || place.named !== undefined) &&
      !takesText(place.type) &&
      gluedKey.test(node.value)
    );
  }
  if (node.kind === 'map') {
    for (const [name, value] of node.entries) {
      const next = place.key(name) ?? place.named;
      if (holdsEntries(next) && hasTextForMapping(value, next)) return true;
    }
    return false;
  }
  const item = place.item;
  return holdsEntries(item) && node.items.some((entry) => hasTextForMapping(entry, item));
}

function holdsEntries(place: Place | undefined): boolean {
  return place !== undefined && (place.hasKeys || (place.named ?? place.item) !== undefined);
}
