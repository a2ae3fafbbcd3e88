import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  app: { image: "busybox:1.37", command: [sleep, infinity], volumes: [data:/srv] }
volumes: { data: {} }
`;

/** What the volume holds: files of other owners, closed ones, odd names, links. */
const fill = `cd /srv && mkdir -p "a b/c" && echo one >"a b/c/one" && echo two >two && chmod 600 two && chown 999:998 two &&
ln -s two link && ln two hard && chmod 2750 "a b" && : >.hidden`;

const listing = `cd "$1" && find . | sort | while read -r file; do stat -c '%n %a %u:%g %F %h' "$file"; done; cat "$1/two" "$1/a b/c/one"`;

/** Fills a volume of an engine in a sandbox and runs the lines of docs/migrating.md. Gives what it deployed. */
export function movingChecks(root: string, directory: string, checks: Checks): Deployed | undefined {
  const lacking = sandboxLacks();
  if (lacking !== undefined) {
    console.log(`skipped: docs/migrating.md, for ${lacking}`);
    return undefined;
  }
  const name = `e2e-moving-${process.pid}`;
  const deployed = convertStack(directory, name, { compose: compose(name) });
  const sandbox = startSandbox();
  try {
    importBusybox(sandbox, 'docker.io/library/busybox:1.37');
    const bin = dockerIn(sandbox);
    const volume = `${name}_data`;
    const inEngine = (...words: readonly string[]) =>
      run(join(bin, 'docker'), 'run', '--rm', '-v', `${volume}:/srv`, 'busybox:1.37', ...words);
    const filled = inEngine('sh', '-c', fill);
    checks.that('moving: a volume is filled', filled.status === 0, filled.stderr);
    const lines = linesOf(join(root, 'docs/migrating.md'), name).replaceAll('shop_data', volume);
    const moved = runLines(lines, join(directory, name), { PATH: `${bin}:${process.env['PATH']}` });
    checks.that('moving: the lines of docs/migrating.md run', moved.status === 0 && lines !== '', moved);
    const hindered = settled(deployed);
    checks.that('moving: all Pods become ready', hindered === '', hindered);
    const before = inEngine('sh', '-c', listing, 'sh', '/srv').stdout;
    const after = deployed.kubectl('exec', 'deployment/app', '--', 'sh', '-c', listing, 'sh', '/srv').stdout;
    const same = before === after && before.includes('./two 600 999:998 regular file 2');
    checks.that('moving: the Pod finds every file with its owner and permissions', same, { before, after });
  } finally {
    sandbox.stop();
  }
  return deployed;
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
