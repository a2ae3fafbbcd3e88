import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const manager = '/lib/systemd/systemd';
const nobody = 65534;
const root = process.getuid?.() === 0;

/** Whether this machine has systemd's own manager, the judge of how units are read. */
export const hasManager = existsSync(manager) && (!root || spawnSync('setpriv', ['--version']).status === 0);

export interface LoadedService {
  readonly environment: readonly string[];
  /** argv of each command, specifiers resolved, variables not yet expanded. */
  readonly commands: readonly (readonly string[])[];
}

/** What systemd makes of a service: the manager loads it in test mode and dumps it. Throws where it complains. */
export function loadService(unit: string): LoadedService {
  const directory = mkdtempSync(join(tmpdir(), 'unit-'));
  try {
    for (const name of ['units', 'run/systemd', 'home']) mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(join(directory, 'units/x.service'), unit);
    if (root) for (const name of ['', 'run', 'run/systemd', 'home']) chownSync(join(directory, name), nobody, nobody);
    chmodSync(directory, 0o755);
    const drop = root ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : [];
    const argv: readonly string[] = [...drop, manager, '--test', '--user', '--unit=x.service'];
    const [command = '', ...args] = argv;
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: {
        PATH: process.env['PATH'],
        SYSTEMD_UNIT_PATH: join(directory, 'units'),
        HOME: join(directory, 'home'),
        XDG_RUNTIME_DIR: join(directory, 'run'),
      },
    });
    if (run.status !== 0 || /x\.service:/.test(run.stderr)) throw new Error(run.stderr.slice(0, 2000));
    const lines = run.stdout.slice(run.stdout.indexOf('-> Unit x.service:')).split('\n');
    const after = (label: string) =>
      lines.flatMap((line) => (line.trimStart().startsWith(label) ? [line.trimStart().slice(label.length)] : []));
    return { environment: after('Environment: '), commands: after('Command Line: ').map(readWords) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Reads words as systemd prints them: bare, or in double quotes with C escapes; bytes are octal. */
export function readWords(line: string): string[] {
  const words: string[] = [];
  for (const [word] of line.matchAll(/"(?:[^"\\]|\\.)*"|[^ ]+/gs))
    words.push(word.startsWith('"') ? unescaped(word) : word);
  return words;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

export function unescaped(quoted: string): string {
  const bytes = Buffer.from(quoted.slice(1, -1), 'utf8').toString('latin1');
  const read = bytes.replace(/\\([0-7]{3}|x[0-9a-f]{2}|.)/g, (_, escape: string) => {
    if (/^[0-7]{3}$/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    if (escape.length === 3) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return escapes[escape] ?? escape;
  });
  return Buffer.from(read, 'latin1').toString('utf8');
}

/** What systemd makes of `$` when it starts a command (`replace_env_argv`), for words with no variable in them. */
export function startedWord(word: string): string {
  return word.replaceAll('$$', '$');
}
