import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject, memoryHost } from '@transpose/core';
import type { OptionValues } from '@transpose/targets';
import { convert, targetNamed } from '@transpose/targets';

/** A directory with a project's run script in it, until `remove`. */
export interface ScriptDirectory {
  readonly path: string;
  /** Converts another version of the project over the first. */
  write(compose: string, env?: Readonly<Record<string, string>>, options?: OptionValues): void;
  read(file: string): string;
  /** Runs the script; `PATH` begins with the directory's `bin`. */
  run(words: readonly string[], settings?: RunSettings): Promise<Run>;
  remove(): void;
}

export interface RunSettings {
  /** `['dash']`, `['busybox', 'sh']` */
  readonly shell?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Instead of `run.sh`. */
  readonly script?: string;
  /** Resolves when the script is to be interrupted. */
  readonly interrupt?: Promise<void>;
}

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function scriptDirectory(
  compose: string,
  env: Readonly<Record<string, string>> = {},
  options: OptionValues = {},
  others: Readonly<Record<string, Uint8Array>> = {},
): ScriptDirectory {
  const path = mkdtempSync(join(tmpdir(), 'run-script-'));
  mkdirSync(join(path, 'bin'));
  const write: ScriptDirectory['write'] = (text, variables = {}, values = {}) => {
    const host = memoryHost({
      files: {
        ...Object.fromEntries(Object.entries(others).map(([name, content]) => [`/project/${name}`, content])),
        '/project/compose.yaml': text,
      },
      cwd: '/project',
      env: { HOME: '/root', ...variables },
    });
    const loaded = loadProject(host);
    const target = targetNamed('docker-run');
    if (!loaded.project || !target) throw new Error(loaded.diagnostics.map(({ message }) => message).join('; '));
    writeFileSync(join(path, 'compose.yaml'), text);
    for (const file of convert({ host, loaded, target, options: values }).files)
      writeFileSync(join(path, file.path), file.content, { mode: file.mode });
  };
  write(compose, env, options);
  return {
    path,
    write,
    read: (file) => readFileSync(join(path, file), 'utf8'),
    run: (words, settings = {}) => runScript(path, words, settings),
    remove: () => rmSync(path, { recursive: true }),
  };
}

function runScript(
  path: string,
  words: readonly string[],
  { shell = ['sh'], env = {}, script = 'run.sh', interrupt }: RunSettings,
): Promise<Run> {
  const [program = 'sh', ...before] = shell;
  const environment = { PATH: `${join(path, 'bin')}:${process.env['PATH']}`, HOME: path, DOCKER_CONFIG: path, ...env };
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...before, join(path, script), ...words], {
      cwd: path,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    void interrupt?.then(() => child.kill('SIGTERM'));
  });
}

/** Whether a command is on this machine. */
export function hasCommand(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
