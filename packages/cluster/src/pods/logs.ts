import { ApiError } from '../client/api-error.ts';
import type { Client } from '../client/client.ts';
import type { ContainerStatus, Pod } from '../client/live.ts';
import type { ProjectPlace } from '../up/ownership.ts';
import { selectorOf } from '../up/ownership.ts';
import { podsOf } from './pods.ts';
import { podPath, podsPath } from '../client/resource.ts';
import { keepWatch } from '../up/watch.ts';

/** A line that a container wrote. */
export interface LogLine {
  /** Containers have the names of services. */
  readonly service: string;
  readonly pod: string;
  /** ISO 8601, with nanoseconds. */
  readonly time: string;
  readonly text: string;
}

export interface LogOptions {
  /** Those of all services when empty. */
  readonly services?: readonly string[];
  /** Only lines that are not older, in seconds. */
  readonly since?: number;
  /** So many of the last lines of each container. */
  readonly tail?: number;
}

/** A container that has begun, and where its lines are. */
interface Source {
  readonly service: string;
  readonly pod: Pod;
  /** Another one after each restart. */
  readonly id: string;
}

/** The lines of all containers so far, one container after the other. */
export async function* logLines(
  client: Client,
  place: ProjectPlace,
  options: LogOptions = {},
): AsyncGenerator<LogLine> {
  for (const source of sourcesIn(await podsOf(client, place), options))
    yield* linesFrom(client, source, queryFor(options));
}

/**
 * The lines of all containers, and of those that come, until the signal ends it. A stream that breaks is taken up after its
 * last line.
 */
export async function* followLogs(
  client: Client,
  place: ProjectPlace,
  options: LogOptions & { readonly signal: AbortSignal; readonly retrying?: (why: string) => void },
): AsyncGenerator<LogLine> {
  const { signal, retrying } = options;
  const waiting: LogLine[] = [];
  const followed = new Set<string>();
  let failed: unknown;
  let wake = (): void => undefined;
  const fail = (error: unknown): void => {
    failed = error;
    wake();
  };
  const take = (line: LogLine): void => {
    waiting.push(line);
    wake();
  };
  const pods = new Map<string, Pod>();
  let isFirst = true;
  const changed = (): void => {
    for (const source of sourcesIn([...pods.values()], options)) {
      if (followed.has(source.id)) continue;
      followed.add(source.id);
      // What begins later is told from its first line.
      follow(client, source, queryFor(isFirst ? options : {}), signal, take).catch(fail);
    }
    isFirst = false;
  };
  const watched = {
    path: podsPath(place),
    selector: selectorOf(place),
    signal,
    changed,
    ...(retrying && { retrying }),
  };
  keepWatch(client, pods, watched).catch(fail);
  signal.addEventListener('abort', () => wake(), { once: true });
  while (!signal.aborted) {
    if (failed !== undefined) throw failed;
    yield* waiting.splice(0);
    if (waiting.length === 0 && failed === undefined && !signal.aborted)
      await new Promise<void>((done) => (wake = done));
  }
}

/** Follows one container until it ends. */
async function follow(
  client: Client,
  source: Source,
  first: Query,
  signal: AbortSignal,
  take: (line: LogLine) => void,
): Promise<void> {
  let last = '';
  let query = first;
  while (!signal.aborted) {
    try {
      // `sinceTime` knows whole seconds only.
      const before = last;
      for await (const line of linesFrom(client, source, { ...query, follow: 'true' }, signal)) {
        if (line.time <= before) continue;
        last = line.time;
        take(line);
      }
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && error.status < 500)) return;
    }
    const now = await client.find<Pod>({ path: pathOfPod(source) });
    const status = now && statusesOf(now).find(({ name }) => name === source.service);
    if (!now || !status?.state?.running || idOf(now, status) !== source.id) return;
    query = last === '' ? first : { timestamps: 'true', sinceTime: last };
    await client.pause();
  }
}

/** Characters of a line that are kept at once: what is binary has no lines. */
const longestLine = 1 << 20;

type Query = Readonly<Record<string, string>>;

const queryFor = ({ since, tail }: LogOptions): Query => ({
  timestamps: 'true',
  ...(since !== undefined && { sinceSeconds: String(Math.max(1, Math.ceil(since))) }),
  ...(tail !== undefined && { tailLines: String(tail) }),
});

async function* linesFrom(client: Client, source: Source, query: Query, signal?: AbortSignal): AsyncGenerator<LogLine> {
  const { service, pod } = source;
  const path = `${pathOfPod(source)}/log`;
  const call = { path, query: { ...query, container: service } };
  let time = '';
  try {
    for await (const line of client.lines(call, signal, longestLine)) {
      const begun = /^\d{4}-\d\d-\d\dT\S{1,40}(?= |$)/.exec(line)?.[0];
      // Else it is the rest of a long line.
      if (begun !== undefined) time = begun;
      const text = begun === undefined ? line : line.slice(begun.length + 1);
      if (time !== '') yield { service, pod: pod.metadata.name, time, text: text.replace(/\r$/, '') };
    }
  } catch (error) {
    // It has not begun, or is gone.
    if (!(error instanceof ApiError) || (error.status !== 400 && error.status !== 404)) throw error;
  }
}

const pathOfPod = ({ pod: { metadata } }: Source): string =>
  podPath({ namespace: metadata.namespace ?? 'default' }, metadata.name);

const statusesOf = ({ status }: Pod): readonly ContainerStatus[] => status.containerStatuses ?? [];

const idOf = ({ metadata }: Pod, { name, restartCount }: ContainerStatus): string =>
  `${metadata.uid} ${name} ${restartCount}`;

function sourcesIn(pods: readonly Pod[], { services = [] }: LogOptions): readonly Source[] {
  return pods.flatMap((pod) =>
    statusesOf(pod)
      .filter(({ state }) => state?.running !== undefined || state?.terminated !== undefined)
      .filter(({ name }) => services.length === 0 || services.includes(name))
      .map((status) => ({ service: status.name, pod, id: idOf(pod, status) })),
  );
}
