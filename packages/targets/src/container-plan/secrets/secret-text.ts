import type { SecretChoice } from '../../shared/secrets/looks-secret.ts';
import { looksSecret } from '../../shared/secrets/looks-secret.ts';
import type { NamedSpan } from '../../shared/secrets/named-span.ts';
import type { TextPlace } from '../../shared/secrets/project-secrets.ts';
import { credentialSpans } from '../../shared/secrets/secret-values.ts';
import type { KeyPath } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import type { Placeholder, Text } from '../text.ts';
import { fillText, text } from '../text.ts';
import { variablesIn } from './variables.ts';

/** Stands for values that are not known: no number, no path, no URL. */
const unknown = 'x1y2z3';

/** Where a text is in the project, and what it is there. */
export interface HiddenPlace extends TextPlace {
  readonly path: KeyPath;
}

/** Whether a text with variables looks secret: by its name, by a variable in it, or by what is around them. */
export function looksSecretText(name: string, value: Text, choice: SecretChoice = {}): boolean {
  if (choice.plain?.has(name) === true) return false;
  const shapes = [filled(value, () => unknown), filled(value, (variable) => variable.operand ?? '')];
  return (
    shapes.some((shape) => looksSecret(name, shape, choice)) ||
    variablesIn(value).some((variable) => looksSecret(variable, unknown, choice))
  );
}

/** Makes a secret of the plan of a stretch, which has a name in the project. */
type Hide = (name: string, stretch: string) => Placeholder;

/**
 * A text with variables whose literal stretches may appear in the open: secrets in them, and what a password could be, a
 * default above all, are hidden. All of it is where the name is that of a secret.
 */
export function withoutLiterals(context: PlanContext, value: Text, place: HiddenPlace, hide: Hide): Text {
  const { path, name = '' } = place;
  const choice = context.hidden.choiceAt(path);
  if (choice.plain?.has(name) === true) return value;
  const whole = looksSecret(name, unknown, choice);
  const stretches = whole ? [] : secretStretches(context, value, place);
  let count = 0;
  const visit = (one: Text, hidden: boolean, as: string): Text =>
    text(
      ...one.map((part): string | Placeholder | Text => {
        if (typeof part === 'string') {
          const spans = stretches[count] ?? [];
          count += 1;
          return hidden ? hide(as, part) : withoutSpans(part, spans, hide);
        }
        if (part.of !== 'variable' || part.operand === undefined) return part;
        const inside =
          hidden ||
          looksSecret(
            part.name,
            filled(part.operand, () => unknown),
          );
        const operand = visit(part.operand, inside && !isMessage(part), name || part.name);
        return isMessage(part) ? part : { ...part, operand };
      }),
    );
  return visit(value, whole, name);
}

/** The secrets in each literal stretch of a text, those of operands included, in order. */
function secretStretches(context: PlanContext, value: Text, place: HiddenPlace): readonly (readonly NamedSpan[])[] {
  const { path, before } = place;
  const shapes = [laidOut(value, false), laidOut(value, true)];
  const found = shapes.map(({ whole }) => {
    const shaped = credentialSpans(whole);
    // A URL with a password is a known secret as a whole: the password is enough.
    const isWhole = ({ start, end }: NamedSpan): boolean => start === 0 && end === whole.length;
    return context.hidden
      .spansIn(whole, { path, before })
      .flatMap((span) => (shaped.length > 0 && isWhole(span) ? shaped : [span]));
  });
  return shapes[0]!.stretches.map((_, index) =>
    shapes.flatMap(({ stretches }, shape) => within(stretches[index], found[shape]!)),
  );
}

interface Stretch {
  readonly start: number;
  readonly length: number;
}

/**
 * A text as it could be: with something for each variable, or with its operand. `stretches`: where each literal stretch is;
 * undefined: not in it.
 */
function laidOut(
  value: Text,
  operands: boolean,
): { readonly whole: string; readonly stretches: readonly (Stretch | undefined)[] } {
  let whole = '';
  const stretches: (Stretch | undefined)[] = [];
  const visit = (one: Text, shown: boolean): void => {
    for (const part of one) {
      if (typeof part === 'string') {
        stretches.push(shown ? { start: whole.length, length: part.length } : undefined);
        if (shown) whole += part;
      } else if (part.of === 'variable') {
        const open = shown && operands && part.operand !== undefined && !isMessage(part);
        if (shown && !open) whole += unknown;
        visit(part.operand ?? [], open);
      }
    }
  };
  visit(value, true);
  return { whole, stretches };
}

/** The parts of spans that are in a stretch, from its start. */
function within(stretch: Stretch | undefined, spans: readonly NamedSpan[]): readonly NamedSpan[] {
  if (stretch === undefined) return [];
  return spans.flatMap(({ start, end, name }) => {
    const from = Math.max(start - stretch.start, 0);
    const to = Math.min(end - stretch.start, stretch.length);
    return from < to ? [{ start: from, end: to, name }] : [];
  });
}

/** A literal stretch with what is secret in it hidden. */
function withoutSpans(literal: string, spans: readonly NamedSpan[], hide: Hide): Text {
  const pieces: (string | Placeholder)[] = [];
  let done = 0;
  for (const { start, end, name } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    pieces.push(literal.slice(done, from), hide(name, literal.slice(from, end)));
    done = end;
  }
  return text(...pieces, literal.slice(done));
}

type Variable = Placeholder & { readonly of: 'variable' };

/** What an operand is that says what is missing: no value. */
const isMessage = ({ operator }: Variable): boolean => operator?.endsWith('?') === true;

function filled(value: Text, fill: (variable: Variable) => string | Text): string {
  const once = fillText(value, (part) => (part.of === 'variable' ? fill(part) : ''));
  return once.map((part) => (typeof part === 'string' ? part : filled([part], fill))).join('');
}
