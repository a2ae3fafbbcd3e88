import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../engine/checks.ts';
import { checker } from '../engine/checks.ts';
import { engineSandbox } from '../engine/engine-sandbox.ts';
import type { Sandbox } from '../engine/sandbox.ts';
import { waitUntil } from '../engine/sandbox.ts';
import { hostile, hostileTexts } from '../run-script/projects.ts';
import { volumeChecks, lateChecks } from './data-checks.ts';
import { failing, flaky, looping, shop, unstartable } from './e2e-projects.ts';
import type { Trial } from './trial.ts';
import { install, installer, lines, names, property, state } from './trial.ts';

/**
 * Runs all checks with units, and with Quadlet files where there is a Podman that has a generator (`scripts/fetch-quadlet.sh`).
 * Prints their outcome; the last line counts them. Gives the exit code.
 */
export function runUnits(root: string): number {
  const checks = checker();
  const newer = join(root, 'node_modules/.cache/transpose/quadlet');
  trySandbox('systemd', engineSandbox({ systemd: true }), checks);
  if (existsSync(join(newer, 'usr/bin/podman')))
    trySandbox('quadlet', engineSandbox({ systemd: true, over: newer }), checks);
  else console.log('skipped: Quadlet files, for there is no generator (scripts/fetch-quadlet.sh)');
  console.log(`${checks.passed()} passed, ${checks.failed()} failed`);
  return checks.failed() === 0 ? 0 : 1;
}

function trySandbox(target: Trial['target'], sandbox: Sandbox | undefined, all: Checks): void {
  if (!sandbox) return;
  const config = join(sandbox.directory, 'home/.config');
  const checks: Checks = { ...all, that: (what, ...rest) => all.that(`${target}: ${what}`, ...rest) };
  const trial: Trial = {
    target,
    sandbox,
    checks,
    place: join(config, target === 'systemd' ? 'systemd/user' : 'containers/systemd'),
    ending: target === 'systemd' ? 'service' : 'container',
  };
  try {
    shopChecks(trial);
    copyChecks(trial);
    failureChecks(trial);
    restartChecks(trial);
    volumeChecks(trial);
    lateChecks(trial);
    hostileChecks(trial);
  } catch (error) {
    checks.that(String(error), false);
    console.log(
      sandbox.run([
        'sh',
        '-c',
        'journalctl --user --no-pager -n 50; systemctl --user --no-pager list-units --all "*-*"; podman ps -a',
      ]).stdout,
    );
  } finally {
    sandbox.stop();
  }
}

/** When each unit of a project was started last. */
function starts(sandbox: Sandbox, units: readonly string[]): readonly string[] {
  return units.map((unit) => property(sandbox, unit, 'InvocationID'));
}

function shopChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  const first = install(trial, 'shop', shop('hello'));
  checks.that('the installer starts the project', first.status === 0, first.stderr);
  const log = lines(sandbox, 'shop_shared', 'log');
  checks.that('start order: healthy db, then completed migrate, then web', log.join(' ') === 'db migrate web', log);
  checks.that('a completed job stays active', state(sandbox, 'shop-migrate-1.service') === 'active');
  const env = sandbox.run(['podman', 'exec', 'shop-web-1', 'sh', '-c', 'printf %s "$DB_PASSWORD|$GREETING"']).stdout;
  checks.that('the environment arrives', env === 's3cret $x "q" \'p\'|hello', env);
  const page = sandbox.run(['podman', 'exec', 'shop-web-1', 'sh', '-c', 'cat /page; stat -c %a /page']).stdout;
  checks.that('a config arrives with its permissions', page === 'hello $world\n440\n', page);
  const { place, ending } = trial;
  const texts = readdirSync(place, { withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => readFileSync(join(place, name), 'utf8'));
  checks.that('no secret is in a unit', texts.length > 0 && !texts.some((text) => text.includes('s3cret')));
  const environment = join(sandbox.directory, 'home/.config/transpose/shop/web.env');
  if (trial.target === 'systemd')
    checks.that('the environment is for its owner alone', (statSync(environment).mode & 0o777) === 0o600);
  const lookup = sandbox.run(['podman', 'exec', 'shop-web-1', 'nslookup', 'db']);
  checks.that('web reaches db by name', lookup.stdout.includes('Name:'), lookup);

  const all = ['shop-web-1', 'shop-migrate-1', 'shop-db-1', 'shop-default-network', 'shop-shared-volume'].map(
    (unit) => `${unit}.service`,
  );
  const before = starts(sandbox, all);
  const again = install(trial, 'shop', shop('hello'));
  checks.that(
    'a second installation changes nothing',
    again.status === 0 && starts(sandbox, all).join() === before.join() && again.stderr.includes('nothing has changed'),
    again.stderr,
  );
  const dropIn = join(place, `shop-web-1.${ending}.d`);
  mkdirSync(dropIn, { recursive: true });
  writeFileSync(join(dropIn, 'mine.conf'), '[Service]\nNice=5\n');
  const dry = install(trial, 'shop', shop('good day'), '--dry-run');
  checks.that(
    '--dry-run changes nothing',
    dry.status === 0 && dry.stdout.includes('restart') && starts(sandbox, all).join() === before.join(),
    dry,
  );
  const upgrade = installer(sandbox, 'shop');
  const after = starts(sandbox, all);
  const changed = all.filter((_, index) => after[index] !== before[index]);
  checks.that(
    'an upgrade restarts exactly the unit that changed',
    upgrade.status === 0 && changed.join() === 'shop-web-1.service',
    { changed, stderr: upgrade.stderr },
  );
  const greeting = sandbox.run(['podman', 'exec', 'shop-web-1', 'sh', '-c', 'echo "$GREETING"']);
  checks.that('the new value arrives', greeting.stdout === 'good day\n', greeting);
  checks.that('drop-ins survive an upgrade', existsSync(join(dropIn, 'mine.conf')));

  const edited = join(place, `shop-db-1.${ending}`);
  writeFileSync(edited, `${readFileSync(edited, 'utf8')}# mine\n`);
  const refused = install(trial, 'shop', shop('good day').replace('retries: 30', 'retries: 31'));
  checks.that(
    'an edited unit is not overwritten',
    refused.status === 1 &&
      refused.stderr.includes('edited since') &&
      readFileSync(edited, 'utf8').endsWith('# mine\n'),
    refused,
  );
  checks.that(
    '--force overwrites it',
    installer(sandbox, 'shop', '--force').status === 0 &&
      /(?:--health-retries |HealthRetries=)31/.test(readFileSync(edited, 'utf8')),
  );

  sandbox.run(['systemctl', '--user', 'stop', 'shop.target']);
  // systemctl waits for the target alone, the units that are part of it follow.
  waitUntil(() => all.every((unit) => state(sandbox, unit) === 'inactive'), 'the end of all units');
  const left = [
    ...names(sandbox, 'ps', '--all', '--format', '{{.Names}}'),
    ...names(sandbox, 'network', 'ls', '--format', '{{.Name}}'),
  ];
  checks.that('stopping the target removes containers and networks', left.join() === 'podman', left);
  checks.that('and keeps the volume', names(sandbox, 'volume', 'ls', '--format', '{{.Name}}').includes('shop_shared'));
  sandbox.run(['systemctl', '--user', 'start', 'shop.target']);
  checks.that(
    'starting the target brings all back',
    ['shop-web-1', 'shop-db-1', 'shop-migrate-1'].every((unit) => state(sandbox, `${unit}.service`) === 'active'),
  );

  const removed = installer(sandbox, 'shop', 'remove');
  const files = readdirSync(place).filter((name) => name.startsWith('shop') && !name.endsWith('.d'));
  checks.that('removal takes the units away', removed.status === 0 && files.length === 0 && !existsSync(environment), {
    files,
    stderr: removed.stderr,
  });
  checks.that('removal keeps the data of the volume', lines(sandbox, 'shop_shared', 'log').includes('migrate'));
  checks.that('removal keeps drop-ins', existsSync(join(dropIn, 'mine.conf')));
}

function copyChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  const one = install(trial, 'shop', shop('one'), '-p', 'one');
  const two = installer(sandbox, 'shop', '-p', 'two');
  checks.that('two copies start side by side', one.status === 0 && two.status === 0, [one.stderr, two.stderr]);
  const running = names(sandbox, 'ps', '--format', '{{.Names}}').toSorted();
  checks.that(
    'each has containers of its own',
    ['one-db-1', 'one-web-1', 'two-db-1', 'two-web-1'].every((name) => running.includes(name)),
    running,
  );
  const own = sandbox.run([
    'podman',
    'exec',
    'one-web-1',
    'sh',
    '-c',
    'nslookup one-db-1; nslookup two-db-1 2>&1',
  ]).stdout;
  checks.that('their networks are apart', /^Name:\tone-db-1/m.test(own) && !/^Name:\ttwo-db-1/m.test(own), own);
  installer(sandbox, 'shop', '-p', 'one', 'remove');
  checks.that(
    'removing one leaves the other',
    state(sandbox, 'two-web-1.service') === 'active' && state(sandbox, 'one-web-1.service') !== 'active',
  );
  installer(sandbox, 'shop', '-p', 'two', 'remove');
}

function failureChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  const bad = install(trial, 'bad', failing);
  checks.that(
    'the installer fails and names the unit that failed',
    bad.status === 1 && bad.stderr.includes('these did not start: bad-job-1.service'),
    bad,
  );
  checks.that('a failed job is failed', state(sandbox, 'bad-job-1.service') === 'failed');
  checks.that(
    'what depends on it does not start',
    state(sandbox, 'bad-web-1.service') === 'inactive' &&
      !names(sandbox, 'ps', '--all', '--format', '{{.Names}}').includes('bad-web-1'),
  );
  checks.that('removal after a failure', installer(sandbox, 'bad', 'remove').status === 0);
  const stuck = install(trial, 'stuck', unstartable);
  checks.that(
    'a container that cannot start fails its unit with the message of the engine, and the installer',
    stuck.status === 1 && stuck.stderr.includes('nosuchprogram') && state(sandbox, 'stuck-web-1.service') === 'failed',
    stuck,
  );
  checks.that('and what depends on it is not started', state(sandbox, 'stuck-after-1.service') === 'inactive');
  installer(sandbox, 'stuck', 'remove');
  const loop = install(trial, 'loop', looping);
  checks.that(
    'the installer does not wait for ever for what is started again and again, and names it',
    loop.status === 1 && loop.stderr.includes('these did not start: loop-broken-1.service'),
    loop,
  );
  checks.that('it can be removed', installer(sandbox, 'loop', 'remove').status === 0);
}

function restartChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  install(trial, 'flaky', flaky);
  waitUntil(
    () => lines(sandbox, 'flaky_shared', 'starts').length >= 3 && state(sandbox, 'flaky-flaky-1.service') === 'active',
    'restarts',
  );
  checks.that(
    'a service that fails is started again',
    property(sandbox, 'flaky-flaky-1.service', 'NRestarts') === '2',
    property(sandbox, 'flaky-flaky-1.service', 'NRestarts'),
  );
  waitUntil(() => state(sandbox, 'flaky-quitter-1.service') === 'failed', 'the end of restarts');
  const quits = lines(sandbox, 'flaky_shared', 'quits').length;
  checks.that('on-failure:2 gives up after two new attempts', quits === 3, quits);
  sandbox.run(['podman', 'kill', 'flaky-flaky-1']);
  waitUntil(() => lines(sandbox, 'flaky_shared', 'starts').length >= 4, 'a restart after a kill');
  checks.that('a killed container is started again', true);
  installer(sandbox, 'flaky', 'remove');
}

function hostileChecks(trial: Trial): void {
  const { sandbox, checks } = trial;
  const whole = hostileTexts.join('');
  const installed = install(trial, 'hostile', hostile(whole));
  checks.that('a project of hostile texts starts', installed.status === 0, installed.stderr);
  const parts = (file: string) => {
    const place = sandbox.run(['podman', 'volume', 'inspect', '--format', '{{.Mountpoint}}', 'hostile_out']);
    return sandbox.run(['cat', `${place.stdout.trim()}/${file}`]).stdout.split('\0');
  };
  waitUntil(() => parts('done').join('') === 'done\n', 'the end of the container');
  const words = parts('words').slice(0, -1);
  checks.that('its command arrives byte for byte', same(words, hostileTexts), words);
  const values = new Map(
    parts('env').map((line): [string, string] => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  const ofVariables = hostileTexts.map((_, index) => values.get(`V${index}`));
  checks.that('so does its environment', same(ofVariables, hostileTexts), ofVariables);
  checks.that('so does a secret variable', same(parts('secret'), [whole]), parts('secret'));
  checks.that('so does a config', same(parts('key'), [whole]), parts('key'));
  const labels = JSON.parse(
    sandbox.run(['podman', 'inspect', '--format', '{{json .Config.Labels}}', 'hostile-web-1']).stdout,
  ) as Record<string, string>;
  const ofLabels = hostileTexts.map((_, index) => labels[`l${index}`]);
  checks.that('so do its labels', same(ofLabels, hostileTexts), ofLabels);
  checks.that('so does a secret label', labels['db.password'] === whole, labels['db.password']);
  installer(sandbox, 'hostile', 'remove');
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
