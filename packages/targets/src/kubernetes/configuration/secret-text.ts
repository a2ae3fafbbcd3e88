import type { KeyPath } from '../../account/key-path.ts';
import type { ExpansionPart } from '../../shared/formats/k8s-dollar.ts';
import type { ProjectSecrets, TextPlace } from '../../shared/secrets/project-secrets.ts';
import { isRefused, joinQuoted } from '../../shared/shell/quoting.ts';
import { shellWord } from '../../shared/shell/shell-word.ts';
import type { Basis } from '../facts/basis.ts';
import type { Environments } from './environment.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { EnvVar } from '../objects/objects.ts';

/** A variable that holds a secret value, in the container of a service. */
interface SecretVariable {
  readonly name: string;
  /** The entry that the container needs for it; undefined: it has it. */
  readonly needs?: EnvVar;
}

/** Finds or makes the variable of a value; `legal`: which names will do. */
type VariableOf = (value: string, name: string, legal: RegExp) => SecretVariable;

/**
 * The texts of one service without secret values: each is named by the variable that holds it. A setup service that is
 * given the password of a server on its command line has no variable of it, and borrows the server's; what no service
 * has gets a variable of its own.
 */
export class SecretTexts {
  readonly #secrets: ProjectSecrets;
  readonly #variableOf: VariableOf;
  readonly #used = new Map<string, EnvVar>();

  constructor(secrets: ProjectSecrets, variableOf: VariableOf) {
    this.#secrets = secrets;
    this.#variableOf = variableOf;
  }

  /** A text in parts, each secret value in it as the variable that holds it. `legal`: names of variables that may be named. */
  parts(text: string, place: TextPlace = {}, legal = /^[^()=]+$/): readonly ExpansionPart[] {
    const parts: ExpansionPart[] = [];
    let done = 0;
    for (const { start, end, name } of this.#secrets.spansIn(text, place)) {
      if (start > done) parts.push(text.slice(done, start));
      const variable = this.#variableOf(text.slice(start, end), name, legal);
      if (variable.needs) this.#used.set(variable.name, variable.needs);
      parts.push({ variable: variable.name });
      done = end;
    }
    return done < text.length || done === 0 ? [...parts, text.slice(done)] : parts;
  }

  /** Whether a text holds a secret value. */
  holdsSecret(text: string, place: TextPlace = {}): boolean {
    return this.#secrets.spansIn(text, place).length > 0;
  }

  /** What the container needs for the variables that were named so far. */
  get borrowed(): readonly EnvVar[] {
    return [...this.#used.values()];
  }
}

/** The texts of all services, and the values that have to be added to the Secrets of their environments. */
export interface ProjectTexts {
  of(service: string): SecretTexts;
  /** Values that no service had a variable of, by the keys of the service's Secret. */
  addedTo(service: string): ReadonlyMap<string, string>;
}

/** For each service its texts without secrets. */
export function secretTexts(
  { pods, secrets, names, project }: Pick<Basis, 'pods' | 'secrets' | 'project'> & Pick<KubernetesContext, 'names'>,
  environments: Pick<Environments, 'of'>,
): ProjectTexts {
  /** The first variable of each value. */
  const holders = new Map<string, EnvVar>();
  for (const { name: service } of pods.emitted) {
    const { env, secretValues } = environments.of(service);
    for (const entry of env) {
      const value = secretValues.get(entry.name);
      if (value !== undefined && !holders.has(value)) holders.set(value, entry);
    }
  }
  const made = new Map<string, { readonly texts: SecretTexts; readonly added: Map<string, string> }>();

  const textsOf = (service: string) => {
    const known = made.get(service);
    if (known) return known;
    const { env, secretValues, plainValues } = environments.of(service);
    const own = new Map([...secretValues].toReversed().map(([name, value]) => [value, name]));
    const freeName = firstFree([
      ...secretValues.keys(),
      ...plainValues.keys(),
      ...Object.keys(project.services[service]?.environment ?? {}),
    ]);
    const freeKey = firstFree(env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.key ?? []));
    const added = new Map<string, string>();
    const needed = new Map<string, SecretVariable>();
    const variableOf: VariableOf = (value, wanted, legal) => {
      const mine = own.get(value);
      if (mine !== undefined && legal.test(mine)) return { name: mine };
      const before = needed.get(value);
      if (before) return before;
      const holder = holders.get(value);
      const name = freeName(holder && isShellName(holder.name) ? holder.name : shellName(wanted));
      const entry = (valueFrom: EnvVar['valueFrom']): SecretVariable => ({ name, needs: { name, valueFrom } });
      let variable: SecretVariable;
      if (holder) variable = entry(holder.valueFrom);
      else {
        const key = freeKey(name);
        added.set(key, value);
        variable = entry({ secretKeyRef: { name: names.environmentSecret(service), key } });
      }
      needed.set(value, variable);
      return variable;
    };
    const result = { texts: new SecretTexts(secrets, variableOf), added };
    made.set(service, result);
    return result;
  };

  return { of: (service) => textsOf(service).texts, addedTo: (service) => textsOf(service).added };
}

/** Gives each name once: itself, else with the first number that makes it another than all before, and than the given ones. */
function firstFree(given: readonly string[]): (wanted: string) => string {
  const taken = new Set(given);
  const numbers = new Map<string, number>();
  return (wanted) => {
    let name = wanted;
    for (let number = numbers.get(wanted) ?? 2; taken.has(name); number += 1) {
      name = `${wanted}_${number}`;
      numbers.set(wanted, number + 1);
    }
    taken.add(name);
    return name;
  };
}

const isShellName = (name: string): boolean => /^[A-Za-z_]\w*$/.test(name);

/** The variable of a value that had none: under the name it came by, of which programs know nothing unless it is a variable's. */
function shellName(wanted: string): string {
  if (/^[A-Z_][A-Z0-9_]*$/.test(wanted) && wanted.includes('_')) return wanted;
  const name = wanted
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return `SECRET_${name === '' ? 'VALUE' : name.slice(-60)}`;
}

/** Words in parts as one command line for `sh`; variables expand there. */
export function shellText(basis: Basis, words: readonly (readonly ExpansionPart[])[], path: KeyPath): string {
  const line = joinQuoted(words.map((parts, index) => shellWord(parts, index === 0 ? 'command' : 'argument')));
  if (!isRefused(line)) return line;
  basis.report.add({ code: 'illegal-value', message: 'No argument of a command can hold this text', path });
  return '';
}
