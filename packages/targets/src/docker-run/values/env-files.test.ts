import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadProject, memoryHost } from '@transpose/core';
import { expect, it } from 'vitest';
import * as shell from './shell/shell-files.ts';

const names = ['A', 'B', 'LONG_NAME'];

/** The variables as the script reads them; undefined: it refuses the files. */
function readByScript(
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'env-files-'));
  try {
    const paths = files.map((content, index) => {
      const path = join(directory, `${index}.env`);
      writeFileSync(path, content);
      return path;
    });
    const show = names
      .map((name) => `if [ -n "\${VAR_${name}+set}" ]; then printf '${name}=%s\\0' "\${VAR_${name}}"; fi`)
      .join('\n');
    const script = `set -eu\n${shell.readValues}\n${shell.variables}
read_env_files '${names.join(' ')}' "$@" >${directory}/values
read_values ${directory}/values VAR_
${show}`;
    const ran = spawnSync('sh', ['-c', script, 'sh', ...paths], {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
    if (ran.status !== 0) return undefined;
    const lines = ran.stdout.split('\0').slice(0, -1);
    return Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The same as the loader reads it. */
function readByLoader(
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Record<string, string> | undefined {
  const host = memoryHost({
    files: {
      '/p/compose.yaml': 'services: { a: { image: x } }\n',
      ...Object.fromEntries(files.map((content, index) => [`/p/${index}.env`, content])),
    },
    cwd: '/p',
    env,
  });
  const loaded = loadProject(host, { envFiles: files.map((_, index) => `${index}.env`) });
  if (!loaded.project) return undefined;
  return Object.fromEntries(Object.entries(loaded.environment).filter(([name]) => names.includes(name)));
}

const piece = fc.constantFrom(
  ...'A B LONG_NAME = : # \' " \\ \\n \\" \\\' $ $$ ${A} $B ${A:-x} ${B-${A}} ${A:+y} ${B?why} ${ } ; \\$ \\101 \\0101 é'.split(
    ' ',
  ),
  '\n',
  '\r\n',
  ' ',
  '\t',
  ' #',
  'x y',
  'export ',
);
const words = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''));
const statement = fc
  .tuple(
    fc.constantFrom('', 'export '),
    fc.constantFrom(...names),
    fc.constantFrom('=', ': ', ' = '),
    words,
    fc.constantFrom('', '"', "'"),
  )
  .map(
    ([before, name, sign, value, quote]) =>
      `${before}${name}${sign}${quote}${value.replaceAll('\n', quote && '\n')}${quote}\n`,
  );
const file = fc
  .array(fc.oneof({ weight: 6, arbitrary: statement }, { weight: 1, arbitrary: words }), { maxLength: 5 })
  .map((parts) => `${parts.join('')}\n`);

it('reads env files as the loader does', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(file, { minLength: 1, maxLength: 2 }),
      fc.option(fc.constant('of the environment'), { nil: undefined }),
      (files, given) => {
        const env: Record<string, string> = given === undefined ? {} : { A: given };
        expect(readByScript(files, env)).toEqual(readByLoader(files, env));
      },
    ),
    { numRuns: 200 },
  );
});

it('runs nothing of what it reads', () => {
  const text = "A=$(touch /tmp/x) `id` ; exit 1\nB=\"$(id)\"\nLONG_NAME='a\nb\\'s'\n";
  expect(readByScript([text], {})).toEqual({
    A: '$(touch /tmp/x) `id` ; exit 1',
    B: '$(id)',
    LONG_NAME: "a\nb's",
  });
});
