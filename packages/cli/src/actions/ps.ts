import type { RunningService } from '@transpose/cluster';
import { runningServices } from '@transpose/cluster';
import { shownText } from '@transpose/core';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import { maskedData, maskedText } from '../print/masked-surroundings.ts';
import { tableLines } from '../print/table.ts';
import type { Surroundings } from '../surroundings.ts';

export interface PsOptions extends ClusterOptions {
  readonly format?: 'table' | 'json';
}

/** Lists the services of the project as they run. */
export async function ps(
  around: Surroundings,
  command: Command,
  options: PsOptions,
  services: readonly string[],
): Promise<ExitCode> {
  return onCluster(around, command, { ...options, progress: 'plain' }, {}, async (on) => {
    const { client, place, told } = on;
    const names = namesOnCluster(on, services);
    const all = await runningServices(client, place);
    const shown = services.length === 0 ? all : all.filter(({ service }) => names.includes(service));
    if (options.format === 'json') around.out(`${JSON.stringify(maskedData(told, shown), undefined, 2)}\n`);
    else if (shown.length === 0) told.err(`Nothing of "${place.project}" runs in namespace ${place.namespace}.\n`);
    else around.out(maskedText(told, table(shown, around.terminal.columns, Date.now())));
    return exitCodes.done;
  });
}

function table(services: readonly RunningService[], width: number, now: number): string {
  const rows = services.map(({ service, ready, wanted, image, created, ports, problem, state }) => [
    service,
    wanted === 0 ? '-' : `${ready}/${wanted}`,
    image,
    age(now - Date.parse(created)),
    ports.join(', ') || '-',
    shownText(problem ?? state),
  ]);
  const lines = tableLines([['SERVICE', 'READY', 'IMAGE', 'AGE', 'PORTS', 'STATE'], ...rows], width);
  return lines.map((line) => `${line}\n`).join('');
}

/** As kubectl writes it: the two largest units at most. */
function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
