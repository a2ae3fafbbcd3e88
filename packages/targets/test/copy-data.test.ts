import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject } from '@transpose/core';
import { kubernetes } from '@transpose/targets/kubernetes';
import { afterEach, expect, test } from 'vitest';
import { nodeHost } from '@transpose/core/node';
import { convert } from '../src/convert.ts';

/** Directories stand in for claims and volumes; what the script runs in containers is run beside them. */
const kubectl = `#!/bin/bash
echo "$*" | tr '\\n' ' ' >>"$STATE/log"; echo >>"$STATE/log"
while [ "$1" = -n ] || [ "$1" = --context ]; do shift 2; done
case $1 in
  get)
    case $2 in
      persistentvolumeclaim) [ -d "$STATE/claims/$3" ] || { echo "not found: $3" >&2; exit 1; }; cat "$STATE/$3.note" 2>/dev/null || : ;;
      pods) cat "$STATE/pods" 2>/dev/null || : ;;
    esac ;;
  annotate) printf %s "\${5#*=}" >"$STATE/$4.note" ;;
  apply) cat >/dev/null ;;
  exec)
    while [ "$1" != -- ]; do shift; done; shift
    words=(); for word; do case $word in /claims/*) word=$STATE$word ;; esac; words+=("$word"); done
    "\${words[@]}" ;;
esac
`;
const docker = `#!/bin/bash
echo "docker $*" | tr '\\n' ' ' >>"$STATE/log"; echo >>"$STATE/log"
case $1 in
  ps) echo other; echo user-1 ;;
  inspect) [ "$4" = other ] && printf '\\t\\n' || printf '%s\\t%s\\n' "$USED" "$USED" ;;
  volume) [ -d "$STATE/volumes/$3" ] ;;
  run)
    shift
    while [ "$1" != --entrypoint ]; do [ "$1" = --mount ] && mount=$2; shift; done
    program=$2; shift 3
    from=\${mount#*source=}; from=\${from%%,target=*}; from=\${from%\\"}; from=\${from//\\"\\"/\\"}
    case $mount in type=volume*) from=$STATE/volumes/$from ;; esac
    case $mount in *target=/from/*) from=\${from%/*} ;; esac
    words=(); for word; do [ "$word" = /from ] && word=$from; words+=("$word"); done
    if [ "$program" = tar ] && [ -e "$STATE/cut" ]; then
      cut=$(cat "$STATE/cut"); rm "$STATE/cut"
      tar "\${words[@]}" | head -c "$cut"; kill -TERM "$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$PPID/status")"; exit 1
    fi
    if [ "$program" = tar ] && [ -e "$STATE/broken" ]; then tar --exclude=./last "\${words[@]}"; exit; fi
    if [ "$program" = sh ] && [ -e "$STATE/broken" ]; then case $* in *"-T -"*) cat >/dev/null; tar -cf - -T /dev/null; exit ;; esac; fi
    "$program" "\${words[@]}" ;;
esac
`;

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A project in a directory of its own, converted into k8s/. */
function projectIn(compose: string, files: Readonly<Record<string, string>> = {}) {
  const root = mkdtempSync(join(tmpdir(), 'copy-data-'));
  made.push(root);
  const state = join(root, 'state');
  const project = join(root, 'my "shop", it\'s');
  for (const directory of ['bin', 'state/claims', 'state/volumes'])
    mkdirSync(join(root, directory), { recursive: true });
  for (const [name, text] of Object.entries({ kubectl, docker })) {
    writeFileSync(join(root, 'bin', name), text);
    chmodSync(join(root, 'bin', name), 0o755);
  }
  const write = (path: string, text: string) => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  };
  write(join(project, 'compose.yaml'), compose);
  for (const [path, text] of Object.entries(files))
    write(path.startsWith('volumes/') ? join(state, path) : join(project, path), text);
  const host = nodeHost(project);
  const result = convert({ host, loaded: loadProject(host), target: kubernetes });
  for (const { path, content } of result.files) write(join(project, 'k8s', path), content);
  const script = join(project, 'k8s/copy-data.sh');
  return {
    state,
    script,
    claim: (path: string) => join(state, 'claims', path),
    makeClaims: (...claims: readonly string[]) => {
      for (const claim of claims) mkdirSync(join(state, 'claims', claim), { recursive: true });
    },
    run: (shell: readonly string[], words: readonly string[] = [], env: Readonly<Record<string, string>> = {}) => {
      const [program = 'sh', ...before] = shell;
      return spawnSync(program, [...before, script, ...words], {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${join(root, 'bin')}:${process.env['PATH']}`, STATE: state, USED: '', ...env },
      });
    },
    log: () => readFileSync(join(state, 'log'), 'utf8'),
  };
}

const compose = `name: shop
services:
  db: {image: "postgres:16", environment: {POSTGRES_PASSWORD: x1y2z3w4}, volumes: ["db:/var/lib/postgresql/data"]}
  web: {image: "acme/web:1", volumes: ["./media, big:/media", "./media, big/thumbs:/thumbs", "./state.db:/app/state.db", "ext:/ext"]}
volumes: {db: {}, ext: {external: true, name: other}}
`;
const files = {
  'volumes/shop_db/base/1': 'rows',
  'volumes/shop_db/back\\slash': '',
  'volumes/other/e': 'e',
  'media, big/a b': 'picture',
  'media, big/thumbs/t': 't',
  'state.db': 'state',
};
const shells = [['dash'], ['busybox', 'sh'], ['bash', '--posix']];

for (const shell of shells)
  test(`all claims are filled where the Pods mount them (${shell.join(' ')})`, () => {
    const { run, claim, makeClaims, log, state } = projectIn(compose, files);
    makeClaims('db', 'project', 'other');
    const done = run(shell);
    expect(done.stderr).toBe('');
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('db: 2 files, 4 bytes, the same as in the volume shop_db\n');
    expect(readFileSync(claim('db/data/base/1'), 'utf8')).toBe('rows');
    expect(readFileSync(claim('project/data/media, big/a b'), 'utf8')).toBe('picture');
    expect(readFileSync(claim('project/data/media, big/thumbs/t'), 'utf8')).toBe('t');
    expect(readFileSync(claim('project/data/state.db'), 'utf8')).toBe('state');
    expect(readFileSync(claim('other/e'), 'utf8')).toBe('e');
    expect(existsSync(claim('project/data/compose.yaml'))).toBe(false);
    expect(log()).toContain('-n shop delete pod copy-data-db');

    const again = run(shell);
    expect(again.status).toBe(0);
    expect(again.stdout.match(/copied before, skipped/g)).toHaveLength(3);
    writeFileSync(join(state, 'volumes/shop_db/base/2'), 'more');
    expect(run(shell, ['--again', 'db']).stdout).toContain('db: 3 files, 8 bytes');
  });

test('it passes shellcheck, with the sources of a hostile project too', () => {
  const hostile = compose.replaceAll('media, big', "m$(touch x)`id`'");
  for (const text of [compose, hostile]) {
    const { script } = projectIn(text);
    const checked = spawnSync('shellcheck', ['--norc', script], { encoding: 'utf8' });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  }
});

test('an interrupted copy is taken up again, and only what is missing is sent', () => {
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`volumes/shop_db/${index}`, 'x'.repeat(900)]),
  );
  const { run, claim, makeClaims, log, state } = projectIn(compose, { ...files, ...many });
  rmSync(join(state, 'volumes/shop_db/back\\slash'));
  makeClaims('db', 'project', 'other');
  writeFileSync(join(state, 'cut'), '40000');
  const cut = run(['dash'], ['db']);
  expect(cut.status).toBe(143);
  expect(readFileSync(join(state, 'db.note'), 'utf8')).toBe('copying');
  expect(log()).toContain('delete pod copy-data-db');
  expect(existsSync(claim('db/data'))).toBe(true);
  const done = run(['dash'], ['db']);
  expect(done.stderr).toBe('');
  expect(done.stdout).toContain('db: 61 files, 54004 bytes');
  expect(log()).toContain('--no-recursion -cf - -T -');
});

test('data that others use, or that it did not copy, is left alone', () => {
  const { run, claim, makeClaims, state } = projectIn(compose, files);
  makeClaims('db', 'project', 'other');
  expect(run(['dash'], ['db'], { USED: 'shop_db' }).stderr).toContain(
    'running containers use the volume shop_db: user-1. Stop',
  );
  writeFileSync(join(state, 'pods'), 'web-7f db\ncopy-data-db db\nother-1 else\n');
  expect(run(['dash'], ['db'])).toMatchObject({ status: 1 });
  expect(run(['dash'], ['db']).stderr).toContain('Pods use the claims db: web-7f.');
  expect(existsSync(claim('db/data'))).toBe(false);
  rmSync(join(state, 'pods'));
  mkdirSync(claim('db/data'));
  writeFileSync(claim('db/data/own'), 'mine');
  const refused = run(['dash'], ['db']);
  expect(refused.stderr).toContain(
    'it holds 1 files, 4 bytes that this script did not copy. --again db removes them first',
  );
  expect(readFileSync(claim('db/data/own'), 'utf8')).toBe('mine');
  expect(run(['dash'], ['--again', 'db']).status).toBe(0);
  expect(existsSync(claim('db/data/own'))).toBe(false);
});

test('what is missing is said, the other claims are filled, and the exit code tells', () => {
  const { run, makeClaims, state } = projectIn(compose, files);
  makeClaims('db', 'project');
  rmSync(join(state, 'volumes/shop_db'), { recursive: true });
  const done = run(['dash']);
  expect(done.status).toBe(1);
  expect(done.stderr).toContain('db: there is no volume shop_db here');
  expect(done.stderr).toContain('other: there is no such claim, and its Pod waits for it: create it first');
  expect(run(['dash'], ['nope']).status).toBe(2);
  expect(run(['dash'], ['--again']).status).toBe(2);
});

test('a copy that does not arrive is not a success', () => {
  const { run, makeClaims, state } = projectIn(compose, { ...files, 'volumes/shop_db/last': 'end' });
  makeClaims('db');
  rmSync(join(state, 'volumes/shop_db/back\\slash'));
  writeFileSync(join(state, 'broken'), '');
  const cut = run(['dash'], ['db']);
  expect(cut.status).toBe(1);
  expect(cut.stderr).toContain(
    'db: the volume shop_db has 2 files, 7 bytes, the claim has 1 files, 4 bytes. Run this again',
  );
  expect(readFileSync(join(state, 'db.note'), 'utf8')).toBe('copying');
});

test('--dry-run prints commands that a shell reads back, and runs none', () => {
  const { run, state } = projectIn(compose, files);
  const shown = run(['dash'], ['--dry-run', '--context=my ctx']);
  expect(shown.status).toBe(0);
  expect(existsSync(join(state, 'log'))).toBe(false);
  expect(shown.stdout).toContain("kubectl --context 'my ctx' -n shop apply -f ");
  expect(shown.stdout).toContain('source=shop_db,target=/from,ro');
  expect(spawnSync('sh', ['-n'], { input: shown.stdout, encoding: 'utf8' }).stderr).toBe('');
});

test('a project without claims has no such script', () => {
  const { script } = projectIn('name: shop\nservices: {a: {image: a, volumes: ["/x"]}}\n');
  expect(existsSync(script)).toBe(false);
});
