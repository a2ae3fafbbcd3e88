import type { LoadResult, Template } from '@transpose/core';
import type { WrittenPart } from './marks.ts';
import type { OpenVariables } from './open-variables.ts';

/** A piece of a text: what is written, or a variable with what Compose reads behind its name: `[NAME, ':-', PIECE…]`. */
export type Piece = string | VariablePiece;
export type VariablePiece = readonly [name: string, operator?: string, ...operand: Piece[]];

type Environment = LoadResult['environment'];

/** What is said where a variable is empty that must not be. */
const whenEmpty = 'convert the project again with an empty one: it decides more than a text';

/** A text with marks in pieces; variables that do not stay open have their values. */
export function openPieces(
  text: string,
  { marks, names, filled }: Pick<OpenVariables, 'marks' | 'names' | 'filled'>,
  environment: Environment,
): readonly Piece[] {
  return joined(marks.pieces(text).flatMap((piece) => (typeof piece === 'string' ? [piece] : partPieces(piece))));

  function partPieces(part: WrittenPart): readonly Piece[] {
    const { name, operator, operand } = part;
    const alternative = operand ? operandPieces(operand) : [];
    if (filled.has(name) && operator !== ':?') return [[name, ':?', whenEmpty]];
    if (names.has(name)) return [operator === undefined ? [name] : [name, operator, ...alternative]];
    const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
    const present = value !== undefined && (value !== '' || !operator?.startsWith(':'));
    if (operator?.endsWith('+')) return present ? alternative : [];
    return present || !operator?.endsWith('-') ? [value ?? ''] : alternative;
  }

  function operandPieces({ parts }: Template): readonly Piece[] {
    return joined(
      parts.flatMap((part) => (part.kind === 'variable' ? partPieces(part) : part.kind === 'text' ? [part.text] : [])),
    );
  }
}

/** Texts side by side as one. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}
