import { expect, it } from 'vitest';
import { support } from './support.ts';

interface Row {
  readonly kind: string;
  readonly keys?: Readonly<Record<string, Row>>;
}

const kindsIn = (rows: Readonly<Record<string, Row>>): readonly string[] =>
  Object.values(rows).flatMap(({ kind, keys }) => [kind, ...(keys ? kindsIn(keys) : [])]);

it('carries no key that a template does not read, however deep it is', () => {
  const kinds = kindsIn(support() as unknown as Readonly<Record<string, Row>>);
  expect(kinds.length).toBeGreaterThan(100);
  expect(new Set(kinds)).toEqual(new Set(['dropped', 'resolved']));
});
