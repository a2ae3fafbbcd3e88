import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { table } from './table.ts';

test('a table has its rows and nothing else', () => {
  const rows = table<number>({ a: 1 });
  expect(rows['a']).toBe(1);
  for (const name of Object.getOwnPropertyNames(Object.prototype)) expect(rows[name], `${name}`).toBeUndefined();
});

test('every table of this package that is asked by names is one', () => {
  const source = join(import.meta.dirname, '../..');
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(?<!\.test)\.ts$/.test(path),
  );
  const plain = paths.flatMap((path) =>
    [
      ...readFileSync(join(source, path), 'utf8').matchAll(
        /^(?:export )?const (\w+): [^=]*Record<string,(?:[^=]|=>)*= \{/gm,
      ),
    ].map(([, name]) => `${path}: ${name}`),
  );
  expect(plain).toEqual([]);
  expect(paths.length).toBeGreaterThan(200);
});
