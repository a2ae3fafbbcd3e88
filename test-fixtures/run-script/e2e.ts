import { join } from 'node:path';
import { dockerSandbox } from '../dockerd/dockerd.ts';
import type { Checks } from '../engine/checks.ts';
import { checker } from '../engine/checks.ts';
import { engineSandbox } from '../engine/engine-sandbox.ts';
import type { Sandbox } from '../engine/sandbox.ts';
import { waitUntil } from '../engine/sandbox.ts';
import {
  copyChecks,
  failureChecks,
  hostileChecks,
  sampleChecks,
  scaleChecks,
  shopChecks,
  variableChecks,
} from './scenarios.ts';
import { killChecks } from './kills.ts';
import type { Trial } from './trial.ts';
import { trial } from './trial.ts';

/**
 * Runs the scripts of the target docker-run with docker, on a real daemon where there is one (`scripts/fetch-docker.sh`) and
 * else on podman's Docker socket, and with podman. `kills`: at how many moments runs are ended on the real daemon; `only`: try
 * nothing else. Prints the outcome of each check; the last line counts them. Gives the exit code.
 */
export function runScripts(root: string, kills = 2, only = false): number {
  const checks = checker();
  const onDocker = dockerSandbox(root);
  if (onDocker) {
    const one = trial({ engine: 'docker', storage: 'docker' }, onDocker, checks);
    if (!only) tryAll(root, one);
    killChecks(one, kills);
    if (only) {
      onDocker.stop();
      return summary(checks);
    }
  }
  const sandbox = engineSandbox();
  if (sandbox) {
    if (!onDocker) tryOverSocket(root, sandbox, checks);
    tryAll(root, trial({ engine: 'podman', storage: 'podman' }, sandbox, checks));
  }
  for (const one of [onDocker, sandbox]) one?.stop();
  return summary(checks);
}

function summary(checks: Checks): number {
  console.log(`${checks.passed()} passed, ${checks.failed()} failed`);
  return checks.failed() === 0 ? 0 : 1;
}

function tryOverSocket(root: string, sandbox: Sandbox, checks: Checks): void {
  if (sandbox.run(['sh', '-c', 'command -v docker']).status !== 0) {
    console.log('skipped: there is no docker command');
    return;
  }
  const socket = join(sandbox.directory, 'podman.sock');
  sandbox.start(['podman', 'system', 'service', '--time=0', `unix://${socket}`]);
  waitUntil(() => sandbox.run(['test', '-S', socket]).status === 0, "podman's socket");
  tryAll(root, trial({ engine: 'docker', storage: 'podman' }, sandbox, checks, socket));
}

function tryAll(root: string, one: Trial): void {
  try {
    sampleChecks(one, join(root, 'test-fixtures/projects/mariadb-apache'));
    shopChecks(one);
    copyChecks(one);
    scaleChecks(one);
    variableChecks(one);
    failureChecks(one);
    hostileChecks(one);
  } catch (error) {
    one.checks.that(String(error), false, one.lines('ps', '--all'));
  }
}
