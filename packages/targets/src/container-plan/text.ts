/** Compose's operators; with a colon an empty value counts as unset. */
export type VariableOperator = '-' | ':-' | '+' | ':+' | '?' | ':?';

/** A part of a text that is known only where the plan runs. */
export type Placeholder =
  /** The project's name: chosen at run time with `-p NAME`, so that copies live side by side. */
  | { readonly of: 'project' }
  /** The number of the replica, from 1; with `after`, that many further on. */
  | { readonly of: 'number'; readonly after?: number }
  /** The name of the container that the text belongs to. */
  | { readonly of: 'name' }
  /** The project directory, wherever it lies then; `absolute` where the engine's command makes no path of what it is given. */
  | { readonly of: 'directory'; readonly absolute?: true }
  /** The home directory of who runs it (`~` in a Compose file). */
  | { readonly of: 'home' }
  /** An anonymous volume at `target`, in the form of `--mount`: a new one, or that of the container that is replaced. */
  | { readonly of: 'anonymous'; readonly target: string }
  /** The id of a network, which is there by then. */
  | { readonly of: 'network'; readonly name: Text }
  /** A variable of Compose that stays one: `${TAG:-latest}`. */
  | { readonly of: 'variable'; readonly name: string; readonly operator?: VariableOperator; readonly operand?: Text }
  /** A secret of the plan, inside a text with variables. */
  | { readonly of: 'secret'; readonly variable: string };

/**
 * Text of a plan: literal stretches, to be taken byte for byte, and placeholders. Whoever prints it quotes the literal
 * stretches in his own syntax; nothing in them is ever evaluated. Empty: the empty text.
 */
export type Text = readonly (string | Placeholder)[];

export const projectName: Placeholder = { of: 'project' };
export const replicaNumber: Placeholder = { of: 'number' };
export const containerName: Placeholder = { of: 'name' };
export const projectDirectory: Placeholder = { of: 'directory' };
const absoluteProjectDirectory: Placeholder = { of: 'directory', absolute: true };
export const homeDirectory: Placeholder = { of: 'home' };

const isText = (piece: string | Placeholder | Text): piece is Text => Array.isArray(piece);

/** Joins literal stretches, placeholders and texts; neighbouring literals become one, empty ones vanish. */
export function text(...pieces: readonly (string | Placeholder | Text)[]): Text {
  const parts: (string | Placeholder)[] = [];
  for (const part of pieces.flatMap((piece): readonly (string | Placeholder)[] => (isText(piece) ? piece : [piece]))) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  }
  return parts;
}

/** Joins texts with a separator between them. */
export function joinTexts(texts: readonly Text[], separator: string): Text {
  return text(...texts.flatMap((one, index) => (index === 0 ? [one] : [separator, one])));
}

/** The text when it holds no placeholder. */
export function literalOf(one: Text): string | undefined {
  if (one.length === 0) return '';
  const [only] = one;
  return one.length === 1 && typeof only === 'string' ? only : undefined;
}

/** A copy of a text with some placeholders filled in; those for which `fill` gives undefined stay. */
export function fillText(one: Text, fill: (placeholder: Placeholder) => string | Text | undefined): Text {
  return text(...one.map((part) => (typeof part === 'string' ? part : (fill(part) ?? part))));
}

/** Two texts that would print the same. */
export function sameText(one: Text, other: Text): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A path as it has to be where the engine's command makes none of what it is given. */
export const absolutePath = (path: Text): Text =>
  path.map((part) => (part === projectDirectory ? absoluteProjectDirectory : part));
