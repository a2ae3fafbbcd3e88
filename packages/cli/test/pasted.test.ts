import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, fixturesDirectory, foldersIn } from '../../../test-fixtures/index.ts';
import { runCommand } from './run.ts';

const folder = resolve(fixturesDirectory, 'pasted');

/** What people paste, and what they are told: each line of a changed answer is to be read. */
test.each(foldersIn(folder))('the answer to %s', async (name) => {
  const files = Object.fromEntries(
    Object.entries(filesBelow(`${folder}/${name}`)).map(([path, bytes]) => [`/shop/${path}`, bytes]),
  );
  const load = runCommand('config -q', { files });
  const fix = runCommand('fix --dry-run', { files });
  const said = `$ transpose config -q\n${load.out}${load.err}exit code ${load.code}\n`;
  const fixed = `\n$ transpose fix --dry-run\n${fix.out}${fix.err}exit code ${fix.code}\n`;
  await expect(`${said}${fixed}`).toMatchFileSnapshot(`${folder}/${name}.txt`);
});
