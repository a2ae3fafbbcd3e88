import type { Path } from '@transpose/core';
import type { SecretValue } from './types.ts';

/** Collects the secret values of a plan; each value under a name has one variable, however many containers take it. */
export interface SecretBox {
  /** The variable that holds `value`; `service` tells values of the same name apart. */
  put(name: string, value: string, service: string, path: Path): string;
  readonly values: readonly SecretValue[];
}

/** All variables start like this, so that none is one of the shell's or of the program that reads them. */
const prefix = 'SECRET_';

/** `taken`: names that the project's own variables have. */
export function secretBox(taken: (name: string) => boolean = () => false): SecretBox {
  const values: SecretValue[] = [];
  const known = new Map<string, string>();

  const put = (name: string, value: string, service: string, path: Path): string => {
    for (const candidate of candidates(name, service)) {
      if (taken(candidate)) continue;
      const held = known.get(candidate);
      if (held === value) return candidate;
      if (held !== undefined) continue;
      known.set(candidate, value);
      values.push({ variable: candidate, value, path });
      return candidate;
    }
    throw new Error('candidates never end');
  };

  return { put, values };
}

function* candidates(name: string, service: string): Generator<string> {
  const shellName = (one: string) => prefix + one.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase();
  yield shellName(name);
  yield shellName(`${service}_${name}`);
  for (let number = 2; ; number += 1) yield shellName(`${service}_${name}_${number}`);
}
