import type { ClusterEvent } from '@transpose/cluster';
import { up as applyAll, withBuiltImages } from '@transpose/cluster';
import type { Command } from 'commander';
import { attach } from '../cluster/attach.ts';
import type { ClusterProject } from '../cluster/cluster-project.ts';
import { clusterProject } from '../cluster/cluster-project.ts';
import { deliverImages, imageBuildsOf } from '../cluster/deliver-images.ts';
import { withCluster } from '../cluster/on-cluster.ts';
import type { ProjectChoice } from '../cluster/same-project.ts';
import { lineFor } from '../cluster/same-project.ts';
import { saltedObjects } from '../cluster/salted-objects.ts';
import type { WaitingOptions } from '../cluster/cluster-options.ts';
import { timeoutOf } from '../cluster/wait-timeout.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { accountText } from '../print/account-text.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';

export interface UpOptions extends WaitingOptions {
  readonly detach?: boolean;
  /** `--no-forward`. */
  readonly forward?: boolean;
  readonly dryRunServer?: boolean;
  readonly forceConflicts?: boolean;
  /** `--build`, `--no-build`. */
  readonly build?: boolean;
  readonly verbose?: boolean;
}

/** Converts the project, applies it and waits until it runs. */
export async function up(
  around: Surroundings,
  command: Command,
  options: UpOptions,
  services: readonly string[],
): Promise<ExitCode> {
  const timeout = timeoutOf(options);
  const started = Date.now();
  const first = clusterProject(around, command, options, services);
  if (!first) return exitCodes.failed;
  sayAccount(first, options);
  if (options.dryRun && !options.dryRunServer) return sayObjects(first);
  const dryRun = options.dryRunServer === true;
  const what = {
    asks: dryRun ? undefined : `Run "${first.place.project}"`,
    whenStopped: 'What was applied stays, and the next transpose up goes on from there.',
  };
  return withCluster(around, first, options, what, async (on) => {
    const { client, show, signal, told } = on;
    // A cluster that does not answer is not built for.
    const salted = await saltedObjects(around, command, options, services, first, client);
    const builds = imageBuildsOf(first);
    const images = await deliverImages(on, builds, dryRun ? { build: false } : options);
    if (!images) return exitCodes.failed;
    const objects = await withBuiltImages(client, salted, images);
    let last: ClusterEvent | undefined;
    const settings = {
      forceConflicts: options.forceConflicts === true,
      partial: services.length > 0,
      dryRun,
      timeout,
      signal,
    };
    for await (const event of applyAll(client, objects, settings)) {
      show(event);
      last = event;
    }
    const code = last?.type === 'done' ? closing(told, first, last, options) : exitCodes.failed;
    if (code !== exitCodes.done || !staysAttached(options)) return code;
    const since = (Date.now() - started) / 1000;
    await attach(on, services, { ...options, forward: options.forward !== false, since });
    return code;
  });
}

/** As for `docker compose up`; programs read events that end. */
const staysAttached = ({ detach, wait, dryRunServer, progress }: UpOptions): boolean =>
  !detach && wait !== false && !dryRunServer && progress !== 'json';

/** What costs data or does not start; the rest is what `transpose check` tells. */
function sayAccount({ told, converted }: ClusterProject, { verbose, progress }: UpOptions): void {
  if (!converted.result || progress === 'json' || progress === 'quiet') return;
  const { account } = converted.result;
  const severe = verbose
    ? account
    : { entries: [], notes: account.notes.filter(({ severity }) => severity === 'breaks' || severity === 'loses') };
  told.err(accountText(severe, { width: told.terminal.columns, verbose: verbose === true }, styleOn(told, 'err')));
}

function sayObjects({ told, objects, place }: ClusterProject): ExitCode {
  told.err(`In namespace ${place.namespace} would be applied:\n`);
  for (const { kind, metadata } of objects) told.err(`  ${kind}/${metadata.name}\n`);
  return exitCodes.done;
}

function closing(
  around: Surroundings,
  { place }: ClusterProject,
  { ok, writes, milliseconds }: ClusterEvent & { readonly type: 'done' },
  options: UpOptions & ProjectChoice,
): ExitCode {
  const { progress, dryRunServer } = options;
  if (progress !== 'json' && progress !== 'quiet') {
    const changes = `${writes} ${writes === 1 ? 'change' : 'changes'}`;
    const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
    const undo = writes === 0 ? '' : ` To take it back: ${lineFor('down', options)}`;
    if (dryRunServer) around.err(`The cluster would take it: ${changes}. Nothing was changed.\n`);
    else if (ok) around.err(`"${place.project}" runs in namespace ${place.namespace}: ${changes}, ${seconds}.\n`);
    else around.err(`The cluster is left as it is (${changes}, ${seconds}).${undo}\n`);
  }
  return ok ? exitCodes.done : exitCodes.failed;
}
