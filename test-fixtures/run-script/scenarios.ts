import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importBusybox } from '../engine/images.ts';
import { waitUntil } from '../engine/sandbox.ts';
import { failingJob, hostile, hostileTexts, ill, pair, shop, variable } from './projects.ts';
import type { Trial } from './trial.ts';
import { containers, inside } from './trial.ts';

/** A file in a volume, as its lines. */
function written(one: Trial, volume: string, file: string): readonly string[] {
  return volumeFile(one, volume, file)
    .split('\n')
    .filter((line) => line !== '');
}

function volumeFile({ sandbox, storage }: Trial, volume: string, file: string): string {
  const place = sandbox.run([storage, 'volume', 'inspect', '--format', '{{.Mountpoint}}', volume]).stdout.trim();
  return sandbox.run(['cat', `${place}/${file}`]).stdout;
}

/** What is on the engine: containers, networks besides the engine's own, volumes. */
function all({ lines }: Trial) {
  return {
    containers: lines('ps', '--all', '--format', '{{.Names}}').toSorted(),
    networks: lines('network', 'ls', '--format', '{{.Name}}').filter(
      (name) => !['podman', 'bridge', 'host', 'none'].includes(name),
    ),
    volumes: lines('volume', 'ls', '--format', '{{.Name}}'),
  };
}

/**
 * The sample of a database and a web server that is built. There is no registry: busybox stands in for MariaDB and for
 * Debian, with an `apt-get` that does nothing and an `apachectl` that serves.
 */
export function sampleChecks(one: Trial, sample: string): void {
  const { checks, sandbox, storage: engine } = one;
  importBusybox(sandbox, 'docker.io/library/mariadb:latest', {
    engine,
    programs: { mysqld: 'while :; do echo "root password $MYSQL_ROOT_PASSWORD" | nc -l -p 3306; done' },
    changes: ['CMD ["mysqld"]'],
  });
  importBusybox(sandbox, 'docker.io/library/debian:13-slim', {
    engine,
    programs: { 'apt-get': ':', apachectl: 'mkdir -p /www && echo it works >/www/index.html && exec httpd -f -h /www' },
  });
  const compose = readFileSync(join(sample, 'compose.yaml'), 'utf8');
  // Podman's socket takes no links, which say no more than the network does here.
  const linked = one.engine !== one.storage ? compose.replace(/links:\n *- mdb:mdb/, 'depends_on: [mdb]') : compose;
  one.write('sample', linked, { from: sample });
  const up = one.script('sample', 'up');
  checks.that('the sample stack starts, its image is built', up.status === 0, up.stderr);
  const reached = inside(one, 'sample-web-1', 'sh', '-c', 'nc mdb 3306 </dev/null');
  checks.that('web reaches mdb by name', reached.stdout.startsWith('root password 1234'), reached);
  const page = sandbox.run(['busybox', 'wget', '-q', '-O', '-', 'http://127.0.0.1:80/']);
  checks.that('the published port answers', page.stdout === 'it works\n', page);
  const before = containers(one, 'sample');
  const again = one.script('sample', 'up');
  checks.that('a second up creates nothing', again.status === 0 && same(before, containers(one, 'sample')), again);
  one.script('sample', 'down');
  const left = all(one);
  checks.that('down leaves no container and no network', left.containers.length + left.networks.length === 0, left);
}

