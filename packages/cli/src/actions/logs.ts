import { followLogs, logLines } from '@transpose/cluster';
import { parseSeconds } from '@transpose/core';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { logPrinter } from '../cluster/log-printer.ts';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';

export interface LogsOptions extends ClusterOptions {
  readonly follow?: boolean;
  readonly since?: string;
  readonly tail?: string;
  readonly timestamps?: boolean;
  readonly logPrefix?: boolean;
}

/** Prints what the containers of the project have written. */
export function logs(
  around: Surroundings,
  command: Command,
  options: LogsOptions,
  services: readonly string[],
): Promise<ExitCode> {
  const given = { ...sinceOf(options), ...tailOf(options) };
  return onCluster(around, command, options, {}, async (on) => {
    const names = namesOnCluster(on, services);
    const all = namesOnCluster(on, Object.keys(on.loaded.project?.services ?? {}));
    const form = { prefix: options.logPrefix !== false, timestamps: options.timestamps === true };
    const print = logPrinter(on.told, names.length > 0 ? names : all, form);
    const { client, place, signal } = on;
    const lines = options.follow
      ? followLogs(client, place, { ...given, services: names, signal })
      : logLines(client, place, { ...given, services: names });
    for await (const line of lines) print(line);
    return exitCodes.done;
  });
}

function sinceOf({ since }: LogsOptions): { since?: number } {
  if (since === undefined) return {};
  const date = Date.parse(since);
  const seconds = /^\d{4}-/.test(since) ? (Date.now() - date) / 1000 : parseSeconds(since);
  if (seconds === undefined || Number.isNaN(seconds))
    throw new UsageError(`--since ${since}: write a duration as 10m, or a time as 2026-01-31T12:00:00Z`);
  return { since: seconds };
}

function tailOf({ tail }: LogsOptions): { tail?: number } {
  if (tail === undefined || tail === 'all') return {};
  if (!/^\d{1,9}$/.test(tail)) throw new UsageError(`--tail ${tail}: write a number, or all`);
  return { tail: Number(tail) };
}
