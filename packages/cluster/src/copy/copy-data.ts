import type { Client } from '../client/client.ts';
import type { ClusterEvent } from '../events.ts';
import type { Fault } from '../faults/fault.ts';
import type { Cluster } from '../client/kubeconfig.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { mergePatch } from '../client/patch.ts';
import type { LiveObject } from '../client/resource.ts';
import { pathOf } from '../client/resource.ts';
import type { ClaimPod } from './claim-pod.ts';
import { forgetPod, recordPod, removePod, startPod } from './claim-pod.ts';
import type { Scalable } from './claim-users.ts';
import { claimUsers, fieldManager, scale, scalablesOf, untilUnused } from './claim-users.ts';
import { CopyProblem, dataFault, missingClaim, withSource } from './copy-problem.ts';
import { copySource } from './copy-source.ts';
import type { CopyOptions, CopyPod, DataSource, Reader } from './request.ts';
import { sourceName } from './request.ts';
import { toldEvents } from './told-events.ts';

/** How far a claim is, in its annotation; `copy-data.sh` reads and writes the same. */
type ClaimState = 'copying' | 'copied' | undefined;
const annotation = 'transpose/copy-data';

/** What all steps need. */
interface Copying {
  readonly client: Client;
  readonly cluster: Pick<Cluster, 'connection'>;
  readonly place: ProjectPlace;
  readonly reader: Reader;
  readonly options: CopyOptions;
  readonly tell: (event: ClusterEvent) => void;
}

/**
 * Fills claims with what an engine has, through a Pod that holds them: what is there is never overwritten unless `force`
 * says so, an interrupted copy goes on where it was, and at the end names, sizes and checksums are compared. Each step is told
 * as an event; the last one is `done`, and `writes` counts the claims that were filled.
 */
export function copyData(
  client: Client,
  cluster: Pick<Cluster, 'connection'>,
  place: ProjectPlace,
  pods: readonly CopyPod[],
  reader: Reader,
  options: CopyOptions,
): AsyncGenerator<ClusterEvent> {
  return toldEvents(async (tell) => {
    const started = Date.now();
    let ok = true;
    let writes = 0;
    for (const pod of pods) {
      const done = await fillPod({ client, cluster, place, reader, options, tell }, pod);
      ok &&= done.ok;
      writes += done.filled;
    }
    tell({ type: 'done', ok, writes, milliseconds: Date.now() - started });
  });
}

interface Filled {
  readonly ok: boolean;
  readonly filled: number;
}

/** Fills those claims of a Pod that are wanted and not filled yet. */
async function fillPod(copying: Copying, pod: CopyPod): Promise<Filled> {
  const { client, place, tell, options, cluster } = copying;
  const states = new Map<string, ClaimState>();
  for (const [claim, sources] of pod.claims) {
    const live = await findClaim(client, place, claim);
    if (!live) return failed(copying, dataFault(claim, sources[0], missingClaim(claim)));
    const state = live.metadata.annotations?.[annotation] as ClaimState;
    if (!options.claims.has(claim)) continue;
    if (state !== 'copied' || options.force) states.set(claim, state);
    else for (const source of sources) tell(copyEvent(claim, source, 'skipped'));
  }
  const todo = [...pod.claims].filter(([claim]) => states.has(claim));
  if (todo.length === 0) return { ok: true, filled: 0 };
  for (const [claim, sources] of todo)
    for (const source of sources) {
      const problem = await sourceProblem(copying, source);
      if (problem) return failed(copying, dataFault(claim, source, problem));
    }
  const stopped = await stopUsers(copying, pod, todo);
  if ('kind' in stopped) return failed(copying, stopped);
  try {
    await recordPod(client, place, pod);
    const running = await startPod(client, cluster, place, pod, options);
    if ('kind' in running) return failed(copying, withSource(running, todo));
    let filled = 0;
    for (const [claim, sources] of todo)
      if (await fillClaim(copying, running, claim, sources, states.get(claim))) filled += 1;
    return { ok: filled === todo.length, filled };
  } finally {
    await cleanUp(copying, pod, stopped);
  }
}

/** Also after Ctrl-C the Pod goes away, and workloads come back. */
async function cleanUp({ client, place, tell }: Copying, pod: CopyPod, stopped: readonly Scalable[]): Promise<void> {
  const lasting = client.unending();
  await removePod(lasting, place, pod);
  await forgetPod(lasting, place, pod);
  for (const { object, replicas } of stopped) {
    await scale(lasting, object, replicas);
    tell({ type: 'started', object, replicas });
  }
}