export function shopChecks(one: Trial): void {
  const { checks, sandbox } = one;
  one.write('shop', shop('hello'));
  const directory = one.run('shop', 'pwd').stdout.trim();
  writeFileSync(join(directory, 'key.pem'), 'the key\n');
  const dry = one.script('shop', '--dry-run', 'up');
  checks.that('--dry-run changes nothing', dry.status === 0 && all(one).containers.length === 0, dry.stderr);
  const up = one.script('shop', 'up');
  checks.that('up starts the project', up.status === 0, up.stderr);
  const log = written(one, 'shop_shared', 'log').filter((line) => line !== 'other');
  checks.that('start order: healthy db, then completed migrate, then web', log.join(' ') === 'db migrate web', log);
  const env = inside(one, 'shop-web-1', 'sh', '-c', 'printf %s "$DB_PASSWORD|$GREETING"').stdout;
  checks.that('the environment and a secret in it arrive', env === 's3cret $x "q" \'p\'\n|hello', env);
  checks.that('no secret is in the script', !readFileSync(join(directory, 'run.sh'), 'utf8').includes('s3cret'));
  const files = inside(one, 'shop-web-1', 'sh', '-c', 'cat /page /run/secrets/key.pem; stat -c "%a %u" /page').stdout;
  // Podman's socket takes the wish to keep an owner for one of the container's user.
  const owner = one.engine === one.storage ? 7 : 0;
  checks.that('a secret and a config arrive as files', files === `hello $world\nthe key\n440 ${owner}\n`, files);
  networkChecks(one);

  const before = containers(one, 'shop');
  inside(one, 'shop-web-1', 'sh', '-c', 'echo mine >/anonymous/note');
  const second = one.script('shop', 'up');
  checks.that(
    'a second up creates nothing',
    second.status === 0 && same(before, containers(one, 'shop')),
    second.stderr,
  );
  one.write('shop', shop('good day'));
  const changed = one.script('shop', 'up');
  const after = containers(one, 'shop');
  checks.that(
    'a changed variable recreates exactly one container',
    changed.status === 0 && differing(before, after).join() === 'shop-web-1',
    { stderr: changed.stderr, before, after },
  );
  const greeting = inside(one, 'shop-web-1', 'sh', '-c', 'echo "$GREETING"; cat /anonymous/note').stdout;
  checks.that('with its new value, and its anonymous volume', greeting === 'good day\nmine\n', greeting);

  one.write('shop', shop('good day', '[/nowhere]'));
  const failing = one.script('shop', 'up');
  const running = one.lines('ps', '--format', '{{.Names}}');
  checks.that(
    'a failing change rolls back',
    failing.status !== 0 && same(after, containers(one, 'shop')) && running.includes('shop-web-1'),
    { stderr: failing.stderr, running },
  );
  one.write('shop', shop('good day').replace('localhost/busybox:1', 'localhost/nothing:1'));
  const unknown = one.script('shop', 'up');
  checks.that(
    'an image that is nowhere changes nothing',
    unknown.status !== 0 && same(after, containers(one, 'shop')),
    unknown.stderr,
  );
  one.write('shop', shop('good day'));
  commandChecks(one);

  const hooks = written(one, 'shop_shared', 'hooks');
  checks.that('hooks run after starts and before stops', hooks.slice(0, 3).join(' ') === 'warm bye warm', hooks);
  const down = one.script('shop', 'down');
  const left = all(one);
  checks.that(
    'down leaves nothing but volumes',
    down.status === 0 && left.containers.length + left.networks.length === 0 && left.volumes.includes('shop_shared'),
    { stderr: down.stderr, left },
  );
  const back = one.script('shop', 'up');
  const kept = written(one, 'shop_shared', 'log').filter((line) => line === 'migrate').length;
  checks.that('data is kept over down and up', back.status === 0 && kept >= 2, { stderr: back.stderr, kept });
  const anonymous = all(one).volumes.length;
  one.script('shop', 'down', '-v');
  const gone = all(one).volumes;
  // The one without a name that the first `down` left is nobody's any more.
  checks.that('down -v removes the volumes', gone.length === anonymous - 2 && !gone.includes('shop_shared'), gone);
  checks.that(
    'nothing is left in the directory of temporary files',
    temporary(sandbox).length === 0,
    temporary(sandbox),
  );
}

const temporary = (sandbox: Trial['sandbox']): readonly string[] =>
  sandbox
    .run(['sh', '-c', 'ls -d "$TMPDIR"/tmp.* 2>/dev/null'])
    .stdout.split('\n')
    .filter((line) => line !== '');

