import { spawn, spawnSync } from 'node:child_process';
import { field, items } from './fields.ts';

/** What the API server says to a request. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The warnings that kubectl would show. */
  readonly warnings: readonly string[];
}

/** A kind as the server knows it. */
export interface Resource {
  /** `/apis/apps/v1` */
  readonly base: string;
  /** `deployments` */
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface ApiServer {
  /** `v1.34.1` */
  readonly version: string;
  /** Whether there are nodes: then what is created also runs. */
  readonly hasNodes: boolean;
  request(method: string, path: string, body?: string, type?: string): Promise<Answer>;
  /** Undefined for a kind that the server does not have. */
  resource(apiVersion: string, kind: string): Promise<Resource | undefined>;
  stop(): void;
}

/** Why no server can be asked; undefined: one can. Only a named KUBECONFIG counts: nobody's default cluster is touched. */
export function serverLacks(): string | undefined {
  if (!process.env['KUBECONFIG']) return 'KUBECONFIG names no cluster';
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) return 'there is no kubectl';
  const asked = spawnSync('kubectl', ['get', '--raw', '/readyz', '--request-timeout=10s'], { encoding: 'utf8' });
  return asked.status === 0 ? undefined : `the server does not answer: ${asked.stderr.trim().split('\n').at(-1)}`;
}

/** Reaches the server of KUBECONFIG through `kubectl proxy`, whatever it asks for to let one in. */
export async function connect(): Promise<ApiServer> {
  const proxy = spawn('kubectl', ['proxy', '--port=0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((found, failed) => {
    let said = '';
    proxy.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const [, number] = /127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (number !== undefined) found(number);
    });
    proxy.on('exit', (code) => failed(new Error(`kubectl proxy ended with ${code}`)));
  });
  proxy.unref();

  const request: ApiServer['request'] = async (method, path, body, type = 'application/json') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'Content-Type': type, Accept: 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const warnings = [...(answer.headers.get('warning') ?? '').matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)];
    return { status: answer.status, body: parsed(text), warnings: warnings.map(([, said = '']) => said) };
  };

  const known = new Map<string, ReadonlyMap<string, Resource>>();
  return {
    version: String(field((await request('GET', '/version')).body, 'gitVersion')),
    hasNodes: items((await request('GET', '/api/v1/nodes?limit=1')).body, 'items').length > 0,
    request,
    async resource(apiVersion, kind) {
      const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
      let kinds = known.get(base);
      if (!kinds) {
        const list = items((await request('GET', base)).body, 'resources') as readonly {
          readonly name: string;
          readonly kind: string;
          readonly namespaced: boolean;
        }[];
        const own = list.filter(({ name }) => !name.includes('/'));
        kinds = new Map(own.map((one) => [one.kind, { base, plural: one.name, namespaced: one.namespaced }]));
        known.set(base, kinds);
      }
      return kinds.get(kind);
    },
    stop: () => proxy.kill(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text.trim() };
  }
}
