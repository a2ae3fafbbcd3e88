import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import { convertStack, run, settled } from './cluster.ts';
import type { Start } from './start-stacks.ts';
import { failing, many, starts } from './start-stacks.ts';

/** Applies the famous bootstraps, all at once, and looks at their Pods. */
export function startChecks(checks: Checks): void {
  const directory = mkdtempSync(join(tmpdir(), 'starts-'));
  const deployed: Deployed[] = [];
  const apply = (kind: string, stack: Start['stack'], env: Readonly<Record<string, string>> = {}): Deployed => {
    const name = `starts-${kind}-${process.pid}`;
    const one = convertStack(directory, name, { ...stack, compose: `name: ${name}\n${stack.compose}` }, env);
    if (!deployed.some(({ namespace }) => namespace === name)) deployed.push(one);
    const applied = run('kubectl', 'apply', '-f', one.output);
    checks.that(`${kind}: kubectl apply takes the directory`, applied.status === 0, applied.stderr);
    return one;
  };
  try {
    const all = Object.entries(starts).map(([kind, start]) => ({ kind, start, one: apply(kind, start.stack) }));
    const twenty = apply('many', many, { API_PASSWORD: 'old' });
    const failed = apply('failing', failing);
    // What was looked at goes at once: its Pods would slow down those that are still to be looked at.
    const gone = ({ namespace }: Deployed) => run('kubectl', 'delete', 'namespace', namespace, '--wait=false');
    for (const { kind, start, one } of all) {
      bootstrapChecks(kind, start, one, checks);
      gone(one);
    }
    failedJobChecks(failed, checks);
    gone(failed);
    upgradeChecks(twenty, () => apply('many', many, { API_PASSWORD: 'new' }), checks);
  } finally {
    for (const { namespace } of deployed)
      run('kubectl', 'delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
    rmSync(directory, { recursive: true, force: true });
  }
}

function bootstrapChecks(kind: string, { like, sees, mayRestart = [] }: Start, one: Deployed, checks: Checks): void {
  const hindered = settled(one);
  checks.that(`${kind}: all become ready (${like})`, hindered === '', hindered);
  const open = completes(one);
  checks.that(`${kind}: all Jobs complete`, open === '', open);
  const restarted = podList(one).flatMap(({ metadata, status }) => {
    const service = metadata.labels?.['app.kubernetes.io/name'] ?? '';
    const counts = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    const expected = mayRestart.includes(service);
    return expected
      ? []
      : counts.filter(({ restartCount }) => restartCount > 0).map(({ name }) => `${service}/${name}`);
  });
  // A wait for the health of a Job asks again at growing intervals.
  const unexpected = restarted.filter((name) => !name.endsWith('/wait-for-setup'));
  checks.that(`${kind}: no restarts but the expected`, unexpected.length === 0, unexpected);
  if (!sees) return;
  const seen = one.inside(sees.service, sees.line);
  checks.that(`${kind}: it does what it is for`, sees.prints.test(seen.stdout), seen);
}

/** What is open of the Jobs after a while; empty: all have completed. */
function completes({ kubectl }: Deployed): string {
  const names = kubectl('get', 'jobs', '-o', 'name')
    .stdout.split('\n')
    .filter((name) => name !== '');
  for (const name of names) {
    const done = kubectl('wait', '--for=condition=complete', name, '--timeout=180s');
    if (done.status !== 0) return `${done.stderr}${kubectl('get', 'pods').stdout}${kubectl('logs', name).stdout}`;
  }
  return '';
}

/** A failed Job ends the wait with its line; after that line and an apply all is well, when the cause is gone. */
function failedJobChecks(one: Deployed, checks: Checks): void {
  let text = '';
  for (let tries = 0; tries < 90 && !text.includes('failed'); tries += 1) {
    text = one.kubectl('logs', 'deployment/web', '-c', 'wait-for-migrate').stdout;
    run('sleep', '1');
  }
  const line = /Run it again: kubectl -n (\S+) delete (\S+), then kubectl apply as before/.exec(text);
  checks.that('failing: the Pod that waits for a failed Job says which, and how to run it again', line !== null, text);
  const deleted = run('kubectl', '-n', line?.[1] ?? '', 'delete', line?.[2] ?? '');
  const applied = run('kubectl', 'apply', '-f', one.output).stdout;
  checks.that(
    'failing: that line and an apply run it again',
    deleted.status === 0 && /^job\S+ created$/m.test(applied),
    applied,
  );
}

/** An upgrade of a secret that twenty services have. */
function upgradeChecks(one: Deployed, upgrade: () => Deployed, checks: Checks): void {
  checks.that('many: all become ready', settled(one) === '');
  const upgraded = upgrade();
  checks.that('many: all become ready again', settled(upgraded) === '');
  const services = Array.from({ length: 20 }, (_, index) => `s${index}`);
  const old = services.filter((service) => upgraded.inside(service, 'echo "$API_PASSWORD"').stdout.trim() !== 'new');
  checks.that('many: the new secret reaches all twenty', old.length === 0, old);
}

interface StartPod {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly status: {
    readonly initContainerStatuses?: readonly { readonly name: string; readonly restartCount: number }[];
    readonly containerStatuses?: readonly { readonly name: string; readonly restartCount: number }[];
  };
}

function podList({ kubectl }: Deployed): readonly StartPod[] {
  return (JSON.parse(kubectl('get', 'pods', '-o', 'json').stdout || '{"items":[]}') as { items: readonly StartPod[] })
    .items;
}