function networkChecks(one: Trial): void {
  const { checks } = one;
  // Debian 12's name server knows of each network apart, so that both of web's are asked.
  const ask = 'for s in $(sed -n "s/^nameserver //p" /etc/resolv.conf | head -n "$1"); do nslookup "$2" "$s"; done';
  const lookup = (container: string, networks: number, ...words: readonly string[]) =>
    words.map((word) => inside(one, container, 'sh', '-c', ask, 'sh', String(networks), word).stdout).join('');
  const found = (said: string, name: string) => new RegExp(`^Name:\\t${name}(?:\\.dns\\.podman)?$`, 'm').test(said);
  const ofWeb = lookup('shop-web-1', 2, 'db', 'database');
  checks.that('web finds db by name and by alias', found(ofWeb, 'db') && found(ofWeb, 'database'), ofWeb);
  const ofOther = lookup('shop-other-1', 1, 'web', 'shop.example', 'db');
  checks.that('other finds web by name and by alias', found(ofOther, 'web') && found(ofOther, 'shop.example'), ofOther);
  checks.that(
    'two networks are apart',
    !found(ofOther, 'db') && !found(lookup('shop-db-1', 1, 'other'), 'other'),
    ofOther,
  );
  const address = inside(one, 'shop-other-1', 'ip', '-4', 'addr').stdout;
  checks.that('a fixed address is kept', address.includes('10.91.7.9/24'), address);
}

function commandChecks(one: Trial): void {
  const { checks } = one;
  const ids = containers(one, 'shop');
  const executed = one.script('shop', 'exec', 'web', 'sh', '-c', 'echo "$1"; exit 7', 'sh', 'a  b');
  checks.that('exec hands words and exit code on', executed.stdout === 'a  b\n' && executed.status === 7, executed);
  const shown = one.script('shop', 'ps', '-a');
  checks.that(
    'ps lists the containers',
    ['web', 'db', 'other', 'migrate'].every((name) => shown.stdout.includes(`shop-${name}-1`)),
    shown,
  );
  const stopped = one.script('shop', 'stop');
  const none = one.lines('ps', '--quiet');
  checks.that(
    'stop stops all and removes none',
    stopped.status === 0 && none.length === 0 && same(ids, containers(one, 'shop')),
    stopped.stderr,
  );
  const started = one.script('shop', 'start');
  const up = one.lines('ps', '--format', '{{.Names}}');
  checks.that(
    'start starts them again',
    started.status === 0 && up.includes('shop-web-1') && same(ids, containers(one, 'shop')),
    started.stderr,
  );
  const restarted = one.script('shop', 'restart', 'other');
  const log = written(one, 'shop_shared', 'log').filter((line) => line === 'other').length;
  checks.that('restart SERVICE restarts it alone', restarted.status === 0 && log === 3, {
    stderr: restarted.stderr,
    log,
  });
}

export function copyChecks(one: Trial): void {
  const { checks } = one;
  one.write('pair', pair);
  const first = one.script('pair', '-p', 'one', 'up');
  const second = one.script('pair', '-p', 'two', 'up');
  const running = one.lines('ps', '--format', '{{.Names}}').toSorted().join(' ');
  checks.that(
    'two copies run side by side',
    first.status === 0 && second.status === 0 && running === 'one-db-1 one-web-1 two-db-1 two-web-1',
    { stderr: first.stderr + second.stderr, running },
  );
  const lookup = inside(one, 'one-web-1', 'sh', '-c', 'nslookup one-db-1; nslookup two-db-1').stdout;
  checks.that(
    'each has a network of its own',
    lookup.includes('Name:\tone-db-1') && !lookup.includes('Name:\ttwo-db-1'),
    lookup,
  );
  inside(one, 'one-web-1', 'sh', '-c', 'echo one >/data/name');
  const other = inside(one, 'two-web-1', 'cat', '/data/name');
  checks.that('and volumes of its own', other.status !== 0, other);
  one.script('pair', '-p', 'one', 'down', '-v');
  const left = one.lines('ps', '--format', '{{.Names}}').toSorted().join(' ');
  checks.that('down of one leaves the other', left === 'two-db-1 two-web-1', left);
  one.script('pair', '-p', 'two', 'down', '-v');
}

export function variableChecks(one: Trial): void {
  const { checks } = one;
  const said = () => inside(one, 'variable-web-1', 'sh', '-c', 'echo "$GREETING"; cat /run/secrets/key').stdout;
  one.write('variable', variable, { env: { GREETING: 'good day', KEY: 'one' } });
  const up = one.script('variable', 'up');
  checks.that('variables have their values', up.status === 0 && said() === 'good day\none', [up.stderr, said()]);
  const before = containers(one, 'variable');
  const missing = one.run('variable', 'env', '-u', 'GREETING', './run.sh', 'up');
  checks.that(
    'a variable that is missing is an error',
    missing.status !== 0 && missing.stderr.includes('say something'),
    missing,
  );
  const changed = one.run('variable', 'env', "GREETING=it's $HOME", 'KEY=two', './run.sh', 'up');
  checks.that(
    'a new value at run time recreates who uses it',
    changed.status === 0 &&
      said() === "it's $HOME\ntwo" &&
      differing(before, containers(one, 'variable')).join() === 'variable-web-1',
    [changed.stderr, said()],
  );
  one.script('variable', 'down');
}

