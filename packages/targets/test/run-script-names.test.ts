import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasCommand, scriptDirectory } from './script-runs.ts';
import type { ScriptDirectory } from './script-runs.ts';

const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

/** Names by which a shell, the script or the engine's command goes itself. */
const names = [
  ...'engine project name target PWD image work dry_run values many number one line value names next left here'.split(
    ' ',
  ),
  ...'PATH LD_PRELOAD LD_LIBRARY_PATH DOCKER_HOST DOCKER_CONFIG HTTP_PROXY https_proxy GODEBUG HOME TMPDIR XDG_RUNTIME_DIR'.split(
    ' ',
  ),
  ...'IFS ENV BASH_ENV SHELLOPTS BASHOPTS PS4 UID OPTIND LC_ALL PPID _ LINENO SECRET_A VAR_A my.name app-key'.split(
    ' ',
  ),
];
const url = (name: string): string => `postgres://u:pw-${name}@db/x`;

/** A docker that writes down what it was given: its arguments, its environment, and its env file. */
function writeDocker({ path }: ScriptDirectory): void {
  const log = join(path, 'log');
  rmSync(log, { recursive: true, force: true });
  mkdirSync(log);
  writeFileSync(
    join(path, 'bin/docker'),
    `#!/bin/sh
call=$(mktemp -d ${log}/XXXXXX)
printf '%s\\0' "$@" >"$call/words"
cat /proc/$$/environ >"$call/env"
case " $* " in *" --env-file /dev/stdin "*) cat ;; esac >"$call/file"
case $1 in run) echo hook ;; wait) echo 0 ;; esac
case $2 in inspect) exit 1 ;; esac
`,
  );
  chmodSync(join(path, 'bin/docker'), 0o755);
}

interface Call {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly file: string;
}

async function callsOf(
  directory: ScriptDirectory,
  shell: readonly string[],
  script = 'run.sh',
): Promise<readonly Call[]> {
  writeDocker(directory);
  const { code, err } = await directory.run(['up'], { shell, script });
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  return readdirSync(join(directory.path, 'log')).map((call) => {
    const list = (file: string) =>
      directory
        .read(join('log', call, file))
        .split('\0')
        .slice(0, -1);
    const env = list('env').map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)] as const);
    return { words: list('words'), env: Object.fromEntries(env), file: directory.read(join('log', call, 'file')) };
  });
}

/** What the engine's command would have with a project that gives it nothing. */
const usual = new Set('PATH HOME DOCKER_CONFIG PWD OLDPWD SHLVL _'.split(' '));

const environment = Object.fromEntries(names.map((name) => [name, url(name)]));
const project = JSON.stringify({
  name: 'shop',
  services: {
    web: {
      image: 'image:1',
      environment,
      pre_start: [{ image: 'hook:1', command: ['x'], environment: { engine: url('hook') } }],
      post_start: [{ command: ['x'], environment }],
    },
  },
});

