import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import { importBusybox } from '../../engine/images.ts';
import type { Sandbox } from '../../engine/sandbox.ts';
import { sandboxLacks, startSandbox, waitUntil } from '../../engine/sandbox.ts';
import type { Deployed } from './cluster.ts';
import { convertStack, linesOf, run, runLines, settled } from './cluster.ts';

const compose = (name: string): string => `
name: ${name}
services:
  app: { image: "busybox:1.37", command: [sleep, infinity], volumes: ["data:/srv", "./many, small:/many"] }
  db: { image: mariadb, environment: { MARIADB_ROOT_PASSWORD: "${password}" }, volumes: ["db:/var/lib/mysql"] }
volumes: { data: {}, db: {} }
`;

/** What the volume holds: files of other owners, closed ones, odd names, links. */
const fill = `cd /srv && mkdir -p "a b/c" && echo one >"a b/c/one" && echo two >two && chmod 600 two && chown 999:998 two &&
ln -s two link && ln two hard && chmod 2750 "a b" && : >.hidden && : >'back\\slash' && : >"line
feed" && chown 12:34 . && chmod 711 .`;

const fillMany = `mkdir "$1" && cd "$1" && for i in $(seq 100); do mkdir $i; for j in $(seq 100); do echo "$i.$j" >$i/$j; done; done; chown 7:8 50/50; chmod 400 60/60`;

const password = 'x1y2z3w4';
const fillSql = `create database shop; use shop; create table orders (n int primary key, note varchar(40));
insert into orders select seq, md5(seq) from seq_1_to_20000`;

const listing = `cd "$1" && find . | sort | while read -r file; do stat -c '%n %a %u:%g %F %h' "$file"; done; cat "$1/two" "$1/a b/c/one"`;

/** Fills volumes of an engine in a sandbox and runs the lines of docs/migrating.md. Gives what it deployed. */
export function movingChecks(root: string, directory: string, checks: Checks): Deployed | undefined {
  const lacking = sandboxLacks();
  if (lacking !== undefined) {
    console.log(`skipped: docs/migrating.md, because ${lacking}`);
    return undefined;
  }
  const name = `e2e-moving-${process.pid}`;
  const deployed = convertStack(directory, name, { compose: compose(name) });
  const sandbox = startSandbox();
  try {
    importBusybox(sandbox, 'docker.io/library/busybox:1.37');
    const bin = dockerIn(sandbox);
    const inEngine = (mounts: readonly string[], ...words: readonly string[]) =>
      run(join(bin, 'docker'), 'run', '--rm', ...mounts.flatMap((mount) => ['-v', mount]), ...words);
    const filled = inEngine([`${name}_data:/srv`], 'busybox:1.37', 'sh', '-c', fill);
    checks.that('moving: a volume is filled', filled.status === 0, filled.stderr);
    const many = run('sh', '-c', fillMany, 'sh', join(directory, name, 'many, small'));
    checks.that('moving: a directory of 10 000 files is filled', many.status === 0, many.stderr);
    fillDatabase(bin, `${name}_db`, checks);

    const script = join(deployed.output, 'copy-data.sh');
    writeFileSync(join(bin, 'transpose'), transposeHere(root), { mode: 0o755 });
    const path = `${interrupting(sandbox, bin)}:${bin}:${process.env['PATH']}`;
    const cut = run('env', `PATH=${path}`, 'sh', script);
    const left = deployed.kubectl('get', 'pods', '-o', 'name').stdout;
    checks.that('moving: an interrupted copy leaves no Pod', cut.status !== 0 && left === '', { ...cut, left });
    const lines = linesOf(join(root, 'docs/migrating.md'), name);
    const moved = runLines(lines, join(directory, name), { PATH: path });
    checks.that('moving: the lines of docs/migrating.md run', moved.status === 0 && lines !== '', moved);
    checks.that('moving: all files are counted', / 10000 files, \d+ bytes/.test(moved.stderr), moved.stderr);
    const sent = Number(readFileSync(join(sandbox.directory, 'sent'), 'utf8'));
    checks.that('moving: an interrupted copy goes on where it was', sent > 0 && sent < 10_000, sent);
    movedChecks(deployed, name, inEngine, checks);
    const again = run(
      'env',
      '--chdir',
      join(directory, name),
      `PATH=${path}`,
      'transpose',
      'copy-data',
      '--force',
      'data',
    );
    checks.that('moving: copy-data leaves claims alone that Pods use', /Pods use the claims/.test(again.stderr), again);
  } finally {
    sandbox.stop();
  }
  return deployed;
}

