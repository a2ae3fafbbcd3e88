import type { Path } from '@transpose/core';
import type { ExpansionPart } from '../shared/k8s-dollar.ts';
import { isRefused, joinQuoted } from '../shared/quoting.ts';
import { shellWord } from '../shared/shell-word.ts';
import type { Basis, ServiceEnvironment } from './context.ts';

/** Shorter values stand in too many texts by chance. */
const shortestSecret = 8;

/**
 * A text of a service in parts: each secret value of its environment becomes the variable that holds it. Values that
 * are short, or stand in a plain variable as well, are left. `names`: variables that may be named.
 */
export function withoutSecrets(text: string, environment: ServiceEnvironment, names = /^[^()=]+$/): readonly ExpansionPart[] {
  const plain = new Set(environment.plainValues.values());
  const secrets = [...environment.secretValues]
    .filter(([name, value]) => value.length >= shortestSecret && !plain.has(value) && names.test(name))
    // The longest first: a URL that holds a password goes as a whole.
    .toSorted(([, a], [, b]) => b.length - a.length);

  let parts: readonly ExpansionPart[] = [text];
  for (const [variable, value] of secrets) {
    parts = parts.flatMap((part) => (typeof part === 'string' ? split(part, value, variable) : [part]));
  }
  return parts;
}

function split(text: string, value: string, variable: string): readonly ExpansionPart[] {
  const pieces = text.split(value);
  return pieces.flatMap((piece, index): readonly ExpansionPart[] => [
    ...(index > 0 ? [{ variable }] : []),
    ...(piece !== '' || pieces.length === 1 ? [piece] : []),
  ]);
}

/** Whether a text holds a secret value. */
export function holdsSecret(text: string, environment: ServiceEnvironment): boolean {
  return withoutSecrets(text, environment).some((part) => typeof part !== 'string');
}

/** Words in parts as one command line for `sh`; variables expand there. */
export function shellText(basis: Basis, words: readonly (readonly ExpansionPart[])[], path: Path): string {
  const line = joinQuoted(words.map((parts, index) => shellWord(parts, index === 0 ? 'command' : 'argument')));
  if (!isRefused(line)) return line;
  basis.report.add({ code: 'illegal-value', message: 'No argument of a command can hold this text', path });
  return '';
}
