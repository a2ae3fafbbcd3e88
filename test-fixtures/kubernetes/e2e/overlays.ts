import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import { deployedIn, linesOf, run, runLines, settled } from './cluster.ts';
import type { Environment } from './environments.ts';
import { convertEnvironment, rolledBy, shopEnvironment, votingEnvironment } from './environments.ts';

/** Applies the base and an overlay of Kustomize, takes all of it down and applies it again. `all` takes what is in the cluster. */
export function overlayChecks(root: string, directory: string, bin: string, checks: Checks, all: Deployed[]): void {
  for (const environment of [shopEnvironment, votingEnvironment]) {
    const name = `e2e-kustomize-${environment.kind}-${process.pid}`;
    const compose = `name: ${name}\n${environment.stack.compose.replace(/^name: .*/m, '')}`;
    const named = { ...environment, stack: { ...environment.stack, compose } };
    const stack = deployedIn(name, convertEnvironment(bin, directory, 'kustomize', named));
    all.push(stack);
    overlayOf(root, stack, environment, checks);
  }
}

function overlayOf(root: string, stack: Deployed, environment: Environment, checks: Checks): void {
  const { kind, changed, added, removed } = environment;
  const apply = (place: string): void => {
    // The lines of the page for kubectl apply -f, which prune what the project no longer has, for the overlay.
    const lines = linesOf(join(root, 'docs/kubernetes.md'), stack.namespace).replace('-f k8s/', `-k ${place}`);
    const done = run('kubectl', 'apply', '-k', join(stack.output, place));
    const pruned = place === 'base' ? done : runLines(lines, stack.output);
    const hindered = settled(stack);
    const fine = done.status === 0 && pruned.status === 0 && hindered === '';
    checks.that(`kustomize ${kind}: kubectl apply -k ${place}`, fine, `${done.stderr}${pruned.stderr}${hindered}`);
  };
  const answers = (when: string, times: number, greeting = ''): void => {
    const fault = environment.answers(stack, times, greeting);
    checks.that(`kustomize ${kind}: answers ${when}`, fault === '', fault);
  };
  apply('base');
  answers('after the base', 0, 'hello');
  const rolled = rolledBy(stack, environment, () => apply('overlays/prod'));
  checks.that(`kustomize ${kind}: the overlay rolls ${changed.join()} alone`, rolled.join() === changed.join(), rolled);
  const left = stack.kubectl('get', 'deployments', '-o', 'name').stdout;
  const right = added.every((one) => left.includes(one)) && !removed.some((one) => left.includes(one));
  if (added.length + removed.length > 0)
    checks.that(`kustomize ${kind}: adds ${added.join()}, and ${removed.join()} is pruned`, right, left);
  answers('after the overlay', 1, 'good evening');
  const again = rolledBy(stack, environment, () => apply('overlays/prod'));
  checks.that(`kustomize ${kind}: the same overlay again restarts nothing`, again.length === 0, again);
  const header = readFileSync(join(stack.output, 'base/kustomization.yaml'), 'utf8');
  const line = /^# Take down: (.*?)(?: {3}\(.*)?$/m.exec(header)?.[1] ?? '';
  const down = run('sh', '-c', line);
  stack.kubectl('wait', '--for=delete', 'pod', '--all', '--timeout=120s');
  const claims = stack.kubectl('get', 'deployments,pvc', '-o', 'name').stdout.trim();
  checks.that(
    `kustomize ${kind}: taken down, the claim stays`,
    down.status === 0 && claims === 'persistentvolumeclaim/data',
    claims,
  );
  apply('overlays/prod');
  answers('applied again, with the data', 2, 'good evening');
}