/** Why a source cannot be read; undefined when it can. */
async function sourceProblem({ reader, options }: Copying, source: DataSource): Promise<CopyProblem | undefined> {
  let users: readonly string[];
  try {
    if (!(await reader.has(source)))
      return new CopyProblem(
        `there is no ${sourceName(source)} here`,
        'run this where the containers ran, or name the other volumes: transpose copy-data VOLUME…',
      );
    users = options.allowRunning ? [] : await reader.users(source);
  } catch (error) {
    options.signal.throwIfAborted();
    return new CopyProblem((error as Error).message, 'start the container engine, or name another: --engine podman');
  }
  if (users.length === 0) return undefined;
  return new CopyProblem(
    `containers that run use the ${sourceName(source)}: ${users.join(', ')}`,
    'stop them first (docker compose stop), or add --allow-running',
  );
}

/** Files must not change below a Pod that uses them: its workload is stopped where that is wanted. */
async function stopUsers(
  { client, place, options, tell }: Copying,
  pod: CopyPod,
  todo: readonly (readonly [claim: string, sources: readonly DataSource[]])[],
): Promise<readonly Scalable[] | Fault> {
  if (options.allowRunning) return [];
  const claims = todo.map(([claim]) => claim);
  const users = await claimUsers(client, place, claims, pod.name);
  const { scalables, others } = await scalablesOf(client, place, users);
  if (others.length > 0 || (scalables.length > 0 && !options.stop)) {
    const names = users.map(({ metadata }) => metadata.name).join(', ');
    const hint =
      others.length > 0
        ? `stop ${others.join(', ')} first, or add --allow-running`
        : `add --stop: ${scalables.map(({ object }) => object.name).join(', ')} is scaled to 0 while its data is copied`;
    return dataFault(
      claims[0] ?? '',
      todo[0]?.[1][0],
      new CopyProblem(`Pods use the claims ${claims.join(', ')}: ${names}`, hint),
    );
  }
  for (const { object, replicas } of scalables) {
    await scale(client, object, 0);
    tell({ type: 'stopped', object, replicas });
  }
  await untilUnused(client, place, claims, pod.name, options.timeout);
  return scalables;
}

async function fillClaim(
  { client, place, reader, options, tell }: Copying,
  pod: ClaimPod,
  claim: string,
  sources: readonly DataSource[],
  state: ClaimState,
): Promise<boolean> {
  const { checksums = true, signal } = options;
  const start = options.force ? 'force' : state === 'copying' ? 'resume' : 'fresh';
  for (const source of sources) {
    let shown = -1;
    tell(copyEvent(claim, source, 'comparing'));
    try {
      const totals = await copySource({
        claim,
        source,
        reader,
        pod,
        start,
        checksums,
        signal,
        begin: () => mark(client, place, claim, 'copying'),
        sending(bytes, total) {
          // A hundred events are enough.
          const now = total === 0 ? 100 : Math.floor((bytes * 100) / total);
          if (now === shown) return;
          shown = now;
          tell(copyEvent(claim, source, 'sending', { bytes, total }));
        },
        verifying: ({ bytes, files }) => tell(copyEvent(claim, source, 'verifying', { bytes, total: bytes, files })),
        warn: (text) => tell({ type: 'warning', text }),
      });
      tell(copyEvent(claim, source, 'copied', { ...totals, total: totals.bytes }));
    } catch (error) {
      if (signal.aborted) throw error;
      tell({ type: 'fault', fault: dataFault(claim, source, error as Error) });
      return false;
    }
  }
  await mark(client, place, claim, 'copied');
  return true;
}

const mark = async (client: Client, place: ProjectPlace, claim: string, state: ClaimState): Promise<void> =>
  void (await mergePatch(client, claimName(place, claim), fieldManager, {
    metadata: { annotations: { [annotation]: state } },
  }));

const claimName = ({ namespace }: ProjectPlace, name: string) =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace }) as const;

type Claim = LiveObject & { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } };

const findClaim = (client: Client, place: ProjectPlace, claim: string): Promise<Claim | undefined> =>
  client.find<Claim>({ path: pathOf(claimName(place, claim)) });

function copyEvent(
  claim: string,
  source: DataSource,
  state: (ClusterEvent & { type: 'copy' })['state'],
  { bytes = 0, total = 0, files = 0 } = {},
): ClusterEvent {
  return { type: 'copy', claim, source: sourceName(source), state, bytes, total, files };
}

const failed = ({ tell }: Copying, fault: Fault): Filled => {
  tell({ type: 'fault', fault });
  return { ok: false, filled: 0 };
};