function movedChecks(
  deployed: Deployed,
  name: string,
  inEngine: (mounts: readonly string[], ...words: readonly string[]) => { readonly stdout: string },
  checks: Checks,
): void {
  const hindered = settled(deployed);
  checks.that('moving: all Pods become ready', hindered === '', hindered);
  const before = inEngine([`${name}_data:/srv`], 'busybox:1.37', 'sh', '-c', listing, 'sh', '/srv').stdout;
  const inApp = (...words: readonly string[]) => deployed.kubectl('exec', 'deployment/app', '--', ...words).stdout;
  const after = inApp('sh', '-c', listing, 'sh', '/srv');
  const same = before === after && before.includes('./two 600 999:998 regular file 2');
  checks.that('moving: the Pod finds every file with its owner and permissions', same, { before, after });
  const odd = inApp(
    'sh',
    '-c',
    'cat /many/99/99; stat -c "%u:%g %a" /many/50/50 /many/60/60; find /many -type f | wc -l',
  );
  checks.that('moving: and the directory', odd === '99.99\n7:8 644\n0:0 400\n10000\n', odd);
  let rows = '';
  for (let tries = 0; tries < 30 && rows !== '20000'; tries += 1) {
    rows = deployed.inside('db', `mariadb -uroot -p${password} -N -e 'select count(*) from shop.orders'`).stdout.trim();
    run('sleep', '1');
  }
  checks.that('moving: the database has its rows', rows === '20000', rows);
  const used = run('sh', join(deployed.output, 'copy-data.sh'), '--again', 'data');
  checks.that('moving: claims that Pods use are left alone', used.status !== 0, used);
}

/** The command as it is built here; nobody is there who could be asked. */
const transposeHere = (root: string): string =>
  `#!/bin/sh\ncommand=$1; shift\nexec '${process.execPath}' '${join(root, 'packages/cli/bin/transpose.cjs')}' "$command" --yes "$@"\n`;

/** A database of the engine that has run, and was stopped. */
function fillDatabase(bin: string, volume: string, checks: Checks): void {
  const docker = (...words: readonly string[]) => run(join(bin, 'docker'), ...words);
  const archive = join(process.env['CLUSTER_DIR'] ?? join(homedir(), '.cache/cluster-kit'), 'images/mariadb.tar');
  const image = docker('load', '-i', archive).stdout.trim().split(' ').at(-1) ?? '';
  docker(
    'run',
    '-d',
    '--name',
    'db',
    '-e',
    `MARIADB_ROOT_PASSWORD=${password}`,
    '-v',
    `${volume}:/var/lib/mysql`,
    image,
  );
  let filled = { status: 1, stdout: '', stderr: '' };
  for (let tries = 0; tries < 60 && filled.status !== 0; tries += 1) {
    run('sleep', '1');
    filled = docker('exec', 'db', 'mariadb', '-h127.0.0.1', '-uroot', `-p${password}`, '-e', fillSql);
  }
  checks.that('moving: a database is filled', filled.status === 0, filled);
  docker('stop', '-t', '30', 'db');
}

/**
 * A `docker` in front of the other one that cuts off the first copy of the directory after two megabytes and ends the
 * script then, and counts what is sent of it later. Gives its directory.
 */
function interrupting(sandbox: Sandbox, bin: string): string {
  const { directory } = sandbox;
  const front = join(directory, 'docker-front');
  mkdirSync(front);
  const script = `#!/bin/sh
case "$*" in
  *many*"--entrypoint tar"*)
    [ -e ${directory}/cut ] || {
      : >${directory}/cut
      ${bin}/docker "$@" | head -c 2000000
      kill -TERM "$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$PPID/status")"
      exit 1
    }
    ;;
  *many*"-T -"*)
    tee ${directory}/names | ${bin}/docker "$@"
    wc -l <${directory}/names >${directory}/sent
    exit
    ;;
esac
exec ${bin}/docker "$@"
`;
  writeFileSync(join(front, 'docker'), script, { mode: 0o755 });
  return front;
}
/** A `docker` that is podman in the sandbox; gives its directory. Its one project has nothing to stop. */
function dockerIn(sandbox: Sandbox): string {
  const bin = join(sandbox.directory, 'docker-bin');
  const pid = join(sandbox.directory, 'pid');
  sandbox.start(['sh', '-c', `echo $$ >${pid}.new && mv ${pid}.new ${pid}; exec sleep infinity`]);
  waitUntil(() => run('test', '-s', pid).status === 0, 'a process in the sandbox');
  const inside = `nsenter --target ${readFileSync(pid, 'utf8').trim()} --mount --net env HOME=${sandbox.directory}/home XDG_RUNTIME_DIR=/run/user/0`;
  mkdirSync(bin);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\n[ "$1" = compose ] && exit 0\nexec ${inside} podman "$@"\n`);
  chmodSync(join(bin, 'docker'), 0o755);
  return bin;
}
