import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { outcomeOf, textsBelow } from '../../../test-fixtures/executable/outcome.ts';
import { fixturesDirectory, foldersIn } from '../../../test-fixtures/index.ts';
import { stacks } from './stacks.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const executable = `${root}executables/transpose-linux-${process.arch}`;
const command = [process.execPath, '--', `${root}packages/cli/bin/transpose.cjs`];
const directories = stacks();
const { put } = directories;
let folder = '';
beforeEach(() => {
  folder = directories.folder;
});

/** What a command line prints, its exit code, and the files that it writes. */
function answer(program: readonly string[], words: readonly string[], stdin: string) {
  rmSync(join(folder, 'out'), { recursive: true, force: true });
  return { ...outcomeOf(program, words, { cwd: folder, stdin }), files: textsBelow(join(folder, 'out')) };
}

function expectSame(words: readonly string[], code: number, stdin = '') {
  const ours = answer(command, words, stdin);
  expect(answer([executable], words, stdin)).toEqual(ours);
  expect(ours.code).toBe(code);
  return ours;
}

/** Targets that a project brings, and what they need. */
const library = pathToFileURL(`${root}packages/targets/dist/index.js`).href;
const target = `import { defineTarget } from '${library}';
const emit = ({ base }) => [{ path: 'names', content: content(base.project), mode: 0o644 }];
export default defineTarget({ name: 'names', summary: 'Names', stream: 'names', emit });
`;
const content = 'export const content = ({ services }) => `${Object.keys(services)}\n`;\n';
const plugIns = {
  'names.mjs': content + target,
  'names.sh': '#!/bin/sh\ncat >/dev/null\necho \'{"version": 1, "files": [{"path": "names", "content": "web"}]}\'\n',
  'node_modules/names/package.json': '{"name": "names", "exports": {"import": "./names.mjs"}}',
  'node_modules/names/names.mjs': `import { content } from 'content';\n${target}`,
  'node_modules/content/package.json': '{"name": "content", "type": "module", "exports": "./content.js"}',
  'node_modules/content/content.js': content,
};
const compose = 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n    ports: ["8080:80"]\n';

const lines: readonly { readonly line: string; readonly code: number; readonly stdin?: string }[] = [
  { line: '--help', code: 0 },
  { line: 'convert --nope', code: 2 },
  { line: '-f broken.yaml convert', code: 1 },
  { line: '--env-file nope.env config', code: 1 },
  { line: 'config', code: 0 },
  { line: '-f - -p shop convert', code: 0, stdin: compose },
  { line: 'convert -t helm -q -o out/', code: 0 },
  { line: 'convert -t ./names.mjs', code: 0 },
  { line: 'convert -t exec:./names.sh -o out/', code: 0 },
  { line: 'convert -t package:names', code: 0 },
  { line: 'init template out --from nomad', code: 0 },
  { line: 'config-schema model', code: 0 },
  { line: 'completion bash', code: 0 },
  { line: 'up --dry-run', code: 0 },
];

const isThere = existsSync(executable);
describe.skipIf(!isThere)(`the executable${isThere ? '' : ' (not there: npm run executables)'}`, () => {
  it('converts 40 projects to the same bytes as the command, in threads', () => {
    const projects = foldersIn(`${fixturesDirectory}projects`).map((name) => `projects/${name}`);
    const keys = foldersIn(`${fixturesDirectory}keys`).filter((_, index) => index % 10 === 0);
    for (const path of [...projects, ...keys.map((key) => `keys/${key}`)])
      cpSync(`${fixturesDirectory}${path}`, join(folder, path), { recursive: true });
    const { files } = expectSame(['convert', '-t', 'docker-run', '--each', '.', '-o', 'out/'], 0);
    expect(Object.keys(files).length).toBeGreaterThan(40);
    expectSame(['check', '-t', 'kubernetes', '--each', '.', '--report', 'json'], 0);
  });

  it.each(lines)('answers $line as the command does', ({ line, code, stdin }) => {
    put({ ...plugIns, 'compose.yaml': compose, 'broken.yaml': 'services: {web: {imag: nginx}}\n', '.env': 'TAG=1\n' });
    chmodSync(join(folder, 'names.sh'), 0o755);
    expectSame(line.split(' '), code, stdin);
  });
});
