import { exec as execIn, podsOf } from '@transpose/cluster';
import type { Command } from 'commander';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { OnCluster } from '../cluster/on-cluster.ts';
import { namesOnCluster, onCluster } from '../cluster/on-cluster.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Surroundings } from '../surroundings.ts';
import { UsageError } from '../usage-error.ts';

export interface ExecOptions extends ClusterOptions {
  readonly index?: string;
  /** `--no-tty`. */
  readonly tty?: boolean;
}

/** The exit code of a program that Ctrl-C ended, as shells and `docker exec` have it. */
const interrupted: number = 130;

/** Runs a command in a container of a service; its exit code is that of the command. */
export function exec(
  around: Surroundings,
  command: Command,
  options: ExecOptions,
  service: string,
  words: readonly string[],
): Promise<ExitCode> {
  if (words.length === 0) throw new UsageError('exec needs a command: transpose exec SERVICE COMMAND');
  return onCluster(around, command, options, {}, async (on) => {
    try {
      return await execOn(on, options, service, words);
    } catch (error) {
      if (on.signal.aborted) return interrupted as ExitCode;
      // Who read it has gone, as `head` does.
      if ((error as NodeJS.ErrnoException).code === 'EPIPE') return exitCodes.done;
      throw error;
    } finally {
      // Nobody reads it any more, so the process may end.
      process.stdin.destroy();
    }
  });
}

async function execOn(
  on: OnCluster,
  options: ExecOptions,
  service: string,
  words: readonly string[],
): Promise<ExitCode> {
  const [name = service] = namesOnCluster(on, [service]);
  const pods = await podsOf(on.client, on.place, name);
  const running = pods.filter(({ status }) =>
    status.containerStatuses?.some((one) => one.name === name && one.state?.running),
  );
  const index = options.index === undefined ? running.length : Number(options.index);
  const pod = running[index - 1];
  if (!pod) throw new UsageError(noneText(service, running.length, options));
  const { stdin, stdout, stderr } = process;
  const isTerminal = options.tty !== false && stdin.isTTY && stdout.isTTY;
  if (isTerminal) stdin.setRawMode(true);
  try {
    const streams = { stdin, stdout, stderr, ...(isTerminal && { terminal: terminalOf(stdout) }) };
    return (await execIn(on.cluster, pod, words, { container: name, signal: on.signal, ...streams })) as ExitCode;
  } finally {
    if (isTerminal) stdin.setRawMode(false);
  }
}

function noneText(service: string, count: number, { index }: ExecOptions): string {
  if (count > 0) return `--index ${index}: ${count} ${count === 1 ? 'Pod' : 'Pods'} of "${service}" run`;
  return `no container of "${service}" runs: transpose ps says why`;
}

const terminalOf = (stdout: NodeJS.WriteStream) => ({
  size: () => [stdout.columns, stdout.rows] as const,
  onResize: (told: () => void) => {
    stdout.on('resize', told);
    return () => void stdout.off('resize', told);
  },
});
