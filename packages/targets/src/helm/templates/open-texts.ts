import type { OpenVariables } from '../../shared/variables/open-variables.ts';
import type { Piece } from '../../shared/variables/pieces.ts';
import { openPieces } from '../../shared/variables/pieces.ts';
import type { Conversion } from '../../target.ts';
import { goString } from './go-template.ts';
import { changeTexts } from './tree.ts';

/** What a value follows, as words of a template, and what it makes of it now. */
export interface Followed {
  readonly words: string;
  readonly now: unknown;
}

/** The texts of a chart that hold variables of the Compose file: templates compute them as Compose does. */
export class OpenTexts {
  readonly #chart: string;
  readonly #marked: OpenVariables | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  /** The variables that templates ask for, and those that values of Secrets do. */
  readonly used = new Set<string>();
  readonly usedInSecrets = new Set<string>();
  /** By the paths of values that are empty because they follow variables: what they follow, and what that is now. */
  readonly followed = new Map<string, Followed>();

  constructor(chart: string, marked: OpenVariables | undefined, { base }: Conversion) {
    this.#chart = chart;
    this.#marked = marked;
    this.#environment = base.loaded.environment;
  }

  /** Whether plain data holds variables. */
  isIn(value: unknown): boolean {
    return this.#marked?.marks.isIn(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')) === true;
  }

  /** For people: what a text follows. */
  follows(text: string): string {
    const names = new Set(this.#marked?.marks.namesIn(text).filter((name) => this.#marked?.names.has(name)));
    return `follows ${[...names].map((name) => `variables.${name}`).join(' and ')}`;
  }

  /** Keeps what the value at a path follows, where it is empty for that. */
  note(path: readonly string[], value: unknown): void {
    const copy = JSON.parse(JSON.stringify([value])) as unknown[];
    const [now] = changeTexts(copy, (text) => this.now(text)) as unknown[];
    this.followed.set(JSON.stringify(path), { words: this.words(JSON.stringify(value)), now });
  }

  /** The same of a value that is null because templates compute it of other values. */
  noteAs(path: readonly string[], words: string, now: unknown): void {
    this.followed.set(JSON.stringify(path), { words, now });
  }

  /** The text as it is now. */
  now(text: string): string {
    return this.#marked?.marks.filled(text, this.#environment) ?? text;
  }

  /** `into`: takes the variables. */
  pieces(text: string, into: Set<string> = this.used): readonly Piece[] {
    for (const name of this.#marked?.marks.namesIn(text) ?? []) if (this.#marked?.names.has(name)) into.add(name);
    return this.#marked ? openPieces(text, this.#marked, this.#environment) : [text];
  }

  /** The arguments of a helper that makes the text: `$ "app:" (list "TAG" ":-" "latest")`. */
  words(text: string, literal = goString): string {
    return ['$', ...this.pieces(text).map((piece) => goPiece(piece, literal))].join(' ');
  }

  /** The expression of the text. */
  expression(text: string, literal = goString): string {
    return `include "${this.#chart}.text" (list ${this.words(text, literal)})`;
  }
}

function goPiece(piece: Piece, literal: (text: string) => string): string {
  if (typeof piece === 'string') return literal(piece);
  const [name, operator, ...operand] = piece;
  const words = [goString(name), ...(operator === undefined ? [] : [goString(operator)])];
  return `(list ${[...words, ...operand.map((one) => goPiece(one, literal))].join(' ')})`;
}
