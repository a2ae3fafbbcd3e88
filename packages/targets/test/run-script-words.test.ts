import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeText, escaped, hostileText } from './hostile-text.ts';
import { hasCommand, scriptDirectory } from './script-runs.ts';

const shells = [['dash'], ['bash'], ['busybox', 'sh']].filter(([program = '']) => hasCommand(program));

describe.each(shells)('the words that reach the engine through %s', (...shell) => {
  test('are those of the project, byte for byte', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 3, maxLength: 12 }), async (values) => {
        const sent = await createWords(shell, values);
        const image = sent.indexOf('image:1');
        expect(sent.slice(image + 1)).toEqual(['first', ...values]);
        const valuesOf = (flag: string) =>
          sent.slice(0, image).flatMap((word, index) => (word === flag ? [sent[index + 1]] : []));
        expect(valuesOf('--env')).toEqual(values.map((value, index) => `V${index}=${value}`));
        expect(valuesOf('--label').slice(-values.length)).toEqual(values.map((value, index) => `l${index}=${value}`));
      }),
      { numRuns: 6 },
    );
  });

  test('carry secret values in no argument, byte for byte', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (value) => {
        const directory = scriptDirectory(project({ environment: { DB_PASSWORD: escaped(`x${value}x`) } }));
        try {
          stub(
            directory.path,
            `case "$*" in create*\\ --env-file\\ /dev/stdin\\ *) cat >"$LOG" ;; create*) printf 'DB_PASSWORD=%s\\n' "$DB_PASSWORD" >"$LOG" ;; esac`,
          );
          const { code, err } = await directory.run(['up'], { shell, env: { LOG: join(directory.path, 'log') } });
          expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
          expect(directory.read('log')).toBe(`DB_PASSWORD=x${value}x\n`);
          expect(directory.read('run.sh')).not.toContain(`x${value}x`);
        } finally {
          directory.remove();
        }
      }),
      { numRuns: 6 },
    );
  });
});

function project(service: object): string {
  return composeText({ name: 'shop', services: { web: { image: 'image:1', ...service } } });
}

/** What stands in for docker: knows nothing, does everything. */
function stub(path: string, script: string): void {
  writeFileSync(join(path, 'bin/docker'), `#!/bin/sh\n${script}\ncase "$1 $2" in *\\ inspect) exit 1 ;; esac\n`);
  chmodSync(join(path, 'bin/docker'), 0o755);
}

async function createWords(shell: readonly string[], values: readonly string[]): Promise<readonly string[]> {
  const entries = (prefix: string) =>
    Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, escaped(value)]));
  const directory = scriptDirectory(
    project({ command: ['first', ...values.map(escaped)], environment: entries('V'), labels: entries('l') }),
  );
  try {
    stub(directory.path, `case $1 in create) printf '%s\\0' "$@" >"$LOG" ;; esac`);
    const log = join(directory.path, 'log');
    const { code, err } = await directory.run(['up'], { shell, env: { LOG: log } });
    expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
    const words = readFileSync(log, 'utf8').split('\0').slice(0, -1);
    rmSync(log);
    return words;
  } finally {
    directory.remove();
  }
}

const whole = `
name: shop
services:
  web:
    image: nginx
    build: { context: ., args: { A: "it's", API_TOKEN: s3cret } }
    ports: ['8080:80']
    volumes: ['./a b:/a', data:/data, /anonymous]
    environment: { A: "it's $$5\\n", B: }
    depends_on: { db: { condition: service_healthy, restart: true }, job: { condition: service_completed_successfully } }
    configs: [{ source: c, target: /etc/c, mode: 0640, uid: '5' }]
    post_start: [{ command: [warm, 'a b'], user: root }]
  db: { image: postgres, healthcheck: { test: [CMD, pg_isready, "it's"] }, secrets: [s], scale: 2 }
  job: { image: 'nginx', pre_start: [{ command: [x] }] }
volumes: { data: { driver_opts: { a: 'b c' } }, old: { external: true } }
networks: { default: { driver: bridge } }
configs: { c: { content: "hello\\n" } }
secrets: { s: { environment: S_TOKEN } }
`;

describe('a script with all of it', () => {
  test.skipIf(!hasCommand('shellcheck'))('passes shellcheck', { timeout: 60_000 }, () => {
    for (const engine of ['docker', 'podman']) {
      const directory = scriptDirectory(whole, { S_TOKEN: 'x' }, { engine });
      try {
        expect(() => execFileSync('shellcheck', [join(directory.path, 'run.sh')], { encoding: 'utf8' })).not.toThrow();
      } finally {
        directory.remove();
      }
    }
  });

  test('shows the same words with --dry-run in every shell', { timeout: 60_000 }, async () => {
    const directory = scriptDirectory(whole, { S_TOKEN: 'x' });
    try {
      for (const command of [['up'], ['down', '-v'], ['restart'], ['logs'], ['build'], ['pull'], ['ps']]) {
        const shown = await Promise.all(
          shells.map((shell) =>
            directory.run(['--dry-run', ...command], { shell, env: { DOCKER_HOST: 'unix:///nowhere', S_TOKEN: 'x' } }),
          ),
        );
        for (const { code, out, err } of shown) {
          expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
          expect(out).toBe(shown[0]?.out);
          expect(out).not.toContain('s3cret');
        }
        expect(shown[0]?.out).not.toBe('');
      }
    } finally {
      directory.remove();
    }
  });

  test('shows words that a shell reads back', { timeout: 60_000 }, async () => {
    const directory = scriptDirectory(whole, { S_TOKEN: 'x' });
    try {
      const { out } = await directory.run(['--dry-run', 'up'], { env: { S_TOKEN: 'x' } });
      writeFileSync(
        join(directory.path, 'again'),
        `docker() { for word in "$@"; do printf '[%s]' "$word"; done; echo; }\n${out}`,
      );
      const words = execFileSync('sh', [join(directory.path, 'again')], { encoding: 'utf8' });
      expect(words).toContain("[--env][A=it's $5\n]");
      expect(words).toContain('[exec][--user][root][shop-web-1][warm][a b]');
    } finally {
      directory.remove();
    }
  });
});
