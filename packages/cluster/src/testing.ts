import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { Client } from './client/client.ts';
import type { Connection } from './client/connection.ts';
import type { ClusterEvent } from './events.ts';
import { sorted } from './sorted.ts';

type Stored = {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown> & { name: string; uid: string; resourceVersion: string };
  [field: string]: unknown;
};

/** What the server does with a request instead of its usual work; undefined: its usual work. */
export type Trouble = (request: {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}) => undefined | 'reset' | 'silence' | 'break' | { readonly status: number; readonly body?: unknown };

/** A small API server: it keeps what is applied, counts versions, watches, and makes trouble when it is told to. */
export class FakeServer {
  readonly objects = new Map<string, Stored>();
  /** `PATCH /api/v1/…`, without reads. */
  readonly writes: string[] = [];
  readonly requests: string[] = [];
  trouble: Trouble = () => undefined;
  /** Called after each write: what controllers do. */
  react: (path: string, object: Stored) => void = () => undefined;
  /** What a container has written. */
  log: (query: URLSearchParams) => string = () => 'first line\nlast line\n';
  readonly #watches = new Set<{ readonly prefix: string; readonly answer: ServerResponse }>();
  readonly #server: Server;
  #version = 100;

  private constructor() {
    this.#server = createServer((request, answer) => void this.#answer(request, answer));
  }

  static async start(): Promise<FakeServer> {
    const fake = new FakeServer();
    await new Promise<void>((done) => fake.#server.listen(0, '127.0.0.1', done));
    return fake;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  client(options: ConstructorParameters<typeof Client>[1] = {}): Client {
    return new Client(this.connection(), { delay: 1, timeout: 200, ...options });
  }

  connection(): Connection {
    const { port } = this.#server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, authorize: () => Promise.resolve() };
  }

  /** Answers WebSockets: `exec` and `portforward`. */
  onSocket(answer: (socket: WebSocket, url: URL) => void): void {
    const sockets = new WebSocketServer({
      server: this.#server,
      handleProtocols: (offered) => [...offered][0] ?? false,
    });
    sockets.on('connection', (socket, request) => answer(socket, new URL(request.url ?? '', 'http://fake')));
  }

  /** Puts an object there, as somebody else does. */
  put(path: string, object: Record<string, unknown>): void {
    const before = this.objects.get(path);
    this.#version += 1;
    const metadata = (object['metadata'] ?? {}) as Record<string, unknown>;
    const stored = {
      ...object,
      metadata: {
        ...metadata,
        name: path.split('/').at(-1) ?? '',
        uid: before?.metadata.uid ?? (metadata['uid'] as string | undefined) ?? `uid-${this.#version}`,
        resourceVersion: String(this.#version),
        generation: 1,
      },
    } as unknown as Stored;
    this.objects.set(path, stored);
    this.#tell(before ? 'MODIFIED' : 'ADDED', path, stored);
  }

  /** Lets it tell which kinds it knows, one of them of somebody's own definition. */
  describe(): void {
    const verbs = ['get', 'list', 'delete'];
    const kinds = (...pairs: readonly (readonly [name: string, kind: string])[]) => ({
      resources: pairs.map(([name, kind]) => ({ name, kind, namespaced: true, verbs })),
    });
    this.put('/apis', {
      groups: ['apps/v1', 'example.com/v1'].map((groupVersion) => ({ preferredVersion: { groupVersion } })),
    });
    const core = kinds(['pods', 'Pod'], ['services', 'Service'], ['secrets', 'Secret'], ['configmaps', 'ConfigMap']);
    const more = kinds(['persistentvolumeclaims', 'PersistentVolumeClaim'], ['events', 'Event']);
    this.put('/api/v1', { resources: [...core.resources, ...more.resources] });
    this.put('/apis/apps/v1', kinds(['deployments', 'Deployment']));
    this.put('/apis/example.com/v1', kinds(['widgets', 'Widget']));
  }

  #tell(type: string, path: string, object: unknown): void {
    for (const { prefix, answer } of this.#watches)
      if (path.startsWith(`${prefix}/`)) answer.write(`${JSON.stringify({ type, object })}\n`);
  }

  async #answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://fake');
    const { method = 'GET' } = request;
    let body = '';
    for await (const piece of request) body += String(piece);
    this.requests.push(`${method} ${url.pathname}`);
    const reply = (status: number, data: unknown): void => {
      answer.statusCode = status;
      answer.end(typeof data === 'string' ? data : JSON.stringify(data));
    };
    const trouble = this.trouble({ method, path: url.pathname, query: url.searchParams });
    if (trouble === 'reset') return void request.socket.destroy();
    if (trouble === 'silence') return;
    if (typeof trouble === 'object') return reply(trouble.status, trouble.body ?? { message: 'trouble' });
    const broken = trouble === 'break';
    if (method === 'GET') this.#read(url, reply, answer, broken);
    else if (method === 'PATCH') this.#patch(url, JSON.parse(body) as Record<string, unknown>, reply);
    else this.#delete(url.pathname, reply);
  }

  #read(url: URL, reply: (status: number, data: unknown) => void, answer: ServerResponse, broken: boolean): void {
    const path = url.pathname;
    if (path.endsWith('/log')) return reply(200, this.log(url.searchParams));
    const found = this.objects.get(path);
    if (found) return reply(200, found);
    if (!/\/(?:pods|deployments|jobs|events|services|secrets|configmaps|persistentvolumeclaims|widgets)$/.test(path))
      return reply(404, { message: 'not found' });
    if (url.searchParams.has('watch')) {
      answer.writeHead(200);
      answer.flushHeaders();
      const watch = { prefix: path, answer };
      this.#watches.add(watch);
      answer.once('close', () => this.#watches.delete(watch));
      if (broken) setTimeout(() => answer.destroy(), 5);
      return;
    }
    const items = [...this.objects].flatMap(([at, object]) => (at.startsWith(`${path}/`) ? [object] : []));
    reply(200, { metadata: { resourceVersion: String(this.#version) }, items });
  }

  #patch(url: URL, body: Record<string, unknown>, reply: (status: number, data: unknown) => void): void {
    const path = url.pathname;
    const before = this.objects.get(path);
    const merged = { ...before, ...body, metadata: { ...before?.metadata, ...(body['metadata'] as object) } };
    if (before && JSON.stringify(sorted(merged)) === JSON.stringify(sorted(before))) return reply(200, before);
    this.writes.push(`PATCH ${path}`);
    if (url.searchParams.has('dryRun'))
      return reply(200, { ...merged, metadata: { ...merged.metadata, uid: 'new', resourceVersion: '0' } });
    this.put(path, merged);
    const stored = this.objects.get(path) as Stored;
    reply(before ? 200 : 201, stored);
    this.react(path, stored);
  }

  #delete(path: string, reply: (status: number, data: unknown) => void): void {
    const object = this.objects.get(path);
    if (!object) return reply(404, { message: 'not found' });
    this.writes.push(`DELETE ${path}`);
    this.objects.delete(path);
    this.#tell('DELETED', path, object);
    reply(200, object);
  }
}

/** All events of a run. */
export async function eventsOf(events: AsyncIterable<ClusterEvent>): Promise<readonly ClusterEvent[]> {
  const all: ClusterEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const labels = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/part-of': 'shop',
  'app.kubernetes.io/managed-by': 'transpose',
});

/** An object of the project "shop". */
export const objectOf = (apiVersion: string, kind: string, name: string, more: Record<string, unknown> = {}) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop', labels: labels(name) },
  ...more,
});

/** What a controller says of a Deployment that runs. */
export const readyStatus = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, availableReplicas: 1 };
