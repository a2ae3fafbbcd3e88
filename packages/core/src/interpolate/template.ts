import { scanTemplate } from './scan.ts';

/**
 * A string of a Compose or env file, taken apart at its variables. Offsets count UTF-16 units of the outermost text.
 * Source: Compose file, "Interpolation"; where compose-go reads otherwise (balanced braces), it is followed.
 */
export interface Template {
  /** The text that the parts were read from; for an operand, the operand's. */
  readonly source: string;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart = TextPart | PlainVariable | ConditionalVariable | InvalidPart;

/** Literal text, with `$$` already turned into `$`. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** `$NAME` or `${NAME}` */
export interface PlainVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly operator?: undefined;
  readonly operand?: undefined;
  readonly start: number;
  readonly end: number;
}

/** `${NAME:-operand}` and its kin. */
export interface ConditionalVariable {
  readonly kind: 'variable';
  readonly name: string;
  readonly operator: Operator;
  readonly operand: Template;
  readonly start: number;
  readonly end: number;
}

/** Text that cannot be read. It only matters when it is evaluated: an operand that is not used may hold anything. */
export interface InvalidPart {
  readonly kind: 'invalid';
  readonly text: string;
  /** What is wrong, for people. */
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** With a colon an empty value counts as unset. `-` default, `+` replacement, `?` required (the operand is the message). */
export type Operator = '-' | ':-' | '+' | ':+' | '?' | ':?';

/** The value of a variable; undefined when it is not set, which is not the same as empty. */
export type Lookup = (name: string) => string | undefined;

interface Seen {
  /** Names that were looked up, each once, in order. */
  readonly used: readonly string[];
  /** Names that were replaced by nothing because they are not set: Compose warns of these. */
  readonly unset: readonly string[];
}

export type Evaluation =
  | ({ readonly ok: true; readonly value: string } & Seen)
  | ({ readonly ok: false; readonly message: string; readonly at: number; readonly problem: TemplateProblem } & Seen);

export type TemplateProblem =
  | { readonly kind: 'invalid'; readonly text: string }
  /** Variables that double each other. */
  | { readonly kind: 'too-long' }
  /** `reason` is the interpolated operand of `:?`, possibly empty. */
  | { readonly kind: 'required'; readonly name: string; readonly reason: string };

/** Takes a string apart. Never fails: what cannot be read becomes an `invalid` part. */
export function parseTemplate(text: string): Template {
  return scanTemplate(text);
}

/** Whether a string holds anything but itself: a variable, `$$` or something invalid. */
export function isLiteral(template: Template): boolean {
  return template.parts.every((part) => part.kind === 'text' && part.text === template.source);
}

/** Characters of a value with its variables filled in: no file that is mounted comes near it. */
const longestValue = 2 ** 24;

/** Fills in the variables. Values are never read again as templates. The first error ends it. */
export function evaluate(template: Template, lookup: Lookup): Evaluation {
  const used = new Set<string>();
  const unset = new Set<string>();
  const problems: { message: string; at: number; problem: TemplateProblem }[] = [];

  function fill(current: Template): string {
    let out = '';
    for (const part of current.parts) {
      if (problems.length > 0) return out;
      if (part.kind === 'text') out += part.text;
      else if (part.kind === 'variable') out += valueOf(part);
      else problems.push(invalid(part));
      if (out.length > longestValue && problems.length === 0) problems.push(tooLong(part));
    }
    return out;
  }

  function valueOf(part: PlainVariable | ConditionalVariable): string {
    const value = lookup(part.name);
    used.add(part.name);
    if (part.operator === undefined) {
      if (value === undefined) unset.add(part.name);
      return value ?? '';
    }
    const present = value !== undefined && (value !== '' || !part.operator.startsWith(':'));
    switch (part.operator) {
      case '-':
      case ':-':
        return present ? value : fill(part.operand);
      case '+':
      case ':+':
        return present ? fill(part.operand) : '';
      case '?':
      case ':?':
        if (!present) missing(part);
        return value ?? '';
    }
  }

  function missing(part: ConditionalVariable): void {
    const reason = fill(part.operand);
    const message = `required variable ${part.name} is missing a value${reason && `: ${reason}`}`;
    if (problems.length > 0) return;
    problems.push({ message, at: part.start, problem: { kind: 'required', name: part.name, reason } });
  }

  const value = fill(template);
  const seen = { used: [...used], unset: [...unset] };
  const [problem] = problems;
  return problem ? { ok: false, ...problem, ...seen } : { ok: true, value, ...seen };
}

function tooLong({ start }: TemplatePart): { message: string; at: number; problem: TemplateProblem } {
  const message = `with its variables filled in the value has more than ${longestValue} characters`;
  return { message, at: start, problem: { kind: 'too-long' } };
}

function invalid(part: InvalidPart): { message: string; at: number; problem: TemplateProblem } {
  return {
    message: `invalid interpolation format "${part.text.length > 100 ? `${part.text.slice(0, 99)}…` : part.text}": ${part.reason}`,
    at: part.start,
    problem: { kind: 'invalid', text: part.text },
  };
}
