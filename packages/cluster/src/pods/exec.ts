import type { Readable, Writable } from 'node:stream';
import { ApiError } from '../client/api-error.ts';
import type { Cluster } from '../client/kubeconfig.ts';
import type { Pod } from '../client/live.ts';
import { podPath } from '../client/resource.ts';
import { openChannels } from '../client/streams.ts';

export interface ExecOptions {
  readonly container?: string;
  readonly stdin?: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Ends the connection; the command in the container may go on until it writes. */
  readonly signal?: AbortSignal;
  /** The command runs in a terminal of this size, and what it writes is one stream; told anew when it changes. */
  readonly terminal?: { size(): readonly [columns: number, rows: number]; onResize(told: () => void): () => void };
}

/** What the server says when a command ends. Source: `metav1.Status` on channel 3. */
interface ExecStatus {
  readonly status?: string;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

/** Runs a command in a container of a Pod, and gives its exit code. An output that takes no more (`| head`) is an Error with its `code`. */
export async function exec(
  { connection }: Pick<Cluster, 'connection'>,
  { metadata, spec }: Pod,
  command: readonly string[],
  { container = spec.containers[0]?.name ?? '', stdin, stdout, stderr, signal, terminal }: ExecOptions,
): Promise<number> {
  const query = new URLSearchParams([
    ['container', container],
    ['stdin', String(stdin !== undefined)],
    ['stdout', 'true'],
    ['stderr', String(terminal === undefined)],
    ['tty', String(terminal !== undefined)],
    ...command.map((word): [string, string] => ['command', word]),
  ]);
  const { name, namespace = 'default' } = metadata;
  const path = `${podPath({ namespace }, name)}/exec?${query.toString()}`;
  let status = '';
  let unread: Error | undefined;
  const ending = new AbortController();
  const end = (error: Error): void => {
    unread ??= error;
    ending.abort();
  };
  // Both may take no more as soon as something comes.
  stdout.on('error', end);
  stderr.on('error', end);
  const channels = await openChannels(connection, path, (channel, data, { writeTo }) => {
    if (channel === 1) writeTo(stdout, data);
    else if (channel === 2) writeTo(stderr, data);
    else if (channel === 3) status += data.toString();
  });
  const resize = (): void => {
    const [columns, rows] = terminal?.size() ?? [80, 24];
    channels.send(4, JSON.stringify({ Width: columns, Height: rows }));
  };
  const stopResizing = terminal?.onResize(resize);
  if (terminal) resize();
  stdin?.once('end', () => channels.end(0));
  const stopSending = stdin && channels.sendAll(0, stdin);
  const stopped = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const stop = (): void => channels.close();
  stopped.addEventListener('abort', stop, { once: true });
  if (stopped.aborted) stop();
  try {
    await channels.closed;
  } finally {
    stopped.removeEventListener('abort', stop);
    stopSending?.();
    stopResizing?.();
  }
  signal?.throwIfAborted();
  if (unread) throw unread;
  const ended = status === '' ? {} : (JSON.parse(status) as ExecStatus);
  const notStarted = startCode(ended);
  if (notStarted === undefined) return exitCodeOf(ended);
  // What the API server and the kubelet put in front of it says nothing.
  stderr.write(`${(ended.message ?? '').replace(/^[^]*(?=OCI runtime exec failed)/, '')}\n`);
  return notStarted;
}

/** The exit code of a command that could not be started, as `docker exec` gives it; undefined: it was started. */
function startCode({ message = '', reason }: ExecStatus): number | undefined {
  if (reason === 'NonZeroExitCode') return undefined;
  if (/executable file not found|no such file or directory/.test(message)) return 127;
  return /permission denied|is a directory|exec format error/.test(message) ? 126 : undefined;
}

function exitCodeOf({ status, message = '', reason, details }: ExecStatus): number {
  if (status === 'Success') return 0;
  const code = details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message;
  if (reason === 'NonZeroExitCode' && code !== undefined) return Number(code);
  throw new ApiError(
    500,
    JSON.stringify({ message: message || 'the command ended, and the cluster does not say how' }),
  );
}