export function scaleChecks(one: Trial): void {
  const { checks } = one;
  one.write('pair', pair);
  const up = one.script('pair', 'up', '--scale', 'web=3');
  const three = containers(one, 'pair');
  checks.that('--scale starts as many containers', up.status === 0 && Object.keys(three).length === 4, {
    stderr: up.stderr,
    three,
  });
  const down = one.script('pair', 'up', '--scale', 'web=1');
  const fewer = containers(one, 'pair');
  checks.that(
    'and removes those that are too many',
    down.status === 0 &&
      Object.keys(fewer).toSorted().join(' ') === 'pair-db-1 pair-web-1' &&
      fewer['pair-web-1'] === three['pair-web-1'],
    { stderr: down.stderr, fewer },
  );
  one.write('pair', pair.replace(/^ {2}db:.*\n/m, ''));
  const orphans = one.script('pair', 'down', '-v', '--remove-orphans');
  checks.that(
    '--remove-orphans removes containers of services that are no longer there',
    orphans.status === 0 && Object.keys(containers(one, 'pair')).length === 0,
    orphans.stderr,
  );
}

export function failureChecks(one: Trial): void {
  const { checks } = one;
  one.write('ill', ill(2));
  const unhealthy = one.script('ill', 'up');
  checks.that(
    'what waits for a healthy service does not start without',
    unhealthy.status !== 0 &&
      unhealthy.stderr.includes('db is not healthy') &&
      !('ill-web-1' in containers(one, 'ill')),
    unhealthy.stderr,
  );
  one.script('ill', 'down');
  one.write('ill', ill(1000));
  const interrupted = one.run('ill', 'timeout', '--signal=INT', '8', './run.sh', 'up');
  const left = Object.keys(containers(one, 'ill')).join(' ');
  checks.that(
    'an interrupted up says what it waits for and leaves nothing half-made',
    interrupted.stderr.includes('waiting for ill-db-1 to be healthy') && left === 'ill-db-1',
    { stderr: interrupted.stderr, left },
  );
  one.script('ill', 'down');
  one.write('job', failingJob);
  const job = one.script('job', 'up');
  checks.that(
    'nor what waits for a job that fails',
    job.status !== 0 && job.stderr.includes('exit code 3') && !('job-web-1' in containers(one, 'job')),
    job.stderr,
  );
  one.script('job', 'down');
}

export function hostileChecks(one: Trial): void {
  const { checks } = one;
  one.write('hostile', hostile());
  const up = one.script('hostile', 'up');
  checks.that('a project of hostile texts starts', up.status === 0, up.stderr);
  waitUntil(() => volumeFile(one, 'hostile_out', 'done') === 'done\n', 'the end of the container');
  const parts = (file: string) => volumeFile(one, 'hostile_out', file).split('\0').slice(0, -1);
  checks.that('its command arrives byte for byte', same(parts('words'), hostileTexts), parts('words'));
  const values = new Map(
    parts('env').map((line): [string, string] => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]),
  );
  checks.that(
    'so does its environment',
    same(
      hostileTexts.map((_, index) => values.get(`V${index}`)),
      hostileTexts,
    ),
    [...values],
  );
  const whole = hostileTexts.join('');
  checks.that('so does a secret variable', volumeFile(one, 'hostile_out', 'secret') === whole);
  checks.that('so does a config', volumeFile(one, 'hostile_out', 'key') === whole);
  const labels = JSON.parse(
    one.lines('inspect', '--format', '{{json .Config.Labels}}', 'hostile-web-1').join(''),
  ) as Record<string, string>;
  checks.that(
    'so do its labels',
    same(
      hostileTexts.map((_, index) => labels[`l${index}`]),
      hostileTexts,
    ),
    labels,
  );
  one.script('hostile', 'down', '-v');
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The names whose ids are not the same. */
const differing = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
