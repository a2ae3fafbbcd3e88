import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import { checker } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import {
  answerOf,
  clusterLacks,
  convertStack,
  linesOf,
  loadImages,
  podsOf,
  run,
  runLines,
  settled,
} from './cluster.ts';
import { commandChecks } from './commands.ts';
import { movingChecks } from './moving.ts';
import { overlayChecks } from './overlays.ts';
import { releaseChecks } from './releases.ts';
import { routeChecks, routed } from './routes.ts';
import { gated, migration, odd, shop, voting } from './stacks.ts';
import { startChecks } from './starts.ts';
import { traefikChecks } from './traefik.ts';

/**
 * Runs whole stacks on the cluster of KUBECONFIG; the last line counts the checks. Gives the exit code. `words`: only
 * `environments`, which are the charts and overlays, `routes`, or `moving`, which is the data of volumes; else all.
 */
export function runStacks(root: string, words: readonly string[] = []): number {
  const kit = resolve(root, process.env['CLUSTER_KIT'] ?? '../shared/cluster');
  const lacking = clusterLacks(kit);
  if (lacking !== undefined) {
    console.log(`skipped: ${lacking}`);
    return 0;
  }
  const directory = mkdtempSync(join(tmpdir(), 'stacks-'));
  const checks = checker();
  const all: Deployed[] = [];
  const apply = (kind: string, stack: (name: string) => ReturnType<typeof shop>): Deployed => {
    const name = `e2e-${kind}-${process.pid}`;
    const deployed = convertStack(directory, name, stack(name));
    all.push(deployed);
    const applied = run('kubectl', 'apply', '-f', deployed.output);
    checks.that(`${kind}: one kubectl apply takes the directory`, applied.status === 0, applied.stderr);
    return deployed;
  };
  const bin = resolve(root, 'packages/cli/bin/transpose.cjs');
  try {
    loadImages(kit, root);
    if (words.includes('routes')) {
      const stack = apply('routed', routed);
      const hindered = settled(stack);
      checks.that('routed: all Pods become ready', hindered === '', hindered);
      routeChecks(stack, checks);
      traefikChecks(directory, checks, all);
      return finish(checks);
    }
    const move = (): void => {
      const moved = movingChecks(root, directory, checks);
      if (!moved) return;
      all.push(moved);
      deleteChecks(moved, checks);
    };
    if (words.includes('moving')) {
      move();
      return finish(checks);
    }
    releaseChecks(root, directory, bin, checks, all);
    overlayChecks(root, directory, bin, checks, all);
    if (words.includes('environments')) return finish(checks);
    // What was looked at goes at once: its health checks would slow down the others.
    removeNamespaces(all.splice(0));
    const stacks = {
      shop: apply('shop', shop),
      voting: apply('voting', voting),
      migration: apply('migration', migration),
      gated: apply('gated', gated),
      routed: apply('routed', routed),
    };
    for (const [kind, deployed] of Object.entries(stacks)) {
      const hindered = settled(deployed);
      checks.that(`${kind}: all Pods become ready`, hindered === '', hindered);
    }
    startChecks(checks);
    routeChecks(stacks.routed, checks);
    traefikChecks(directory, checks, all);
    gatedChecks(stacks.gated, checks);
    migrationChecks(stacks.migration, checks);
    votingChecks(stacks.voting, checks);
    shopChecks(stacks.shop, checks);
    upgradeChecks(root, directory, stacks.shop, checks);
    takeDownChecks(stacks.shop, checks);
    commandChecks(directory, bin, checks);
    move();
    for (const deployed of [stacks.voting, stacks.migration, stacks.gated, stacks.routed])
      deleteChecks(deployed, checks);
  } catch (error) {
    checks.that(error instanceof Error ? (error.stack ?? error.message) : String(error), false);
  } finally {
    removeNamespaces(all);
    rmSync(directory, { recursive: true, force: true });
  }
  return finish(checks);
}

function removeNamespaces(all: readonly Deployed[]): void {
  for (const { namespace } of all)
    run('kubectl', 'delete', 'namespace', namespace, '--ignore-not-found', '--wait=false');
}

function finish(checks: Checks): number {
  console.log(`${checks.passed()} passed, ${checks.failed()} failed`);
  return checks.failed() === 0 ? 0 : 1;
}

