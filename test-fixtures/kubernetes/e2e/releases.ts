import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Checks } from '../../engine/checks.ts';
import type { Deployed } from './cluster.ts';
import { deployedIn, run, settled } from './cluster.ts';
import type { Environment } from './environments.ts';
import { convertEnvironment, rolledBy, shopEnvironment, votingEnvironment } from './environments.ts';

/** Installs, upgrades and uninstalls charts with Helm. `all` takes what is in the cluster. */
export function releaseChecks(root: string, directory: string, bin: string, checks: Checks, all: Deployed[]): void {
  const helm = join(root, 'node_modules/.cache/transpose/helm/helm');
  if (!existsSync(helm)) {
    console.log('skipped: releases of Helm, because there is no helm: scripts/fetch-kubectl.sh fetches it');
    return;
  }
  const chart = convertEnvironment(bin, directory, 'helm', shopEnvironment);
  const lint = run(helm, 'lint', '--strict', chart);
  checks.that('helm shop: helm lint --strict', lint.status === 0, lint);
  const release = (name: string, of: string, environment: Environment): Release => {
    const stack = deployedIn(`e2e-helm-${name}-${process.pid}`, of);
    all.push(stack);
    const upgrade = (...words: readonly string[]): void => {
      const place = ['--namespace', stack.namespace, '--create-namespace', '--wait', '--timeout', '5m'];
      const done = run(helm, 'upgrade', '--install', name, of, ...place, ...words);
      const hindered = settled(stack);
      const about = `helm ${name}: helm upgrade --install ${words.join(' ').replaceAll(`${of}/`, '')}`;
      checks.that(about.trimEnd(), done.status === 0 && hindered === '', `${done.stderr}${hindered}`);
    };
    return { name, stack, environment, upgrade, helm: (...words) => run(helm, ...words, '-n', stack.namespace) };
  };
  const one = release('shop', chart, shopEnvironment);
  const other = release('side', chart, shopEnvironment);
  const votes = release('voting', convertEnvironment(bin, directory, 'helm', votingEnvironment), votingEnvironment);
  shopRelease(one, other, checks);
  votingRelease(votes, checks);
}

interface Release {
  readonly name: string;
  readonly stack: Deployed;
  readonly environment: Environment;
  readonly upgrade: (...words: readonly string[]) => void;
  readonly helm: (...words: readonly string[]) => ReturnType<typeof run>;
}

function shopRelease(release: Release, other: Release, checks: Checks): void {
  const { stack, environment } = release;
  const answers = answering(release, checks);
  release.upgrade();
  answers('after the installation', 0, 'hello');
  const tested = release.helm('test', release.name, '--logs');
  const silent = tested.stdout.match(/\S+ does not answer on port \d+/g) ?? [];
  // Nothing listens in the service that goes.
  checks.that('helm shop: helm test reaches every Service', silent.join() === 'gone does not answer on port 9', tested);
  other.upgrade('--set', 'variables.GREETING=moin');
  answering(other, checks)('beside the first, in a namespace of its own', 0, 'moin');

  const byValue = rolledBy(stack, environment, () => release.upgrade('--set', 'variables.GREETING=good day'));
  checks.that('helm shop: a changed value rolls what uses it alone', byValue.join() === 'my-api', byValue);
  answers('after a changed value', 1, 'good day');
  upgradeByOverride(release, checks);
  answers('after a changed override', 2, 'good evening');
  const again = rolledBy(stack, environment, () => release.upgrade('-f', `${stack.output}/values-prod.yaml`));
  checks.that('helm shop: the same upgrade again restarts nothing', again.length === 0, again);

  uninstall(release, checks);
  answering(other, checks)('while the first is gone', 1, 'moin');
  release.upgrade('-f', `${stack.output}/values-prod.yaml`);
  answers('installed again, with the data', 3, 'good evening');
}

function votingRelease(release: Release, checks: Checks): void {
  const answers = answering(release, checks);
  release.upgrade();
  answers('after the installation', 0);
  upgradeByOverride(release, checks);
  answers('after a changed override', 1);
  const title = release.stack.inside('result', 'printf %s "$TITLE"').stdout;
  checks.that('helm voting: text of the user arrives as it is', title === '{{ .Release.Name }} $(X)', title);
  uninstall(release, checks);
  release.upgrade();
  answers('installed again, with the data', 2);
}

const answering =
  ({ name, stack, environment }: Release, checks: Checks) =>
  (when: string, times: number, greeting = ''): void => {
    const fault = environment.answers(stack, times, greeting);
    checks.that(`helm ${name}: answers ${when}`, fault === '', fault);
  };

function upgradeByOverride({ name, stack, environment, upgrade }: Release, checks: Checks): void {
  const rolled = rolledBy(stack, environment, () => upgrade('-f', `${stack.output}/values-prod.yaml`));
  checks.that(
    `helm ${name}: a changed override rolls ${environment.changed.join()} alone`,
    rolled.join() === environment.changed.join(),
    rolled,
  );
  const left = stack.kubectl('get', 'deployments', '-o', 'name').stdout;
  const right =
    environment.added.every((one) => left.includes(one)) && !environment.removed.some((one) => left.includes(one));
  if (environment.added.length + environment.removed.length > 0)
    checks.that(`helm ${name}: adds ${environment.added.join()}, removes ${environment.removed.join()}`, right, left);
}

function uninstall({ name, stack, helm }: Release, checks: Checks): void {
  const gone = helm('uninstall', name, '--wait');
  stack.kubectl('wait', '--for=delete', 'pod', '--all', '--timeout=120s');
  const left = stack.kubectl('get', 'deploy,sts,job,svc,secret,cm,netpol,pvc', '-o', 'name').stdout.split('\n');
  const own = left.filter((one) => one !== '' && one !== 'configmap/kube-root-ca.crt');
  checks.that(
    `helm ${name}: helm uninstall leaves the claim alone`,
    gone.status === 0 && own.join() === 'persistentvolumeclaim/data',
    own,
  );
}
