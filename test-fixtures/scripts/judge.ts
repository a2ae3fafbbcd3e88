import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';
import type { Case } from '../corpus/case.ts';
import { caseFolders, readCase } from '../corpus/case.ts';
import { loadOptionsOf } from '../corpus/arguments.ts';

const help = `npm run scripts -- [DIR]… [--part N/M] [--style script|lines] [--engine docker|podman]
Writes the run script of every project of a corpus that loads, and judges it: sh -n, shellcheck without directives, and
with --dry-run dash, bash and busybox sh print the same words. DIR: a corpus, groups of it or cases; default ../shared/corpus.
--part 2/4: the second quarter.`;

const shells = [['dash'], ['bash'], ['busybox', 'sh']];
const commands = [['up', '--build'], ['down', '-v'], ['restart'], ['logs']];

/** Judges all; prints what is wrong and the counts. Gives the exit code. */
export function judgeScripts(args: readonly string[], root: string): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      part: { type: 'string', default: '1/1' },
      style: { type: 'string', default: 'script' },
      engine: { type: 'string', default: 'docker' },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const places =
    positionals.length > 0 ? positionals.map((path) => resolve(path)) : [resolve(root, '../shared/corpus')];
  const missing = places.find((path) => !existsSync(path));
  if (missing !== undefined) {
    console.log(`skipped: there is no ${missing}`);
    return positionals.length > 0 ? 1 : 0;
  }
  const [number = 1, parts = 1] = values.part.split('/').map(Number);
  const folders = places.flatMap(caseFolders).filter((_, index) => index % parts === number - 1);
  const options: OptionValues = { style: values.style, engine: values.engine };
  let passed = 0;
  let failed = 0;
  for (const folder of folders) {
    const wrong = judge(readCase(folder), options);
    if (wrong === undefined) continue;
    if (wrong === '') passed += 1;
    else {
      failed += 1;
      console.log(`${folder.split('/').slice(-2).join('/')}: ${wrong}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** What is wrong with the script of a case; empty: nothing; undefined: it is not a project. */
function judge(item: Case, options: OptionValues): string | undefined {
  const host = memoryHost({
    files: item.files,
    cwd: item.cwd,
    env: item.env,
    ...(item.stdin === undefined ? {} : { stdin: item.stdin }),
  });
  const loaded = loadProject(host, loadOptionsOf(item));
  const target = targetNamed('docker-run');
  if (!loaded.project || !target) return undefined;
  const { files, diagnostics } = convert({ host, loaded, target, options });
  if (files.length === 0) return diagnostics.map(({ message }) => message).join('; ');
  const directory = mkdtempSync(join(tmpdir(), 'judge-scripts-'));
  try {
    for (const { path, content, mode } of files) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content, { mode });
    }
    for (const [path, entry] of Object.entries(item.files))
      if (path === '/project/.env' && typeof entry === 'object' && 'kind' in entry && entry.kind === 'file')
        writeFileSync(join(directory, '.env'), entry.content);
    return ofTexts(directory) ?? (options['style'] === 'lines' ? undefined : ofWords(directory, item)) ?? '';
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What shells and shellcheck say of the script itself. */
function ofTexts(directory: string): string | undefined {
  const script = join(directory, 'run.sh');
  for (const [program = '', ...words] of [...shells.map((shell) => [...shell, '-n']), ['shellcheck', '--norc']]) {
    const ran = spawnSync(program, [...words, script], { encoding: 'utf8' });
    const said = `${ran.stdout}${ran.stderr}`;
    if (ran.status !== 0 || said !== '') return `${program}: ${said.trim() || `exit code ${ran.status}`}`;
  }
  return undefined;
}

/** Where shells show different words. */
function ofWords(directory: string, item: Case): string | undefined {
  const env = { ...item.env, PATH: process.env['PATH'], HOME: '/home/user', TMPDIR: tmpdir() };
  for (const command of commands) {
    const shown = shells.map(([program = '', ...words]) => {
      const ran = spawnSync(program, [...words, join(directory, 'run.sh'), '--dry-run', ...command], {
        cwd: directory,
        encoding: 'utf8',
        env,
        maxBuffer: 1 << 28,
      });
      return { status: ran.status, out: ran.stdout, err: ran.stderr };
    });
    const [first, ...others] = shown;
    if (first?.status !== 0) return `${command.join(' ')} in ${shells[0]?.join(' ')}: ${first?.err.trim()}`;
    const other = others.findIndex(({ out, err, status }) => out !== first.out || err !== first.err || status !== 0);
    if (other >= 0)
      return `${command.join(' ')}: ${shells[other + 1]?.join(' ')} shows other words: ${others[other]?.err.trim()}`;
  }
  return undefined;
}
