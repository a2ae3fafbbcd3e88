import { importBusybox } from '../engine/images.ts';
import type { Sandbox } from '../engine/sandbox.ts';
import { waitUntil } from '../engine/sandbox.ts';
import { keeping, late, volumeImage } from './e2e-projects.ts';
import type { Trial } from './trial.ts';
import { install, installer, lines, names, state } from './trial.ts';

/** The volumes that nobody named; the engine names them by 64 hex digits. */
const unnamedVolumes = (sandbox: Sandbox): readonly string[] =>
  names(sandbox, 'volume', 'ls', '--quiet').filter((name) => /^[0-9a-f]{64}$/.test(name));

export function volumeChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  importBusybox(sandbox, volumeImage, { changes: ['VOLUME /var/lib/db-data'] });
  const installed = install(trial, 'keep', keeping);
  checks.that('a project whose image declares a volume starts', installed.status === 0, installed);
  const volume = 'keep_db_1_var-lib-db--data';
  const log = () => lines(sandbox, volume, 'log').length;
  const isUp = () => state(sandbox, 'keep-db-1.service') === 'active';
  waitUntil(() => log() === 1, 'the first start');
  sandbox.run(['systemctl', '--user', 'restart', 'keep-db-1.service']);
  waitUntil(() => log() >= 2, 'the second start');
  checks.that('its data survives a restart', log() === 2, lines(sandbox, volume, 'log'));
  sandbox.run(['podman', 'kill', 'keep-db-1']);
  waitUntil(() => log() >= 3 && isUp(), 'the start after a crash');
  checks.that('its data survives a crash', log() === 3);
  // As after a loss of power: nobody stops or removes anything.
  sandbox.run(['systemctl', '--user', 'kill', '--kill-who=all', '--signal=KILL', 'keep-db-1.service']);
  waitUntil(() => log() >= 4 && isUp(), 'the start after the unit was killed');
  sandbox.run(['systemctl', '--user', 'stop', 'keep.target']);
  waitUntil(() => state(sandbox, 'keep-db-1.service') === 'inactive', 'the end of db');
  sandbox.run(['systemctl', '--user', 'start', 'keep.target']);
  waitUntil(() => log() >= 5, 'the start after all was stopped');
  const borrowed = sandbox.run(['podman', 'exec', 'keep-backup-1', 'cat', '/var/lib/db-data/log']).stdout;
  checks.that(
    'its data survives a kill of the unit, and a stop',
    log() === 5 && borrowed.split('\n').length > 5,
    borrowed,
  );
  checks.that('no volume without a name is left behind', unnamedVolumes(sandbox).length === 0, unnamedVolumes(sandbox));
  const own = names(sandbox, 'volume', 'ls', '--quiet', '--filter', 'name=keep_').toSorted();
  checks.that(
    'what the project mounts or borrows has no volume of its own',
    own.join() === `${volume},keep_named`,
    own,
  );
  installer(sandbox, 'keep', 'remove');
  checks.that('removal keeps it', log() === 5);
  install(trial, 'keep', keeping);
  waitUntil(() => log() === 6, 'the start after a new installation');
  const removed = installer(sandbox, 'keep', 'remove', '--volumes');
  const left = names(sandbox, 'volume', 'ls', '--quiet', '--filter', 'name=keep_');
  checks.that('remove --volumes removes it', removed.status === 0 && left.length === 0, [removed, left]);
}

export function lateChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  install(trial, 'late', late);
  const isUp = (unit: string) => state(sandbox, `late-${unit}-1.service`) === 'active';
  waitUntil(() => ['db', 'migrate', 'web'].every(isUp), 'those that wait for a late database');
  checks.that('a dependency that fails at first leaves nobody behind', true);
  sandbox.run(['systemctl', '--user', 'restart', 'late-db-1.service']);
  waitUntil(() => ['db', 'migrate', 'web'].every(isUp), 'all after a restart of the database');
  const migrations = lines(sandbox, 'late_shared', 'migrations').length;
  checks.that('a restart of the database does not run the migrations again', migrations === 1, migrations);
  sandbox.run(['systemctl', '--user', 'stop', 'late-web-1.service']);
  checks.that(
    'a service that is killed at the end of its grace period has not failed, and stays stopped',
    state(sandbox, 'late-web-1.service') === 'inactive',
    state(sandbox, 'late-web-1.service'),
  );
  installer(sandbox, 'late', 'remove', '--volumes');
}
