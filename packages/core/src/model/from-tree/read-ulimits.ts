import { isMap } from '../../tree/node.ts';
import type { Entries } from './read.ts';
import { mapOf, named, numberOf } from './read.ts';
import type { Ulimit } from '../service.ts';
import type { Named } from '../values.ts';

/** The `ulimits` of a service or build; one number is both limits. */
export function ulimitsOf(node: Entries, key: string): Named<Ulimit> {
  const limits = mapOf(node, key);
  return named(
    [...(limits?.entries ?? [])].map(([name, limit]) => {
      if (isMap(limit))
        return [name, { soft: numberOf(limit, 'soft') ?? 0, hard: numberOf(limit, 'hard') ?? 0 }] as const;
      const both = limits ? (numberOf(limits, name) ?? 0) : 0;
      return [name, { soft: both, hard: both }] as const;
    }),
  );
}
