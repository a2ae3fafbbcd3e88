import fc from 'fast-check';
import { expect, it } from 'vitest';
import { circlesOf } from './circles.ts';

const names = Array.from('abcdefgh');

/** What is reached from a name, over others too. */
function everythingFrom(name: string, reached: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set(reached.get(name));
  for (const next of found) for (const further of reached.get(next) ?? []) found.add(further);
  return found;
}

it('finds the groups of which each reaches all others', () => {
  const arrows = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 });
  fc.assert(
    fc.property(arrows, (pairs) => {
      const reached = new Map<string, Set<string>>();
      for (const [from, to] of pairs) reached.set(from, (reached.get(from) ?? new Set()).add(to));
      const mutual = (one: string, other: string) =>
        one === other || (everythingFrom(one, reached).has(other) && everythingFrom(other, reached).has(one));
      const groups = names
        .map((name) => names.filter((other) => mutual(name, other)))
        .filter((group, index) => group.length > 1 && group[0] === names[index]);
      expect(circlesOf(names, reached)).toEqual(groups);
    }),
  );
});

it('goes along a chain that is longer than calls can be deep', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => `s${index}`);
  const reached = new Map(chain.map((name, index) => [name, new Set([chain[(index + 1) % chain.length] ?? name])]));
  expect(circlesOf(chain, reached)).toEqual([chain]);
});
