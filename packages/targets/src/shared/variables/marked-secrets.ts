import { looksSecret } from '../secrets/looks-secret.ts';
import type { ProjectSecrets, TextPlace } from '../secrets/project-secrets.ts';
import type { NamedSpan } from '../secrets/named-span.ts';
import type { Marks, WrittenPart } from './marks.ts';
import { namesOf, partValue } from './marks.ts';

/** A value that looks secret under each name that says so. */
const standIn = 'Xq7-Lr2v-9kTz';

/**
 * What is secret in texts with marks: what is secret in the texts of the project as it is. `exposed` takes the variables
 * whose values are plain only because they are empty now: a secret would come into the open with them.
 */
export const markedSecrets = (
  secrets: ProjectSecrets,
  marks: Marks,
  environment: Readonly<Record<string, string | undefined>>,
  exposed: Set<string>,
): ProjectSecrets => new MarkedSecrets(secrets, marks, environment, exposed);

class MarkedSecrets implements ProjectSecrets {
  readonly #secrets: ProjectSecrets;
  readonly #marks: Marks;
  readonly #environment: Readonly<Record<string, string | undefined>>;
  readonly #exposed: Set<string>;

  constructor(
    secrets: ProjectSecrets,
    marks: Marks,
    environment: Readonly<Record<string, string | undefined>>,
    exposed: Set<string>,
  ) {
    this.#secrets = secrets;
    this.#marks = marks;
    this.#environment = environment;
    this.#exposed = exposed;
  }

  choiceAt: ProjectSecrets['choiceAt'] = (path) => this.#secrets.choiceAt(path);

  paths: ProjectSecrets['paths'] = () => this.#secrets.paths();

  isSecret: ProjectSecrets['isSecret'] = (name, value, path) => {
    const now = this.#now(value);
    const isSecret = this.#secrets.isSecret(name, now, path);
    if (isSecret || !this.#marks.isIn(value)) return isSecret;
    const choice = this.#secrets.choiceAt(path);
    const parts = this.#marks.pieces(value).filter((piece) => typeof piece !== 'string');
    if (choice.plain?.has(name) !== true)
      this.#expose(looksSecret(name, standIn, choice) && now === '' ? parts : parts.filter(isSecretPart));
    return false;
  };

  spansIn: ProjectSecrets['spansIn'] = (text, place) =>
    this.#spans((...of) => this.#secrets.spansIn(...of), text, place);

  knownIn: ProjectSecrets['knownIn'] = (text, place) =>
    this.#spans((...of) => this.#secrets.knownIn(...of), text, place);

  shown: ProjectSecrets['shown'] = (more) => this.#secrets.shown(more);

  isLeftPlain: ProjectSecrets['isLeftPlain'] = (value) => this.#secrets.isLeftPlain(this.#now(value));

  #now(text: string): string {
    return this.#marks.filled(text, this.#environment);
  }

  #expose(parts: readonly WrittenPart[]): void {
    for (const part of parts) for (const name of namesOf(part)) this.#exposed.add(name);
  }

  /** What is found in the text as it is, at the places of the marked one: a mark is in a span as a whole. */
  #spans(
    find: (text: string, place?: TextPlace) => readonly NamedSpan[],
    text: string,
    place: TextPlace | undefined,
  ): readonly NamedSpan[] {
    const now = place && (place.before === undefined ? place : { ...place, before: this.#now(place.before) });
    if (!this.#marks.isIn(text)) return find(text, now);
    const found = find(this.#now(text), now);
    const open: WrittenPart[] = [];
    // Where each piece is in the text as it is, and in the marked one.
    let [plain, marked] = [0, 0];
    const places = this.#marks.pieces(text).map((piece) => {
      const [from, at] = [plain, marked];
      plain += typeof piece === 'string' ? piece.length : partValue(piece, this.#environment).length;
      marked += typeof piece === 'string' ? piece.length : this.#marks.of(piece).length;
      const isFound = found.some(({ start, end }) => start < plain && end > from);
      if (typeof piece !== 'string' && !isFound && isSecretPart(piece)) open.push(piece);
      return { whole: typeof piece !== 'string', from, to: plain, at, end: marked };
    });
    this.#expose(open);
    const startOf = (offset: number): number => {
      const piece = places.find(({ from, to }) => from <= offset && offset < to);
      return piece ? (piece.whole ? piece.at : piece.at + offset - piece.from) : marked;
    };
    const endOf = (offset: number): number => {
      const piece = places.find(({ from, to }) => from < offset && offset <= to);
      return piece ? (piece.whole ? piece.end : piece.at + offset - piece.from) : marked;
    };
    return found.map(({ start, end, name }) => ({ start: startOf(start), end: endOf(end), name }));
  }
}

const isSecretPart = (part: WrittenPart): boolean => namesOf(part).some((name) => looksSecret(name, standIn));
