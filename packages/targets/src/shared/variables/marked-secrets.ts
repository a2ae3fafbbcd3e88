import { looksSecret } from '../secrets/looks-secret.ts';
import type { ProjectSecrets, TextPlace } from '../secrets/project-secrets.ts';
import type { NamedSpan } from '../secrets/secret-values.ts';
import type { Marks, WrittenPart } from './marks.ts';
import { namesOf, partValue } from './marks.ts';

/** A value that looks secret under each name that says so. */
const standIn = 'Xq7-Lr2v-9kTz';

/**
 * What is secret in texts with marks: what is secret in the texts of the project as it is. `exposed` takes the variables
 * whose values are plain only because they are empty now: a secret would come into the open with them.
 */
export function markedSecrets(
  secrets: ProjectSecrets,
  marks: Marks,
  environment: Readonly<Record<string, string | undefined>>,
  exposed: Set<string>,
): ProjectSecrets {
  const now = (text: string) => marks.filled(text, environment);
  const expose = (parts: readonly WrittenPart[]): void => {
    for (const part of parts) for (const name of namesOf(part)) exposed.add(name);
  };
  const partsIn = (text: string) => marks.pieces(text).filter((piece) => typeof piece !== 'string');
  const isSecretPart = (part: WrittenPart) => namesOf(part).some((name) => looksSecret(name, standIn));

  const spans = (
    find: (text: string, place?: TextPlace) => readonly NamedSpan[],
    text: string,
    place: TextPlace | undefined,
  ): readonly NamedSpan[] => {
    if (!marks.isIn(text)) return find(text, place);
    const found = find(now(text), place);
    const open: WrittenPart[] = [];
    // Where each piece is in the text as it is, and in the marked one.
    let [plain, marked] = [0, 0];
    const places = marks.pieces(text).map((piece) => {
      const [from, at] = [plain, marked];
      plain += typeof piece === 'string' ? piece.length : partValue(piece, environment).length;
      marked += typeof piece === 'string' ? piece.length : marks.of(piece).length;
      const isFound = found.some(({ start, end }) => start < plain && end > from);
      if (typeof piece !== 'string' && !isFound && isSecretPart(piece)) open.push(piece);
      return { whole: typeof piece !== 'string', from, to: plain, at, end: marked };
    });
    expose(open);
    const startOf = (offset: number): number => {
      const piece = places.find(({ from, to }) => from <= offset && offset < to);
      return piece ? (piece.whole ? piece.at : piece.at + offset - piece.from) : marked;
    };
    const endOf = (offset: number): number => {
      const piece = places.find(({ from, to }) => from < offset && offset <= to);
      return piece ? (piece.whole ? piece.end : piece.at + offset - piece.from) : marked;
    };
    return found.map(({ start, end, name }) => ({ start: startOf(start), end: endOf(end), name }));
  };

  return {
    choiceAt: (path) => secrets.choiceAt(path),
    paths: () => secrets.paths(),
    isSecret(name, value, path) {
      const isSecret = secrets.isSecret(name, now(value), path);
      if (isSecret || !marks.isIn(value)) return isSecret;
      const choice = secrets.choiceAt(path);
      const parts = partsIn(value);
      if (choice.plain?.has(name) !== true)
        expose(looksSecret(name, standIn, choice) && now(value) === '' ? parts : parts.filter(isSecretPart));
      return false;
    },
    spansIn: (text, place) => spans((...of) => secrets.spansIn(...of), text, place && withBefore(place)),
    knownIn: (text, place) => spans((...of) => secrets.knownIn(...of), text, place && withBefore(place)),
    isLeftPlain: (value) => secrets.isLeftPlain(now(value)),
  };

  function withBefore(place: TextPlace): TextPlace {
    return place.before === undefined ? place : { ...place, before: now(place.before) };
  }
}
