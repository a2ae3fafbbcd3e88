import type { ConditionalVariable, LoadResult, PlainVariable } from '@transpose/core';
import { evaluate } from '@transpose/core';

/** A variable as a file writes it, outside the operands of others: `${TAG:-latest}`. */
export type WrittenPart = PlainVariable | ConditionalVariable;

/** A text in pieces: what is written, and variables. */
export type MarkedText = readonly (string | WrittenPart)[];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Words that stand for variables while a project is converted: where one comes out, the value of its variable does. Each
 * is a legal name of a host, a tag and a file, and occurs in no text of the project.
 */
export class Marks {
  readonly #word: string;
  readonly #parts: WrittenPart[] = [];
  readonly #marks = new Map<string, string>();

  constructor({ sources, environment }: Pick<LoadResult, 'sources' | 'environment'>) {
    let word = 'tpvar';
    const texts = [...sources.map(({ text }) => text), ...Object.values(environment)];
    while (texts.some((text) => text.includes(word))) word += 'x';
    this.#word = word;
  }

  /** The mark of a variable; equal ones have one. */
  of(part: WrittenPart): string {
    const { start: _, end: __, ...same } = part;
    const key = JSON.stringify(same);
    const known = this.#marks.get(key);
    if (known !== undefined) return known;
    const mark = `${this.#word}${this.#parts.push(part) - 1}z`;
    this.#marks.set(key, mark);
    return mark;
  }

  isIn(text: string): boolean {
    return text.includes(this.#word);
  }

  /** A text at its marks. */
  pieces(text: string): MarkedText {
    const [first = '', ...rest] = text.split(this.#word);
    const pieces = rest.flatMap((piece): MarkedText => {
      const end = piece.indexOf('z');
      const part = this.#parts[Number(piece.slice(0, end))];
      return part ? [part, piece.slice(end + 1)] : [this.#word + piece];
    });
    return [first, ...pieces].filter((piece) => piece !== '');
  }

  /** A text with the values of its variables. */
  filled(text: string, environment: Environment): string {
    if (!this.isIn(text)) return text;
    return this.pieces(text)
      .map((piece) => (typeof piece === 'string' ? piece : partValue(piece, environment)))
      .join('');
  }

  /** The variables of the marks in a text, those in operands included. */
  namesIn(text: string): readonly string[] {
    return this.isIn(text)
      ? this.pieces(text).flatMap((piece) => (typeof piece === 'string' ? [] : namesOf(piece)))
      : [];
  }
}

export function namesOf(part: WrittenPart): readonly string[] {
  const inside = (part.operand?.parts ?? []).flatMap((one) => (one.kind === 'variable' ? namesOf(one) : []));
  return [part.name, ...inside];
}

/** What a variable is worth; empty where it is required and not set. */
export function partValue(part: WrittenPart, environment: Environment): string {
  const result = evaluate({ source: '', parts: [part] }, (name) =>
    Object.hasOwn(environment, name) ? environment[name] : undefined,
  );
  return result.ok ? result.value : '';
}
