import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Project } from '@transpose/core';
import type { OutputFile } from '@transpose/targets';
import { convert } from '@transpose/targets';
import { dockerRun } from '@transpose/targets/docker-run';
import { writeCheapEngine } from '../engine/cheap-engine.ts';
import type { FoundProject } from '../kubernetes/projects.ts';
import { judgeRendering, writeAll } from '../kubernetes/rendered.ts';
import type { Values } from '../kubernetes/variable-trials.ts';
import { loadedWith, trialsOf } from '../kubernetes/variable-trials.ts';

const help = `npm run scripts -- --variables [DIR]…
Writes the run script of every project that loads, and runs it with each variable that stays open set, empty and not set: it
tells the engine what the script of a conversion with these values does. The engine is one of files.
DIR: a corpus, or folders of Compose projects; default ../shared/corpus/{real,wild}.
--every N   each Nth project only (1)
--from N    counted from this one (0)
--jobs N    projects at a time (2)`;

const run = promisify(execFile);

/** What was compared. */
interface Compared {
  readonly variables: number;
  readonly tried: number;
  readonly faults: readonly string[];
}

/** A run script in an environment. */
interface Trial {
  readonly files: readonly OutputFile[];
  readonly env: Values;
  /** The project that it is about: its external networks and volumes are there. */
  readonly project: Project;
}

/**
 * In the place of the engine: notes the words of a call and what it is given to read. A variable of the container is a line
 * of the same form wherever its value comes from: an argument, the engine's environment, or what the call reads.
 */
const recorder = `#!/bin/sh
here=\${0%/bin/docker}
previous= reads=
{
  for word; do
    case $previous:$word in
      --env-file:/dev/stdin | cp:-) reads=yes ;;
      --env:*=*) echo "variable $word" ;;
      --env:*) eval "[ -z \\"\\\${$word+set}\\" ] || printf 'variable %s\\n' \\"$word=\\$$word\\"" ;;
      *:--env | *:--env-file) ;;
      *) printf ' %s\\n' "$word" ;;
    esac
    previous=$word
  done
  if [ -n "$reads" ]; then
    cat >"$here/given"
    case $1 in cp) cksum <"$here/given" ;; *) sed 's/^/variable /' "$here/given" ;; esac
  fi
  echo .
} >>"$here/calls"
if [ -n "$reads" ]; then exec <"$here/given"; fi
exec "$here/engine/bin/docker" "$@"
`;

/** Compares all; prints what differs and the counts. Gives the exit code. */
export function compareVariables(words: readonly string[], root: string): Promise<number> {
  const counts = { variables: 0, tried: 0 };
  return judgeRendering(words, root, {
    help,
    async faults(project) {
      const compared = await scriptFaults(project);
      counts.variables += compared.variables;
      counts.tried += compared.tried;
      return compared.variables === 0 ? undefined : compared.faults;
    },
    summary: () => `${counts.variables} variables stay open, the scripts were run with ${counts.tried} values of them`,
  });
}

/** The variables that a script reads when it runs. */
export function variablesOfScript(files: readonly OutputFile[]): readonly string[] {
  const script = files.find(({ path }) => path === 'run.sh')?.content ?? '';
  return /^ {2}read_env_files '?([\w ]+)'? "\$@"/m.exec(script)?.[1]?.split(' ') ?? [];
}

/**
 * What is wrong with the variables of a run script: with other values of them it must tell the engine what the script of a
 * conversion with those values does. All variables at once, each set, empty and unset.
 */
export async function scriptFaults(project: FoundProject): Promise<Compared> {
  const open = convert({ host: project.host, loaded: project.loaded, target: dockerRun }).files;
  const names = variablesOfScript(open);
  const faults: string[] = [];
  let tried = 0;
  for (const values of names.length === 0 ? [] : trialsOf(names, (at) => `changed-${at} end`)) {
    const { host, loaded } = loadedWith(project, values);
    if (!loaded.project) continue;
    const filled = convert({ host, loaded, target: dockerRun, options: { keep: ['none'] } });
    if (filled.files.length === 0) continue;
    tried += 1;
    const found = await callsOf({ files: open, env: host.env, project: loaded.project });
    const wanted = await callsOf({ files: filled.files, env: {}, project: loaded.project });
    const at = wanted.findIndex((line, index) => line !== found[index]);
    if (at < 0 && found.length === wanted.length) continue;
    const around = (lines: readonly string[]) => lines.slice(Math.max(at - 3, 0), at + 4).join(' ');
    faults.push(`with ${JSON.stringify(values)}: … ${around(found)} instead of … ${around(wanted)}`);
  }
  return { variables: names.length, tried, faults };
}

/** The lines of all calls of the engine by `up`, and how the script ended. */
async function callsOf({ files, env, project }: Trial): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'script-variables-'));
  try {
    writeAll(directory, files);
    writeCheapEngine(join(directory, 'engine'));
    for (const kind of ['networks', 'volumes'] as const) {
      const things = join(directory, 'engine/engine', kind);
      mkdirSync(things);
      for (const { name, external } of Object.values(project[kind]))
        if (external === true && name !== undefined && name !== '') writeFileSync(join(things, name), name);
    }
    mkdirSync(join(directory, 'bin'));
    writeFileSync(join(directory, 'bin/docker'), recorder, { mode: 0o755 });
    // A script in which nothing stays open has no such option.
    const envFile = variablesOfScript(files).length === 0 ? [] : ['--env-file', '/dev/null'];
    const words = ['run.sh', '--project-directory', directory, ...envFile, 'up', '--no-deps'];
    const said = await run('dash', words, {
      cwd: directory,
      env: { ...env, PATH: `${join(directory, 'bin')}:${process.env['PATH']}`, HOME: directory },
      timeout: 60_000,
    }).then(
      () => '',
      (error: unknown) => `it fails: ${String(error).trimEnd().split('\n').at(-1)}`,
    );
    const calls = join(directory, 'calls');
    const text = existsSync(calls) ? readFileSync(calls, 'utf8') : '';
    return [...text.split('\n.\n').flatMap(inOrder), said].map((line) =>
      line.replaceAll(directory, '/project').replace(/(config-hash=)\w+/g, '$1…'),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * A call with the variables of the container at its end, by name, and without what says nothing: with `--hostname ''`,
 * `--user ''` and `--workdir ''` docker sends the engine the same bytes as without, and `--publish :80/tcp` is `--publish 80`.
 */
function inOrder(call: string): readonly string[] {
  const lines = call
    .replaceAll(/^ --(?:hostname|user|workdir)\n \n/gm, '')
    .replaceAll(/^( --publish\n ):?(\S+?)(?:\/tcp)?$/gm, '$1$2')
    .split('\n');
  const isVariable = (line: string) => line.startsWith('variable ');
  return [...lines.filter((line) => !isVariable(line)), ...lines.filter(isVariable).toSorted()];
}