function gatedChecks(stack: Deployed, checks: Checks): void {
  const ready = podsOf(stack, 'slow')[0]?.status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;
  const started = podsOf(stack, 'app')[0]?.status.containerStatuses?.[0]?.state.running?.startedAt;
  const ordered = ready !== undefined && started !== undefined && Date.parse(started) >= Date.parse(ready);
  checks.that('gated: app starts after slow has become healthy', ordered, { ready, started });
  const variables = stack.inside('app', 'printf %s "$API_TOKEN|$PLAIN"').stdout;
  checks.that('gated: variables arrive byte for byte', variables === `${odd}|${odd}`, variables);
  const files = stack.inside('app', 'cat /run/secrets/token /etc/app/token /etc/app/page').stdout;
  checks.that('gated: secrets and configs arrive byte for byte', files === `${odd}\n${odd}\nhello $world\n`, files);
  const modes = stack.inside('app', 'stat -L -c %a /run/secrets/token /etc/app/token /etc/app/page').stdout;
  checks.that('gated: and have their permissions', modes === '444\n400\n440\n', modes);
  const manifests = readdirSync(stack.output).filter((name) => name !== '03-secrets.yaml');
  const open = manifests.filter((name) => readFileSync(join(stack.output, name), 'utf8').includes('API_TOKEN: p@ss'));
  checks.that('gated: no secret is beside 03-secrets.yaml', open.length === 0, open);
}

function migrationChecks(stack: Deployed, checks: Checks): void {
  const jobs = stack.kubectl('get', 'jobs', '-o', 'jsonpath={.items[*].status.completionTime}').stdout;
  const status = podsOf(stack, 'api')[0]?.status.containerStatuses?.[0];
  const started = status?.state.running?.startedAt;
  const ordered = jobs !== '' && started !== undefined && Date.parse(started) >= Date.parse(jobs);
  checks.that('migration: the API starts after the job has completed', ordered, { jobs, started });
  checks.that('migration: and never had to be restarted', status?.restartCount === 0, status);
  const orders = stack.inside(
    'api',
    `python3 -c "import urllib.request as r; print(r.urlopen('http://api:8000/').read().decode())"`,
  );
  checks.that('migration: it finds the table', orders.stdout.trim() === '1', orders);
  const again = run('kubectl', 'apply', '-f', stack.output)
    .stdout.split('\n')
    .filter((line) => line !== '');
  const changed = again.filter((line) => !line.endsWith(' unchanged'));
  checks.that('migration: applied again, nothing changes and no job runs twice', changed.length === 0, changed);
}

function votingChecks(stack: Deployed, checks: Checks): void {
  const voted = ['a', 'b', 'a'].map((vote) => answerOf(stack, 'vote', 5000, `/?${vote}`));
  checks.that('voting: votes are taken', voted.join() === 'voted a,voted b,voted a', voted);
  let result = '';
  for (let tries = 0; tries < 30 && result !== 'a=2 b=1'; tries += 1) {
    result = answerOf(stack, 'result', 5001);
    run('sleep', '1');
  }
  checks.that('voting: they come through the queue and the worker into the result', result === 'a=2 b=1', result);
  const reach = (from: string, to: string, port: number) =>
    stack.kubectl('exec', `deployment/${from}`, '-c', from, '--', 'sh', '-c', `nc -w 3 ${to} ${port} -e true`)
      .status === 0;
  checks.that('voting: names resolve', stack.inside('seed', 'nslookup redis').stdout.includes('Name:'));
  checks.that('voting: the front network reaches vote', reach('seed', 'vote', 8000));
  const apart = !reach('seed', 'redis', 6379) && !reach('seed', 'db', 3306);
  checks.that('voting: but neither queue nor database, which are in the other network', apart);
}

function shopChecks(stack: Deployed, checks: Checks): void {
  const first = answerOf(stack, 'web', 8080);
  checks.that('shop: a published port leads through web and API to the database', first === 'hello, visit 1', first);
  const [before] = podsOf(stack, 'db');
  stack.kubectl('delete', 'pod', '-l', 'app.kubernetes.io/name=db');
  settled(stack);
  const [after] = podsOf(stack, 'db');
  const second = answerOf(stack, 'web', 8080);
  const replaced = before !== undefined && after !== undefined && before.metadata.uid !== after.metadata.uid;
  checks.that('shop: data survives the deletion of its Pod', replaced && second === 'hello, visit 2', second);
}

