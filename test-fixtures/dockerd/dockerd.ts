import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyboxImage, importBusybox } from '../engine/images.ts';
import type { Sandbox, SandboxOptions } from '../engine/sandbox.ts';
import { sandboxLacks, startSandbox, waitUntil } from '../engine/sandbox.ts';

/**
 * A sandbox in which a real Docker daemon runs, with Docker Compose beside it (`scripts/fetch-docker.sh`). Where there can be
 * none, says so and gives undefined.
 */
export function dockerSandbox(root: string, options: SandboxOptions = {}): Sandbox | undefined {
  const tree = join(root, 'node_modules/.cache/transpose/docker');
  const lacking = existsSync(join(tree, 'usr/sbin/dockerd'))
    ? sandboxLacks()
    : 'there is no Docker daemon (scripts/fetch-docker.sh)';
  if (lacking !== undefined) {
    console.log(`skipped: a real Docker daemon, for ${lacking}`);
    return undefined;
  }
  const sandbox = startSandbox({ ...options, programs: join(tree, 'usr') });
  const log = join(sandbox.directory, 'dockerd.log');
  const plugins = join(sandbox.directory, 'home/.docker/cli-plugins');
  mkdirSync(plugins, { recursive: true });
  sandbox.run(['ln', '-s', join(tree, 'usr/libexec/docker/cli-plugins/docker-compose'), plugins]);
  const data = join(sandbox.directory, 'docker');
  const flags = `--data-root ${data} --exec-root /run/docker --cgroup-parent ${sandbox.groups} --iptables=true`;
  sandbox.start(['sh', '-c', `mkdir ${data}; exec dockerd -H unix:///run/docker.sock ${flags} >${log} 2>&1`]);
  try {
    waitUntil(() => sandbox.run(['docker', 'info']).status === 0, 'the Docker daemon');
    importBusybox(sandbox, busyboxImage, { engine: 'docker' });
    return sandbox;
  } catch (error) {
    console.log(`skipped: a real Docker daemon, for it does not start here: ${String(error)}`);
    console.log(readFileSync(log, 'utf8').split('\n').slice(-10).join('\n'));
    sandbox.stop();
    return undefined;
  }
}
