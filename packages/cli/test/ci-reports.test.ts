import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import published from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { nodeHost } from '@transpose/core/node';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { fixturesDirectory, projectFixtures } from '../../../test-fixtures/index.ts';
import { runCommand } from './run.ts';

const gitlab = JSON.parse(
  readFileSync(`${fixturesDirectory}schemas/gitlab-code-quality.schema.json`, 'utf8'),
) as object;
/** The schema that OASIS published, in the words of JSON schema 7. One of its patterns is none with the flag `u`. */
const { $schema: _draft, id: _id, ...sarif } = published;
const page = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'transpose-ci-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** The lines of the set-ups that run the command, without what starts it. */
const lines = [...page.matchAll(/@transpose\/cli (check [^\n]*)/g)].map(([, words]) => words ?? '');

/** Runs a line of a set-up where it would run, with its files in a directory of the test. */
function run(line: string, directory: string): readonly { readonly form: string; readonly text: string }[] {
  const words = line.replaceAll(/=(\S+)/g, `=${scratch}/$1`).split(' ');
  runCommand(words, { host: nodeHost(directory) });
  return [...line.matchAll(/--report (\w+)=(\S+)/g)].map(([, form = '', file = '']) => ({
    form,
    text: readFileSync(join(scratch, file), 'utf8'),
  }));
}

writeFileSync(join(scratch, 'compose.yaml'), 'services:\n  web:\n    imag: nginx\n');
const directories = [...projectFixtures().map(({ directory }) => directory), scratch];

describe.each(lines)('the set-up with `%s`', (line) => {
  it('writes what the service takes', () => {
    for (const directory of directories)
      for (const { form, text } of run(line, directory)) {
        if (form === 'md') {
          expect(text).toMatch(/^### Transpose to kubernetes: /);
          continue;
        }
        const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
        const isValid = ajv.compile(form === 'sarif' ? sarif : gitlab);
        isValid(JSON.parse(text));
        expect({ directory, errors: isValid.errors }).toEqual({ directory, errors: null });
        expect(text).toContain('compose.yaml');
      }
  });

  it('hands on the file that it wrote', () => {
    const [, file = ''] = /--report \w+=(\S+)/.exec(line) ?? [];
    // Once where it is written, and again where it is uploaded.
    expect(page.slice(page.indexOf('## GitHub')).split(file).length - 1).toBeGreaterThanOrEqual(2);
  });
});

it('there are three', () => {
  expect(lines.map((line) => /--report (\w+)=/.exec(line)?.[1])).toEqual(['sarif', 'gitlab', 'md']);
});
