import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasCommand } from './script-runs.ts';
import { hasManager } from './systemd-manager.ts';
import { commandsOf, generated, quadletGenerator, unitDirectory } from './unit-runs.ts';

/**
 * An engine that notes its calls. Its images declare the volumes of `$VOLUMES`; a container that lends has `/lent` mounted.
 */
const engine = `#!/bin/sh
printf '%s\\n' "$*" >>"$CALLS"
case "$1 $2" in
  'image inspect')
    [ -e "$CALLS.pulled" ] || exit 1
    if [ "$3" = --format ]; then printf '%s\\n' $VOLUMES ''; fi
    ;;
  pull*) : >"$CALLS.pulled" ;;
  inspect*) echo /lent ;;
esac
`;

interface Named {
  /** What systemd puts into the command of the container. */
  readonly options: readonly string[];
  readonly calls: readonly string[];
  /** The words of the command that makes the container. */
  readonly command: readonly string[];
}

/** Runs the command of a unit that asks the image for its volumes. */
function namesIn(unit: string, name: 'docker' | 'podman', volumes: string, shell: readonly string[] = ['sh']): Named {
  const scratch = mkdtempSync(join(tmpdir(), 'volumes-'));
  try {
    writeFileSync(join(scratch, name), engine, { mode: 0o755 });
    const commands = commandsOf(unit);
    const [, , script = '', ...args] = commands.find((words) => words[2]?.includes('TRANSPOSE_VOLUMES=')) ?? [];
    const ran = spawnSync(shell[0] ?? 'sh', [...shell.slice(1), '-c', script, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${scratch}:${process.env['PATH']}`,
        RUNTIME_DIRECTORY: scratch,
        CALLS: join(scratch, 'calls'),
        VOLUMES: volumes,
      },
    });
    if (ran.status !== 0) throw new Error(ran.stderr);
    const written = readFileSync(join(scratch, 'volumes'), 'utf8');
    expect(written).toMatch(/^TRANSPOSE_VOLUMES=[^\n]*$/);
    return {
      options: written
        .replace('TRANSPOSE_VOLUMES=', '')
        .split(' ')
        .filter((word) => word !== ''),
      calls: readFileSync(join(scratch, 'calls'), 'utf8').trim().split('\n'),
      command: commands.find((words) => words.includes('$TRANSPOSE_VOLUMES')) ?? [],
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function unitOf(compose: string, target: 'systemd' | 'quadlet', name: string): string {
  const directory = unitDirectory(`name: shop\n${compose}`, target);
  try {
    directory.install();
    if (target === 'systemd') return directory.read(`/etc/systemd/system/${name}.service`) ?? '';
    return generated(directory.at('/etc/containers/systemd')).units.get(`${name}.service`) ?? '';
  } finally {
    directory.remove();
  }
}

const targets = [['systemd', 'docker'] as const, ['quadlet', 'podman'] as const].filter(
  ([target]) => target === 'systemd' || quadletGenerator !== undefined,
);

describe.skipIf(!hasManager).each(targets)('volumes that an image declares (%s)', (target, program) => {
  const db = 'services: { db: { image: "mariadb:latest" } }';

  test('have names that lead from one start to the next, and a label', () => {
    const { options, calls, command } = namesIn(unitOf(db, target, 'shop-db-1'), program, '/var/lib/mysql /a-b/c/');
    expect(options).toEqual(['--volume=shop_db_1_var-lib-mysql:/var/lib/mysql', '--volume=shop_db_1_a--b-c:/a-b/c']);
    expect(calls).toContain('volume create --label com.docker.compose.project=shop shop_db_1_var-lib-mysql');
    expect(calls.findIndex((call) => call.startsWith('pull'))).toBeGreaterThan(0);
    expect(command.indexOf('$TRANSPOSE_VOLUMES')).toBeLessThan(
      command.findLastIndex((word) => word.includes('mariadb')),
    );
  });

  test('are none of a container at whose paths the project mounts something', () => {
    const mounted =
      'services: { db: { image: "x:1", volumes: ["keep:/data/", "/anon"], tmpfs: [/run:mode=755] } }\nvolumes: { keep: }';
    const { options } = namesIn(unitOf(mounted, target, 'shop-db-1'), program, '/data /anon /run /data/more');
    expect(options).toEqual(['--volume=shop_db_1_data-more:/data/more']);
  });

  test('are those of the container whose volumes are taken over', () => {
    const lent = 'services: { db: { image: "x:1" }, backup: { image: "x:1", volumes_from: [db] } }';
    const { options } = namesIn(unitOf(lent, target, 'shop-backup-1'), program, '/lent /other');
    expect(options).toEqual(['--volume=shop_backup_1_other:/other']);
  });

  test('none: no options', () => {
    expect(namesIn(unitOf(db, target, 'shop-db-1'), program, '').options).toEqual([]);
  });

  test('with characters that a list of options cannot hold are left to the engine', () => {
    expect(namesIn(unitOf(db, target, 'shop-db-1'), program, '/a:b /c,d /e').options).toEqual([
      '--volume=shop_db_1_e:/e',
    ]);
  });

  test('an image of this project is not fetched, and an own platform is asked for', () => {
    const built = 'services: { db: { build: . }, other: { image: "x:1", platform: linux/arm64 } }';
    const own = namesIn(unitOf(built, target, 'shop-db-1'), program, '');
    expect(own.calls.filter((call) => call.startsWith('pull'))).toEqual([]);
    const { calls } = namesIn(unitOf(built, target, 'shop-other-1'), program, '');
    expect(calls.find((call) => call.startsWith('pull'))).toContain('--platform linux/arm64 ');
  });

  test.each([['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([shell = '']) => hasCommand(shell)))(
    'are found by %s',
    (...shell) => {
      const { options } = namesIn(unitOf(db, target, 'shop-db-1'), program, '/data', shell);
      expect(options).toEqual(['--volume=shop_db_1_data:/data']);
    },
  );
});
