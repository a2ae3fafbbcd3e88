import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ImageRecords } from '@transpose/targets';
import type { Surroundings } from '../surroundings.ts';
import type { FoundProject } from './each.ts';
import type { Outcome } from './outcome.ts';

/** What a thread is started with. */
export interface ThreadData {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly terminal: Surroundings['terminal'];
  readonly projects: readonly FoundProject[];
  readonly imageRecords?: ImageRecords;
  /** The index of the next project, which threads share. */
  readonly next: Int32Array;
}

export interface Done {
  readonly index: number;
  readonly outcome: Outcome;
}

/**
 * Runs the command line once more in threads, each of which takes one project after the other. Ctrl-C lets each finish the
 * project that it is at, so that no output is left half written.
 */
export async function runThreads(
  file: string,
  data: Omit<ThreadData, 'next'>,
  take: (index: number, outcome: Outcome) => void,
): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const stop = (): void => void Atomics.store(next, 0, data.projects.length);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  const workerData: ThreadData = { ...data, next };
  const count = Math.min(availableParallelism(), data.projects.length);
  const threads = Array.from({ length: count }, () => {
    const thread = new Worker(file, { workerData });
    thread.on('message', ({ index, outcome }: Done) => take(index, outcome));
    return new Promise<void>((resolve, reject) => {
      thread.on('error', reject);
      thread.on('exit', () => resolve());
    });
  });
  try {
    await Promise.all(threads);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
  }
}
