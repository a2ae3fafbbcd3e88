import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

import { looksSecret } from './looks-secret.ts';

type Pair = readonly [name: string, value: string];

/** Names and values of public projects (the values of secrets made up), judged by people; and where the table is wrong. */
const lists = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../../../test-fixtures/secrets/names.json', import.meta.url)), 'utf8'),
) as {
  readonly secret: readonly Pair[];
  readonly plain: readonly Pair[];
  /** Secrets that are not found, and names that are wrongly taken for some: a better table makes these lists shorter. */
  readonly missed: readonly string[];
  readonly false: readonly string[];
};

const names = (pairs: readonly Pair[], secret: boolean) =>
  pairs.filter(([name, value]) => looksSecret(name, value) === secret).map(([name]) => name);

test('all secrets of the list are found but those that are known to be missed', () => {
  expect(lists.secret.length).toBeGreaterThan(350);
  expect(names(lists.secret, false)).toEqual(lists.missed);
  expect(lists.missed.length / lists.secret.length).toBeLessThan(0.01);
});

test('nothing else of the list is taken for a secret but what is known to be', () => {
  expect(lists.plain.length).toBeGreaterThan(350);
  expect(names(lists.plain, true)).toEqual(lists.false);
  expect(lists.false.length / lists.plain.length).toBeLessThan(0.02);
});
