import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { targets } from '@transpose/targets';
import type { Case } from '../corpus/case.ts';
import { caseFolders, readCase } from '../corpus/case.ts';
import type { Started } from './outcome.ts';
import { outcomeOf, textsBelow } from './outcome.ts';

/** What a case is asked for: the project, and one target after the other. */
const asked = ['config', ...targets.map(({ name }) => name)];

/**
 * Compares an executable with the command that npm installs, over the cases of a corpus: what they print, their exit codes
 * and the files that they write. Each case is asked for one of the targets, or with `all` for each. Gives the exit code.
 */
export function compareExecutable(words: readonly string[], root: string): number {
  const all = words.includes('--all');
  const [executable = join(root, `executables/transpose-linux-${process.arch}`), ...given] = words.filter(
    (word) => word !== '--all',
  );
  const corpora = given.length > 0 ? given : [join(root, '../shared/corpus')];
  const missing = [executable, ...corpora].find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.log(`Nothing was compared: ${missing} is missing.`);
    return 0;
  }
  const command: Started = [process.execPath, '--', join(root, 'packages/cli/bin/transpose.cjs')];
  const different = corpora.flatMap(caseFolders).flatMap((folder, index) => {
    const item = readCase(folder);
    return asked
      .filter((_, place) => all || place === index % asked.length)
      .filter((what) => !isSame(folder, item, what, command, [resolve(executable)]))
      .map((what) => `${item.id}: ${what}`);
  });
  for (const line of different) console.log(line);
  console.log(`${different.length} command lines differ`);
  return different.length > 0 ? 1 : 0;
}

function isSame(folder: string, item: Case, what: string, command: Started, executable: Started): boolean {
  const scratch = mkdtempSync(join(tmpdir(), 'transpose-executable-'));
  try {
    const project = join(folder, 'project');
    if (existsSync(project)) cpSync(project, join(scratch, 'project'), { recursive: true, verbatimSymlinks: true });
    for (const [path, file] of Object.entries(item.files))
      if (typeof file === 'object' && 'kind' in file && file.kind === 'directory')
        mkdirSync(join(scratch, path), { recursive: true });
    const output = join(scratch, 'out');
    const ours = answer(scratch, output, item, what, command);
    rmSync(output, { recursive: true, force: true });
    // The salt of checksums is random, and is kept with the secrets of the first conversion.
    const salt = ours.files[saltFileOf(what) ?? ''];
    if (salt !== undefined) {
      mkdirSync(dirname(join(output, saltFileOf(what) ?? '')), { recursive: true });
      writeFileSync(join(output, saltFileOf(what) ?? ''), salt);
    }
    return isDeepStrictEqual(answer(scratch, output, item, what, executable), ours);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

const saltFileOf = (what: string): string | undefined => targets.find(({ name }) => name === what)?.saltFile;

/** What a program prints and writes for a case. */
function answer(scratch: string, output: string, item: Case, what: string, program: Started) {
  const cwd = join(scratch, item.cwd);
  // How many files were written is other where the salt is there already.
  const quiet = saltFileOf(what) === undefined ? [] : ['-q'];
  const action =
    what === 'config' ? ['config', ...item.config] : ['convert', '-t', what, '--force', ...quiet, '-o', `${output}/`];
  const env = { ...item.env, HOME: scratch, PWD: cwd };
  const outcome = outcomeOf(program, [...item.args, ...action], { cwd, env, stdin: item.stdin ?? '' });
  return { ...outcome, files: textsBelow(output) };
}
