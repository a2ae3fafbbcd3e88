import { literalBlock, yamlKey, yamlScalar } from './yaml-scalar.ts';

/** Keys and indices from the root of a document. */
export type YamlPath = readonly (string | number)[];

/** Comments of one entry: on lines of their own above it, and behind its key (or value, where that is on one line). */
export interface YamlComment {
  readonly above?: string | undefined;
  readonly beside?: string | undefined;
}

export interface YamlOptions {
  /** The comment of the entry at a path, undefined for most; a plain string is beside. Asked once per entry. */
  readonly comment?: (path: YamlPath) => string | YamlComment | undefined;
  /** Told of each entry, and of the line (from 1) where it begins. */
  readonly entry?: (path: YamlPath, line: number) => void;
  /** Lists below a key are indented (as `docker compose config` does) or not (as `kubectl` does, the default). */
  readonly indentLists?: boolean;
}

/**
 * JSON-like data as a YAML document that readers of YAML 1.1 (kubectl, PyYAML) and 1.2 take for the same data. Source
 * order, no anchors, no folded lines; texts of several lines are literal blocks; undefined properties are left out.
 */
export function printYaml(value: unknown, options: YamlOptions = {}): string {
  const followed = options.comment !== undefined || options.entry !== undefined;
  const printer: Printer = { options, followed, out: [], counted: 0, lines: 0 };
  const own = commentOf(printer, []);
  if (own.above !== undefined) writeComment(printer, 0, own.above);
  if (isList(value) && value.length > 0) writeList(printer, value, 0, undefined, []);
  else if (isMap(value) && present(value).length > 0) writeMap(printer, present(value), 0, undefined, []);
  else printer.out.push(`${inline(value)}${beside(own)}\n`);
  return printer.out.join('');
}

export interface DocumentsOptions extends Omit<YamlOptions, 'comment' | 'entry'> {
  /** A comment at the top of the stream. */
  readonly header?: string | undefined;
  readonly comment?: (path: YamlPath, document: number) => string | YamlComment | undefined;
  readonly entry?: (path: YamlPath, line: number, document: number) => void;
}

/** A stream of documents with `---` between them. */
export function printDocuments(documents: readonly unknown[], options: DocumentsOptions = {}): string {
  const { header, comment, entry, ...rest } = options;
  let text = header === undefined ? '' : `${yamlComment(header)}\n`;
  let line = entry ? linesIn(text) : 0;
  for (const [index, document] of documents.entries()) {
    const printed = printYaml(document, {
      ...rest,
      ...(comment && { comment: (path) => comment(path, index) }),
      ...(entry && { entry: (path, at) => entry(path, line + at, index) }),
    });
    text += (index === 0 ? '' : '---\n') + printed;
    // The line of the three dashes comes before the next document.
    if (entry) line += linesIn(printed) + 1;
  }
  return text;
}

const linesIn = (text: string): number => text.split('\n').length - 1;

/** Text as comment lines; control characters, which no reader takes even there, become spaces. */
function yamlComment(text: string, indent = 0): string {
  return text
    .split(/\r\n|[\n\r\x85\u2028\u2029]/)
    .map((line) => `${' '.repeat(indent)}# ${line.replace(/[\p{Cc}\p{Cs}\uFEFF\uFFFE\uFFFF]/gu, ' ')}`.trimEnd())
    .join('\n');
}

interface Printer {
  readonly options: YamlOptions;
  /** Whether anybody asks for paths. */
  readonly followed: boolean;
  readonly out: string[];
  /** How many pieces of `out` were counted, and the lines in them. */
  counted: number;
  lines: number;
}

/** The line that is about to be written, from 1. */
function nextLine(printer: Printer): number {
  for (; printer.counted < printer.out.length; printer.counted += 1)
    printer.lines += linesIn(printer.out[printer.counted] ?? '');
  return printer.lines + 1;
}

/** Longer keys must be written with `?`. The limit of the readers is 1024 with quotes and escapes. */
const longestKey = 1000;

type Entry = readonly [key: string, value: unknown];

/** `lead` is the text before the first entry where that shares its line (`- key: value`). */
function writeMap(
  printer: Printer,
  entries: readonly Entry[],
  indent: number,
  lead: string | undefined,
  path: YamlPath,
): void {
  const pad = ' '.repeat(indent);
  let start = lead ?? pad;
  for (const [key, value] of entries) {
    const written = yamlKey(key);
    const head = written.length > longestKey ? `? ${written}\n${pad}:` : `${written}:`;
    writeEntry(printer, start, head, value, indent, printer.followed ? [...path, key] : path);
    start = pad;
  }
}

function writeList(
  printer: Printer,
  items: readonly unknown[],
  indent: number,
  lead: string | undefined,
  path: YamlPath,
): void {
  const pad = ' '.repeat(indent);
  let start = lead ?? pad;
  for (const [index, item] of items.entries()) {
    writeEntry(printer, start, '-', item, indent, printer.followed ? [...path, index] : path);
    start = pad;
  }
}

/** One entry, whose key or dash is `head` at column `indent`; `start` is what its line begins with. */
function writeEntry(
  printer: Printer,
  start: string,
  head: string,
  value: unknown,
  indent: number,
  path: YamlPath,
): void {
  const { out, options } = printer;
  const comment = commentOf(printer, path);
  if (comment.above !== undefined) writeComment(printer, start.search(/\S|$/), comment.above);
  options.entry?.(path, nextLine(printer));
  const line = `${start}${head}`;
  const inItem = head === '-';

  const entries = isMap(value) ? present(value) : undefined;
  const items = isList(value) ? value : undefined;
  if ((entries ?? items)?.length === 0 || (entries ?? items) === undefined) {
    const block = typeof value === 'string' ? literalBlock(value) : undefined;
    if (block === undefined) {
      out.push(`${line} ${inline(value)}${beside(comment)}\n`);
      return;
    }
    const pad = ' '.repeat(indent + 2);
    out.push(`${line} ${block.header}${beside(comment)}\n`);
    for (const each of block.lines) out.push(each === '' ? '\n' : `${pad}${each}\n`);
    return;
  }

  // Below a dash, the first entry is on its line.
  const lead = inItem ? `${line} ` : undefined;
  if (!inItem) out.push(`${line}${beside(comment)}\n`);
  else if (comment.beside !== undefined) writeComment(printer, start.search(/\S|$/), comment.beside);
  if (entries !== undefined) writeMap(printer, entries, indent + 2, lead, path);
  else if (items !== undefined) {
    writeList(printer, items, inItem || options.indentLists === true ? indent + 2 : indent, lead, path);
  }
}

function inline(value: unknown): string {
  if (isList(value)) return '[]';
  return isMap(value) ? '{}' : yamlScalar(value ?? null);
}

function commentOf(printer: Printer, path: YamlPath): YamlComment {
  const comment = printer.options.comment?.(path);
  return typeof comment === 'string' ? { beside: comment } : (comment ?? noComment);
}

const noComment: YamlComment = {};

function writeComment(printer: Printer, indent: number, text: string): void {
  printer.out.push(`${yamlComment(text, indent)}\n`);
}

function beside(comment: YamlComment): string {
  return comment.beside === undefined ? '' : ` ${yamlComment(comment.beside.replace(/[\n\r\x85\u2028\u2029]+/g, ' '))}`;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function present(map: Readonly<Record<string, unknown>>): readonly Entry[] {
  const entries = Object.entries(map);
  return entries.every(([, value]) => value !== undefined)
    ? entries
    : entries.filter(([, value]) => value !== undefined);
}
