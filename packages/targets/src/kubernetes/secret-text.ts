import type { Path, Service } from '@transpose/core';
import type { ExpansionPart } from '../shared/k8s-dollar.ts';
import { isRefused, joinQuoted } from '../shared/quoting.ts';
import { shellWord } from '../shared/shell-word.ts';
import type { Basis, Environments, PodGroups } from './context.ts';
import type { EnvVar } from './objects.ts';

/** Shorter values stand in too many texts by chance. */
const shortestSecret = 8;

/** A secret value and the variable that stands for it in the container of a service. */
interface SecretVariable {
  readonly name: string;
  readonly value: string;
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
  parts(text: string, names = /^[^()=]+$/): readonly ExpansionPart[] {
    let parts: readonly ExpansionPart[] = [text];
    for (const variable of this.#variables) {
      if (!names.test(variable.name) || !text.includes(variable.value)) continue;
      parts = parts.flatMap((part) => (typeof part === 'string' ? split(part, variable) : [part]));
      this.#used.add(variable);
    }
    return parts;
  }

  /** Whether a text holds a secret value. */
  holdsSecret(text: string): boolean {
    return this.#variables.some(({ value }) => text.includes(value));
  }

  /** What the container needs for the variables that were named so far. */
  get borrowed(): readonly EnvVar[] {
    return [...this.#used].flatMap(({ borrowed }) => borrowed ?? []);
  }
}

function split(text: string, { name, value }: SecretVariable): readonly ExpansionPart[] {
  const pieces = text.split(value);
  return pieces.flatMap((piece, index): readonly ExpansionPart[] => [
    ...(index > 0 ? [{ variable: name }] : []),
    ...(piece !== '' || pieces.length === 1 ? [piece] : []),
  ]);
}

/** For each service its texts without secrets. Values that are short, or that a plain variable shows as well, are left. */
export function secretTexts(pods: PodGroups, environments: Environments): (service: string) => SecretTexts {
  const plain = new Set(pods.emitted.flatMap(({ name }) => [...environments.of(name).plainValues.values()]));
  const secretsOf = (service: Service) =>
    [...environments.of(service.name).secretValues]
      .filter(([, value]) => value.length >= shortestSecret && !plain.has(value))
      .map(([name, value]) => ({ name, value, service }));
  const all = pods.emitted.flatMap(secretsOf);

  return (name) => {
    const own = environments.of(name);
    const mine = all.filter(({ service }) => service.name === name);
    const known = new Set(mine.map(({ value }) => value));
    const names = new Set([...own.secretValues.keys(), ...own.plainValues.keys()]);
    const variables: SecretVariable[] = mine.map((one) => ({ name: one.name, value: one.value }));
    for (const { name: variable, value, service } of all) {
      if (known.has(value)) continue;
      known.add(value);
      const source = environments.of(service.name).env.find((entry) => entry.name === variable)?.valueFrom;
      if (!source) continue;
      let free = variable;
      while (names.has(free)) free = `${free}_`;
      names.add(free);
      variables.push({ name: free, value, borrowed: { name: free, valueFrom: source } });
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
