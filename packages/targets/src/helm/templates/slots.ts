import { printYaml } from '../../shared/formats/yaml.ts';
import { goString, literalText } from './go-template.ts';
import type { OpenTexts } from './open-texts.ts';
import { plainDollar } from '../../shared/formats/k8s-dollar.ts';
import { changeTexts } from './tree.ts';

/** Lines of a template in the place of an entry of a map; `key`: as it is written, `pad`: the spaces before it. */
export type EntryLines = (key: string, pad: string) => readonly string[];

/**
 * Places in objects where a template has actions. While an object is put together they are marks, words that occur in no
 * text of the project; when it is printed as YAML each mark becomes its action, and all else is text.
 */
export class Slots {
  readonly #mark: string;
  readonly #chart: string;
  readonly #open: OpenTexts;
  readonly #outline: boolean;
  readonly #inline: string[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #entries: EntryLines[] = [];

  /** `texts`: all that a mark must not occur in; `outline`: expressions are written as they are, to compare objects. */
  constructor(chart: string, open: OpenTexts, texts: string, outline = false) {
    this.#chart = chart;
    this.#open = open;
    this.#outline = outline;
    let mark = 'HelmSlot';
    while (texts.includes(mark)) mark += 'X';
    this.#mark = mark;
  }

  /** The result of an expression inside a text, or as a whole value. */
  action(expression: string): string {
    if (this.#outline) return `«${expression}»`;
    const index = this.#indexes.get(expression) ?? this.#inline.push(expression) - 1;
    this.#indexes.set(expression, index);
    return `${this.#mark}I${index}E`;
  }

  /** Lines in the place of `key: value`. */
  entry(lines: EntryLines): string {
    if (this.#outline) return `«${lines('', '').join(' ')}»`;
    this.#entries.push(lines);
    return `${this.#mark}B${this.#entries.length - 1}E`;
  }

  /** Whether plain data holds marks. */
  isIn(data: unknown): boolean {
    const text = JSON.stringify(data) ?? '';
    return text.includes(this.#outline ? '«' : this.#mark);
  }

  /** Data with marks as the text of a template, indented by `pad`. */
  print(data: unknown, pad = ''): string {
    const copy = this.#open.isIn(data) ? changeTexts(JSON.parse(JSON.stringify(data)), this.#opened.bind(this)) : data;
    const lines = printYaml(copy).replace(/\n$/, '').split('\n');
    return lines.map((line) => this.#line(line, pad).join('\n')).join('\n');
  }

  /** Prose with variables of the Compose file, as templates print it. */
  prose(text: string): string {
    return this.#open.isIn(text) ? `{{ ${this.#open.expression(text)} }}` : literalText(text);
  }

  /** A text with variables of the Compose file as the action that computes all of it. */
  #opened(text: string, key: string): string {
    if (!this.#open.isIn(text)) return text;
    const plain = ['args', 'command'].includes(key) ? plainDollar(text) : undefined;
    const expression = this.#open.expression(plain ?? text, (piece) => this.#words(piece));
    return this.action(plain === undefined ? `${expression} | quote` : `include "${this.#chart}.env" (${expression})`);
  }

  /** A text that may hold marks as words of an expression. */
  #words(text: string): string {
    const [first = '', ...pieces] = text.split(`${this.#mark}I`);
    return [
      ...(first === '' && pieces.length > 0 ? [] : [goString(first)]),
      ...pieces.flatMap((piece) => {
        const end = piece.indexOf('E');
        const rest = piece.slice(end + 1);
        return [`(toString (${this.#inline[Number(piece.slice(0, end))]}))`, ...(rest === '' ? [] : [goString(rest)])];
      }),
    ].join(' ');
  }

  #line(line: string, pad: string): readonly string[] {
    const at = line.indexOf(`: ${this.#mark}B`);
    if (at >= 0) {
      const start = line.search(/[^ -]/);
      const [before, key] = [line.slice(0, start), line.slice(start, at)];
      const index = Number.parseInt(line.slice(at + this.#mark.length + 3), 10);
      return this.#entries[index]?.(literalText(key), pad + before.replaceAll('-', ' ')) ?? [];
    }
    const [first = '', ...pieces] = line.split(`${this.#mark}I`);
    let text = literalText(first);
    for (const piece of pieces) {
      const end = piece.indexOf('E');
      // A brace before an action would be read as a part of its opening.
      if (text.endsWith('{')) text = `${text.slice(0, -1)}{{ "{" }}`;
      text += `{{ ${this.#inline[Number(piece.slice(0, end))]} }}${literalText(piece.slice(end + 1))}`;
    }
    return [text === '' ? '' : pad + text];
  }
}
