import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { rmSync } from 'node:fs';
import type { TarEntry } from './tar-entries.ts';
import { tarEntries } from './tar-entries.ts';

/** A request that changes something on the engine. */
export interface Recorded {
  readonly kind:
    | 'network'
    | 'volume'
    | 'container'
    | 'archive'
    | 'exec'
    | 'start'
    | 'stop'
    | 'rename'
    | 'remove'
    | 'pull'
    | 'unknown';
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly entries?: readonly TarEntry[];
}

export type Body = Readonly<Record<string, unknown>>;

interface Container {
  readonly id: string;
  name: string;
  readonly body: Body;
  state: 'created' | 'running' | 'exited';
}

export interface FakeEngineOptions {
  readonly socket: string;
  /** Networks and volumes that are there already. */
  readonly external?: readonly string[];
  /** Names of services whose containers run to their end at once; others stay up and are healthy. */
  readonly jobs?: readonly string[];
  /** Names of containers that the engine refuses to start. */
  readonly broken?: Set<string>;
}

export interface FakeEngine {
  readonly requests: readonly Recorded[];
  readonly containers: ReadonlyMap<string, Container>;
  close(): Promise<void>;
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const labelsOf = (body: Body): Record<string, string> => (body['Labels'] ?? {}) as Record<string, string>;

/**
 * As much of the Engine API as the docker command needs to run our scripts: all images are there, started containers
 * are healthy. Records what would change something. See https://docs.docker.com/reference/api/engine/version/v1.50/
 */
export async function fakeEngine(options: FakeEngineOptions): Promise<FakeEngine> {
  const requests: Recorded[] = [];
  const containers = new Map<string, Container>();
  const networks = new Map<string, Body>();
  const volumes = new Map<string, Body>();
  const execs = new Map<string, Body>();
  const unnamed = new Map<string, number>();
  for (const name of options.external ?? []) {
    networks.set(name, { Name: name, Id: idOf(name) });
    volumes.set(name, { Name: name });
  }

  const find = (reference: string): Container | undefined =>
    containers.get(reference) ?? [...containers.values()].find(({ name }) => name === reference);
  const nameless = (service: string): string => {
    unnamed.set(service, (unnamed.get(service) ?? 0) + 1);
    return `unnamed-${service}-${unnamed.get(service)}`;
  };

  type Answer = readonly [status: number, body?: unknown];
  type Route = (
    match: readonly string[],
    request: { url: URL; body: Body; raw: Buffer; response: ServerResponse },
  ) => Answer;
  const missing = (what: string): Answer => [404, { message: `no such object: ${what}` }];
  const ofContainer =
    (then: (container: Container, request: Parameters<Route>[1]) => Answer): Route =>
    ([reference = ''], request) => {
      const container = find(reference);
      return container ? then(container, request) : missing(reference);
    };

  const routes: readonly (readonly [method: string, pattern: RegExp, route: Route])[] = [
    [
      'GET',
      /^\/version$/,
      () => [200, { ApiVersion: '1.50', MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64', Version: '28.2.2' }],
    ],
    ['GET', /^\/info$/, () => [200, { OSType: 'linux', Architecture: 'x86_64', ServerVersion: '28.2.2' }]],
    [
      'GET',
      /^\/images\/(.+)\/json$/,
      ([name = '']) => [200, { Id: `sha256:${idOf(name)}`, Config: {}, Os: 'linux', Architecture: 'amd64' }],
    ],
    [
      'POST',
      /^\/images\/create$/,
      (_, { url }) => {
        record('pull', url.searchParams.get('fromImage') ?? '', url);
        return [200, {}];
      },
    ],
    [
      'POST',
      /^\/networks\/create$/,
      (_, { url, body }) => {
        const name = String(body['Name']);
        networks.set(name, { ...body, Id: idOf(name) });
        record('network', name, url, body);
        return [201, { Id: idOf(name) }];
      },
    ],
    [
      'GET',
      /^\/networks\/([^/]+)$/,
      ([name = '']) => {
        const found = networks.get(name);
        return found ? [200, found] : missing(name);
      },
    ],
    [
      'DELETE',
      /^\/networks\/([^/]+)$/,
      ([name = ''], { url }) => {
        record('remove', `network ${name}`, url);
        return networks.delete(name) ? [204] : missing(name);
      },
    ],
    [
      'POST',
      /^\/volumes\/create$/,
      (_, { url, body }) => {
        volumes.set(String(body['Name']), body);
        record('volume', String(body['Name']), url, body);
        return [201, body];
      },
    ],
    [
      'GET',
      /^\/volumes\/([^/]+)$/,
      ([name = '']) => {
        const found = volumes.get(name);
        return found ? [200, found] : missing(name);
      },
    ],
    [
      'DELETE',
      /^\/volumes\/([^/]+)$/,
      ([name = ''], { url }) => {
        record('remove', `volume ${name}`, url);
        return volumes.delete(name) ? [204] : missing(name);
      },
    ],
    [
      'GET',
      /^\/containers\/json$/,
      (_, { url }) => [200, [...containers.values()].filter((one) => passes(one, url)).map(listed)],
    ],
    [
      'POST',
      /^\/containers\/create$/,
      (_, { url, body }) => {
        const name =
          url.searchParams.get('name') ?? nameless(labelsOf(body)['com.docker.compose.service'] ?? 'container');
        if (find(name)) return [409, { message: `the name ${name} is in use` }];
        const id = idOf(`container ${name} ${containers.size}`);
        containers.set(id, { id, name, body, state: 'created' });
        record('container', name, url, body);
        return [201, { Id: id, Warnings: [] }];
      },
    ],
    ['GET', /^\/containers\/([^/]+)\/json$/, ofContainer((container) => [200, inspected(container)])],
    ['GET', /^\/containers\/([^/]+)\/logs$/, ofContainer(() => [200])],
    ['POST', /^\/containers\/([^/]+)\/wait$/, ofContainer(() => [200, { StatusCode: 0 }])],
    [
      'POST',
      /^\/containers\/([^/]+)\/start$/,
      ofContainer((container, { url }) => {
        record('start', container.name, url);
        if (options.broken?.has(container.name)) return [500, { message: `${container.name} is broken` }];
        container.state = options.jobs?.includes(labelsOf(container.body)['com.docker.compose.service'] ?? '')
          ? 'exited'
          : 'running';
        return [204];
      }),
    ],
    [
      'POST',
      /^\/containers\/([^/]+)\/(?:stop|kill)$/,
      ofContainer((container, { url }) => {
        record('stop', container.name, url);
        container.state = 'exited';
        return [204];
      }),
    ],
    [
      'POST',
      /^\/containers\/([^/]+)\/rename$/,
      ofContainer((container, { url }) => {
        record('rename', container.name, url);
        container.name = url.searchParams.get('name') ?? container.name;
        return [204];
      }),
    ],
    [
      'DELETE',
      /^\/containers\/([^/]+)$/,
      ofContainer((container, { url }) => {
        record('remove', container.name, url);
        containers.delete(container.id);
        return [204];
      }),
    ],
    [
      'HEAD',
      /^\/containers\/([^/]+)\/archive$/,
      ofContainer((_, { response }) => {
        const stat = { name: '/', size: 0, mode: 0x80000000 + 0o755, mtime: '2000-01-01T00:00:00Z', linkTarget: '' };
        response.setHeader('X-Docker-Container-Path-Stat', Buffer.from(JSON.stringify(stat)).toString('base64'));
        return [200];
      }),
    ],
    [
      'PUT',
      /^\/containers\/([^/]+)\/archive$/,
      ofContainer((container, { url, raw }) => {
        requests.push({ kind: 'archive', name: container.name, query: queryOf(url), entries: tarEntries(raw) });
        return [200];
      }),
    ],
    [
      'POST',
      /^\/containers\/([^/]+)\/exec$/,
      ofContainer((container, { url, body }) => {
        record('exec', container.name, url, body);
        execs.set(idOf(String(execs.size)), body);
        return [201, { Id: idOf(String(execs.size - 1)) }];
      }),
    ],
    ['POST', /^\/exec\/([^/]+)\/(?:start|resize)$/, () => [200]],
    ['GET', /^\/exec\/([^/]+)\/json$/, ([id = '']) => [200, { ID: id, Running: false, ExitCode: 0 }]],
  ];

  function record(kind: Recorded['kind'], name: string, url: URL, body?: Body): void {
    requests.push({ kind, name, query: queryOf(url), ...(body ? { body } : {}) });
  }

  function answer(request: IncomingMessage, response: ServerResponse, raw: Buffer): void {
    const url = new URL((request.url ?? '/').replace(/^\/v[\d.]+(?=\/)/, ''), 'http://engine');
    response.setHeader('Api-Version', '1.50').setHeader('Ostype', 'linux');
    if (url.pathname === '/_ping') {
      response.end(request.method === 'HEAD' ? '' : 'OK');
      return;
    }
    for (const [method, pattern, route] of routes) {
      const match = method === request.method ? pattern.exec(url.pathname) : null;
      if (!match) continue;
      const json = raw.length > 0 && /json/.test(request.headers['content-type'] ?? '');
      const body = json ? (JSON.parse(raw.toString()) as Body) : {};
      const [status, data] = route(match.slice(1).map(decodeURIComponent), { url, body, raw, response });
      response.statusCode = status;
      if (data === undefined) response.end();
      else response.setHeader('Content-Type', 'application/json').end(JSON.stringify(data));
      return;
    }
    record('unknown', `${request.method} ${url.pathname}`, url);
    response
      .writeHead(501, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ message: 'the fake engine does not know this' }));
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, response, Buffer.concat(chunks)));
  });
  // `exec` and `attach` take the connection over; there is no output.
  server.on('upgrade', (_, socket) => {
    socket.end(
      'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
    );
  });
  rmSync(options.socket, { force: true });
  await new Promise<void>((resolve) => server.listen(options.socket, resolve));

  return {
    requests,
    containers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const queryOf = (url: URL): Record<string, string> => Object.fromEntries(url.searchParams);

function passes(container: Container, url: URL): boolean {
  const filters = JSON.parse(url.searchParams.get('filters') ?? '{}') as { label?: Record<string, boolean> | string[] };
  const labels = labelsOf(container.body);
  const wanted = Array.isArray(filters.label) ? filters.label : Object.keys(filters.label ?? {});
  return wanted.every((label) => {
    const at = label.indexOf('=');
    return at < 0 ? Object.hasOwn(labels, label) : labels[label.slice(0, at)] === label.slice(at + 1);
  });
}

function listed(container: Container): Body {
  const image = String(container.body['Image']);
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: image,
    ImageID: image,
    Labels: labelsOf(container.body),
    State: container.state,
    Status: container.state,
  };
}

/** Volumes as an engine reports them; one without a source has a name of 64 digits. */
function mountsOf(container: Container): readonly Body[] {
  const host = (container.body['HostConfig'] ?? {}) as { Mounts?: { Type: string; Source?: string; Target: string }[] };
  return (host.Mounts ?? [])
    .filter(({ Type }) => Type === 'volume')
    .map(({ Source, Target }) => ({
      Type: 'volume',
      Name: Source ?? idOf(container.id + Target),
      Destination: Target,
    }));
}

function inspected(container: Container): Body {
  const running = container.state === 'running';
  return {
    Id: container.id,
    Name: `/${container.name}`,
    Image: `sha256:${idOf(String(container.body['Image']))}`,
    Config: container.body,
    Mounts: mountsOf(container),
    State: { Status: container.state, Running: running, ExitCode: 0, Health: { Status: 'healthy' } },
  };
}
