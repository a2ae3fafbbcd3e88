import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { nodeHost } from '@transpose/core/node';
import { runCommand } from './run.ts';

const folder = resolve(import.meta.dirname, '../../../test-fixtures/reports');

/** What a person reads after converting well-known projects; each line of a changed report is to be read. */
test.each(readdirSync(folder).filter((name) => !name.endsWith('.txt')))('the report of %s', async (name) => {
  const { code, out, err } = runCommand('check -t kubernetes', { host: nodeHost(resolve(folder, name)) });
  expect(code).toBe(0);
  await expect(`${err}${out}`).toMatchFileSnapshot(`${folder}/${name}.txt`);
});
