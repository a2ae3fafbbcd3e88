import type { KeyPath } from '../../account/key-path.ts';
import type { SecretValue } from '../types.ts';

/** Collects the secret values of a plan; each value under a name has one variable, however many containers take it. */
export interface SecretBox {
  /** The variable that holds `value`; `service` tells values of the same name apart. */
  put(name: string, value: string, service: string, path: KeyPath): string;
  readonly values: readonly SecretValue[];
}

/** All variables start like this, so that none is one of the shell's or of the program that reads them. */
const prefix = 'SECRET_';

/** `taken`: names that the project's own variables have. */
export function secretBox(taken: (name: string) => boolean = () => false): SecretBox {
  const values: SecretValue[] = [];
  const known = new Map<string, string>();
  /** The variables of values that came after others of their name, by the name with its service, and the value. */
  const numbered = new Map<string, Map<string, string>>();

  const isFree = (variable: string, value: string): boolean =>
    !taken(variable) && (known.get(variable) ?? value) === value;
  const give = (variable: string, value: string, path: KeyPath): string => {
    if (!known.has(variable)) values.push({ variable, value, path });
    known.set(variable, value);
    return variable;
  };

  const put = (name: string, value: string, service: string, path: KeyPath): string => {
    const [alone, ofService] = [shellName(name), shellName(`${service}_${name}`)];
    if (isFree(alone, value)) return give(alone, value, path);
    if (isFree(ofService, value)) return give(ofService, value, path);
    const others = numbered.get(ofService) ?? new Map<string, string>();
    numbered.set(ofService, others);
    let variable = others.get(value);
    for (let number = others.size + 2; variable === undefined; number += 1)
      if (isFree(`${ofService}_${number}`, value)) variable = `${ofService}_${number}`;
    others.set(value, variable);
    return give(variable, value, path);
  };

  return { put, values };
}

const shellName = (name: string): string => prefix + name.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase();
