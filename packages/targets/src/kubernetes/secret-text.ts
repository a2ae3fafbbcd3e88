import type { Path, Service } from '@transpose/core';
import type { ExpansionPart } from '../shared/k8s-dollar.ts';
import { isRefused, joinQuoted } from '../shared/quoting.ts';
import { shellWord } from '../shared/shell-word.ts';
import type { Basis, Environments } from './context.ts';
import type { EnvVar } from './objects.ts';
import type { TextPlace } from './secret-positions.ts';
import { isCommonWord, secretPositions } from './secret-positions.ts';

/** Shorter values stand in too many texts by chance. */
const shortestSecret = 8;

/** A secret value and the variable that stands for it in the container of a service. */
interface SecretVariable {
  readonly name: string;
  readonly value: string;
  /** The variables of the Compose file that the value was written with. */
  readonly sources?: ReadonlySet<string>;
  /** The entry that the container needs for it; undefined: it has it. */
  readonly borrowed?: EnvVar;
}

/**
 * The texts of one service without secret values. A value is secret wherever in the project it is one: a setup service
 * that is given the password of a server on its command line has no variable of it, and borrows the server's.
 */
export class SecretTexts {
  readonly #variables: readonly SecretVariable[];
  readonly #used = new Set<SecretVariable>();

  constructor(variables: readonly SecretVariable[]) {
    // The longest first: a URL that holds a password goes as a whole.
    this.#variables = variables.toSorted((a, b) => b.value.length - a.value.length);
  }

  /** A text in parts, each secret value in it as the variable that holds it. `names`: variables that may be named. */
  parts(text: string, place: TextPlace = {}, names = /^[^()=]+$/): readonly ExpansionPart[] {
    let parts: readonly ExpansionPart[] = [text];
    for (const variable of this.#variables) {
      if (!names.test(variable.name) || occurrences(text, variable, place).length === 0) continue;
      parts = parts.flatMap((part, index) => {
        if (typeof part !== 'string') return [part];
        return split(part, variable, index === 0 ? place : { ...place, before: undefined });
      });
      this.#used.add(variable);
    }
    return parts;
  }

  /** Whether a text holds a secret value. */
  holdsSecret(text: string, place: TextPlace = {}): boolean {
    return this.#variables.some((variable) => occurrences(text, variable, place).length > 0);
  }

  /** What the container needs for the variables that were named so far. */
  get borrowed(): readonly EnvVar[] {
    return [...this.#used].flatMap(({ borrowed }) => borrowed ?? []);
  }
}

/**
 * Where a text holds a secret value. A common word counts only where a secret stands, and where the text was written with the
 * variable that the value was written with.
 */
function occurrences(text: string, { value, sources }: SecretVariable, place: TextPlace): readonly number[] {
  if (!text.includes(value)) return [];
  const sameSource = [...(sources ?? [])].some((name) => place.variables?.has(name) === true);
  if (isCommonWord(value) && !sameSource) return secretPositions(text, value, place);
  const found: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) found.push(at);
  return found;
}

function split(text: string, variable: SecretVariable, place: TextPlace): readonly ExpansionPart[] {
  const found = occurrences(text, variable, place);
  if (found.length === 0) return [text];
  const parts: ExpansionPart[] = [];
  let done = 0;
  for (const at of found) {
    if (at > done) parts.push(text.slice(done, at));
    parts.push({ variable: variable.name });
    done = at + variable.value.length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

/** For each service its texts without secrets. Values that are short, or that a plain variable shows as well, are left. */
export function secretTexts(
  basis: Pick<Basis, 'pods' | 'variablesAt'>,
  environments: Environments,
): (service: string) => SecretTexts {
  const { pods } = basis;
  const plain = new Set(pods.emitted.flatMap(({ name }) => [...environments.of(name).plainValues.values()]));
  const secretsOf = (service: Service) =>
    [...environments.of(service.name).secretValues]
      .filter(([, value]) => value.length >= shortestSecret && !plain.has(value))
      .map(([name, value]) => ({
        name,
        value,
        service,
        sources: basis.variablesAt(['services', service.name, 'environment', name]),
      }));
  const all = pods.emitted.flatMap(secretsOf);

  return (name) => {
    const own = environments.of(name);
    const mine = all.filter(({ service }) => service.name === name);
    const known = new Set(mine.map(({ value }) => value));
    const names = new Set([...own.secretValues.keys(), ...own.plainValues.keys()]);
    const variables: SecretVariable[] = [...mine];
    for (const { name: variable, value, sources, service } of all) {
      if (known.has(value)) continue;
      known.add(value);
      const source = environments.of(service.name).env.find((entry) => entry.name === variable)?.valueFrom;
      if (!source) continue;
      let free = variable;
      while (names.has(free)) free = `${free}_`;
      names.add(free);
      variables.push({ name: free, value, sources, borrowed: { name: free, valueFrom: source } });
    }
    return new SecretTexts(variables);
  };
}

/** Words in parts as one command line for `sh`; variables expand there. */
export function shellText(basis: Basis, words: readonly (readonly ExpansionPart[])[], path: Path): string {
  const line = joinQuoted(words.map((parts, index) => shellWord(parts, index === 0 ? 'command' : 'argument')));
  if (!isRefused(line)) return line;
  basis.report.add({ code: 'illegal-value', message: 'No argument of a command can hold this text', path });
  return '';
}
