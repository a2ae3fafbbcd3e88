import type { Client } from '../client/client.ts';
import type { ClusterEvent } from '../events.ts';
import type { Fault } from '../faults/fault.ts';
import { findFaults } from '../faults/find-faults.ts';
import type { ProjectPlace } from './ownership.ts';
import { workloadKinds } from './workload-state.ts';
import type { State, Workload } from './workload-watch.ts';
import { watchWorkloads } from './workload-watch.ts';

export interface WaitOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

/** The workloads among objects. */
export const workloadsOf = <T extends Workload>(objects: readonly T[]): readonly T[] =>
  objects.filter(({ kind }) => (workloadKinds as readonly string[]).includes(kind));

/**
 * Follows workloads until all are ready, or one cannot become so, or the time is over; then the faults are told. Gives
 * whether all are ready.
 */
export async function* waitUntilReady(
  client: Client,
  place: ProjectPlace,
  objects: readonly Workload[],
  { timeout, signal }: WaitOptions,
): AsyncGenerator<ClusterEvent, boolean> {
  const awaited = workloadsOf(objects);
  const said: ClusterEvent[] = [];
  const watch = watchWorkloads(client, place, awaited, (why) => said.push({ type: 'retry', why }), signal);
  const told = new Map<string, string>();
  const since = new Map<string, number>();
  const end = Date.now() + timeout;
  try {
    for (;;) {
      yield* said.splice(0);
      const states = watch.states();
      yield* news(states, told);
      if (states.every(({ state }) => state === 'ready' || state === 'completed')) return true;
      const known = states.every(({ workload }) => workload !== undefined);
      const faults = known ? await findFaults(client, place, states) : [];
      const late = Date.now() >= end;
      if (late || anyLasts(faults, since)) {
        for (const fault of late ? withTimeouts(faults, states, timeout) : faults) yield { type: 'fault', fault };
        return false;
      }
      await watch.next(Math.min(2000, Math.max(0, end - Date.now())));
    }
  } finally {
    watch.stop();
  }
}

/** The services whose state is another than was told. */
function* news(states: readonly State[], told: Map<string, string>): Generator<ClusterEvent> {
  for (const { service, state, text, workload } of states) {
    // The first list has not come yet.
    if (!workload) continue;
    if (told.get(service) === `${state} ${text}`) continue;
    told.set(service, `${state} ${text}`);
    yield { type: 'service', service, state, text };
  }
}

/** Whether a fault has lasted so long that it will not pass. */
function anyLasts(faults: readonly Fault[], since: Map<string, number>): boolean {
  const now = Date.now();
  const ids = new Set(faults.map(({ kind, service }) => `${kind} ${service}`));
  for (const id of since.keys()) if (!ids.has(id)) since.delete(id);
  for (const id of ids) if (!since.has(id)) since.set(id, now);
  return faults.some(({ kind, service, patience }) => now - (since.get(`${kind} ${service}`) ?? now) >= patience);
}

/** When the time is over, services of which nothing else is known are told, too. */
function withTimeouts(faults: readonly Fault[], states: readonly State[], timeout: number): readonly Fault[] {
  const known = new Set(faults.map(({ service }) => service));
  const late = states.filter(({ service, state }) => state !== 'ready' && state !== 'completed' && !known.has(service));
  return [
    ...faults,
    ...late.map(({ service, text }): Fault => ({
      kind: 'timeout',
      service,
      path: ['services', service],
      what: `"${service}" is not ready after ${timeout / 1000} s: ${text}`,
      details: [],
      hint: 'it may need more time: --wait-timeout 15m',
      patience: 0,
    })),
  ];
}