describe.each(shells)('names of variables, through %s', (...shell) => {
  test('mean nothing to the script and to the engine, and reach the container', async () => {
    const directory = scriptDirectory(project);
    try {
      const calls = await callsOf(directory, shell);
      for (const { words, env } of calls) {
        expect(Object.keys(env).filter((name) => !usual.has(name))).toEqual([]);
        expect(env['HOME']).toBe(directory.path);
        expect(words.join(' ')).not.toContain('pw-');
      }
      const lines = names.map((name) => `${name}=${url(name)}`);
      for (const command of ['create', 'run', 'exec']) {
        const call = calls.find(({ words }) => words[0] === command);
        const wanted = command === 'run' ? [...lines.slice(1), `engine=${url('hook')}`] : lines;
        expect(call?.file.trim().split('\n').toSorted(), `${command}`).toEqual(wanted.toSorted());
      }
    } finally {
      directory.remove();
    }
  });

  test('of the Compose file are read under names of their own', async () => {
    const kept = ['DOCKER_HOST', 'PATH', 'engine', 'project', 'LD_PRELOAD', 'IFS', 'TAG'];
    const directory = scriptDirectory(
      JSON.stringify({
        name: 'shop',
        services: { web: { image: 'image:1', command: kept.map((name) => `\${${name}:-none}`) } },
      }),
    );
    try {
      writeFileSync(join(directory.path, '.env'), kept.map((name) => `${name}=evil $(id) ${name}\n`).join(''));
      const calls = await callsOf(directory, shell);
      for (const { env } of calls) expect(Object.values(env).filter((value) => value.includes('evil'))).toEqual([]);
      const created = calls.find(({ words }) => words[0] === 'create')?.words ?? [];
      const wanted = kept.map((name) =>
        name === 'PATH' ? `${directory.path}/bin:${process.env['PATH']}` : `evil $(id) ${name}`,
      );
      expect(created.slice(created.indexOf('image:1') + 1)).toEqual(wanted);
    } finally {
      directory.remove();
    }
  });

  test('of values that no line can hold reach the engine alone, and none that it goes by', async () => {
    const lines = (name: string): string =>
      `-----BEGIN PRIVATE KEY-----\n${name} 'x' "y" $z \\\n-----END PRIVATE KEY-----\n`;
    const safe = ['engine', 'name', 'many', 'values', 'next', 'SECRET_A', 'VAR_A', 'TLS_KEY'];
    const all = [...safe, 'PATH', 'DOCKER_HOST', 'SHELLOPTS', 'PS4'];
    const given = Object.fromEntries(all.map((name) => [name, lines(name).replaceAll('$', '$$$$')]));
    const directory = scriptDirectory(
      JSON.stringify({ name: 'shop', services: { web: { image: 'image:1', environment: given } } }),
    );
    try {
      const calls = await callsOf(directory, shell);
      const created = calls.find(({ words }) => words[0] === 'create');
      for (const name of safe) expect(created?.env[name], `${name}`).toBe(lines(name));
      expect(created?.words.filter((_, index, words) => words[index - 1] === '--env')).toEqual(safe.toReversed());
      expect(created?.words.slice(-1)).toEqual(['image:1']);
      expect(
        Object.keys(created?.env ?? {})
          .filter((name) => !usual.has(name))
          .toSorted(),
      ).toEqual(safe.toSorted());
      expect(created?.env['PATH']).not.toContain('PRIVATE');
    } finally {
      directory.remove();
    }
  });

  test('and a fingerprint stay what they are when nothing changes', async () => {
    const directory = scriptDirectory(
      JSON.stringify({ name: 'shop', services: { web: { image: 'image:1', environment: { 'a.password': 'pw' } } } }),
    );
    const hash = async (): Promise<string | undefined> => {
      const created = (await callsOf(directory, shell)).find(({ words }) => words[0] === 'create');
      expect(created?.file).toBe('a.password=pw\n');
      return created?.words.find((word) => word.startsWith('com.docker.compose.config-hash='));
    };
    try {
      expect(await hash()).toBe(await hash());
    } finally {
      directory.remove();
    }
  });

  test('reach containers through plain lines', async () => {
    const directory = scriptDirectory(project, {}, { style: 'lines' });
    try {
      writeFileSync(join(directory.path, 'all.sh'), '. ./run.secrets.sh\n. ./run.sh\n');
      const calls = await callsOf(directory, shell, 'all.sh');
      for (const { words, env } of calls) {
        expect(Object.keys(env).filter((name) => !usual.has(name) && !name.startsWith('SECRET_'))).toEqual([]);
        expect(words.join(' ')).not.toContain('pw-');
      }
      const created = calls.find(({ words }) => words[0] === 'create');
      expect(created?.file.trim().split('\n').toSorted()).toEqual(
        names.map((name) => `${name}=${url(name)}`).toSorted(),
      );
    } finally {
      directory.remove();
    }
  });
});