function upgradeChecks(root: string, directory: string, stack: Deployed, checks: Checks): void {
  const services = ['web', 'my-api', 'db'];
  const uids = () =>
    services.map((service) =>
      podsOf(stack, service)
        .map(({ metadata }) => metadata.uid)
        .join(),
    );
  const before = uids();
  convertStack(directory, stack.namespace, shop(stack.namespace, true));
  const lines = linesOf(join(root, 'docs/kubernetes.md'), stack.namespace);
  const applied = runLines(lines, join(directory, stack.namespace));
  checks.that('upgrade: it is applied over the running stack', applied.status === 0 && lines !== '', applied.stderr);
  const hindered = settled(stack);
  checks.that('upgrade: all Pods become ready', hindered === '', hindered);
  stack.kubectl('wait', '--for=delete', 'pod', '-l', 'app.kubernetes.io/name=gone', '--timeout=60s');
  const after = uids();
  const rolled = services.filter((_, index) => before[index] !== after[index]);
  checks.that('upgrade: only the Pod whose service changed rolls', rolled.join() === 'my-api', rolled);
  const left = stack.kubectl('get', 'deployments,services', '-o', 'name').stdout;
  checks.that(
    'upgrade: what the project no longer has is pruned',
    !left.includes('gone') && left.includes('fresh'),
    left,
  );
  const claims = stack.kubectl('get', 'pvc', '-o', 'name').stdout.trim();
  checks.that('upgrade: claims stay', claims === 'persistentvolumeclaim/data', claims);
  const third = answerOf(stack, 'web', 8080);
  checks.that('upgrade: the new version has the old data', third === 'good day, visit 3', third);
}

const kinds = 'deploy,sts,ds,rs,po,job,cronjob,hpa,pdb,svc,ep,cm,secret,netpol,sa,role,rolebinding,ingress';

/** The objects of a namespace but those that every namespace has. */
function objectsIn({ kubectl }: Deployed): readonly string[] {
  const own = new Set(['configmap/kube-root-ca.crt', 'serviceaccount/default', '']);
  return kubectl('get', kinds, '-o', 'name')
    .stdout.split('\n')
    .filter((name) => !own.has(name));
}

function takeDownChecks(stack: Deployed, checks: Checks): void {
  const header = readFileSync(join(stack.output, '00-namespace.yaml'), 'utf8');
  const line = /^# Take down: (.*?)(?: {3}\(.*)?$/m.exec(header)?.[1] ?? '';
  const down = run('sh', '-c', line);
  checks.that(
    'take down: the line of the header works',
    down.status === 0 && line.startsWith('kubectl delete'),
    down.stderr,
  );
  stack.kubectl('wait', '--for=delete', 'pod', '--all', '--timeout=120s');
  const left = objectsIn(stack);
  checks.that('take down: nothing is left but the claims', left.length === 0, left);
  const bound = stack.kubectl('get', 'pvc', 'data', '-o', 'jsonpath={.status.phase}').stdout;
  checks.that('take down: the data stays', bound === 'Bound', bound);
  run('kubectl', 'apply', '-f', stack.output);
  const hindered = settled(stack);
  const fourth = answerOf(stack, 'web', 8080);
  checks.that('take down: applied again, the stack has its data', fourth === 'good day, visit 4', hindered || fourth);
  deleteChecks(stack, checks);
}

function deleteChecks(stack: Deployed, checks: Checks): void {
  const deleted = run('kubectl', 'delete', '-f', stack.output, '--timeout=120s');
  const left = run('kubectl', 'get', 'namespace', stack.namespace, '--ignore-not-found', '-o', 'name').stdout.trim();
  const volumes = run('kubectl', 'get', 'pv', '-o', 'jsonpath={.items[*].spec.claimRef.namespace}').stdout.split(' ');
  let gone = !volumes.includes(stack.namespace);
  for (let tries = 0; tries < 30 && !gone; tries += 1) {
    run('sleep', '1');
    gone = !run('kubectl', 'get', 'pv', '-o', 'jsonpath={.items[*].spec.claimRef.namespace}').stdout.includes(
      stack.namespace,
    );
  }
  const kind = stack.namespace.split('-')[1];
  checks.that(`${kind}: kubectl delete -f leaves nothing`, deleted.status === 0 && left === '' && gone, {
    ...deleted,
    left,
    gone,
  });
}
