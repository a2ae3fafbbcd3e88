import { entries, field, items, text } from '../fields.ts';
import { plainPath } from './emitted.ts';

/** A port: `{ port: 53, protocol: 'UDP' }`. */
export interface Port {
  readonly port: number;
  readonly protocol: string;
  /** A number on the host, where one is given. */
  readonly published?: number;
}

/** A mount that the reference asks for. */
export interface WantedMount {
  /** Where it is below the service: `['volumes', '0']`. */
  readonly at: readonly string[];
  readonly target: string;
  readonly readOnly: boolean;
  readonly kind: 'volume' | 'bind' | 'tmpfs' | 'anonymous' | 'config' | 'secret' | 'other';
  /** A volume's key, a bind's path, a config's key. */
  readonly source: string;
}

/** A service as `docker compose config` printed it, `$` once. */
export interface WantedService {
  readonly key: string;
  readonly image: string | undefined;
  /** Its `build` as JSON; undefined without one. */
  readonly built: string | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
  /** Undefined values have no value in the reference's environment either. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  readonly mounts: readonly WantedMount[];
  readonly ports: readonly Port[];
  readonly networkMode: string | undefined;
  /** The networks, by their keys. */
  readonly networks: readonly string[];
  readonly containerName: string | undefined;
  readonly hostname: string | undefined;
  readonly aliases: readonly string[];
  /** `db:database` of others: the service, and the name for it. */
  readonly links: readonly (readonly [string, string])[];
  readonly data: unknown;
}

export interface Reference {
  readonly name: string;
  readonly services: readonly WantedService[];
  readonly data: unknown;
}

export function readReference(json: string): Reference {
  const data = singleDollars(JSON.parse(json));
  return {
    name: text(data, 'name') ?? '',
    services: entries(data, 'services').map(([key, service]) => serviceOf(key, service)),
    data,
  };
}

/** The reference prints every `$` twice. */
function singleDollars(data: unknown): unknown {
  if (typeof data === 'string') return data.replaceAll('$$', '$');
  if (Array.isArray(data)) return data.map(singleDollars);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [singleDollars(key), singleDollars(value)]));
}

function serviceOf(key: string, data: unknown): WantedService {
  const words = (at: string) => (Array.isArray(field(data, at)) ? items(data, at).map(String) : undefined);
  const networks = entries(data, 'networks');
  return {
    key,
    image: text(data, 'image'),
    built: field(data, 'build') === undefined ? undefined : JSON.stringify(field(data, 'build')),
    entrypoint: words('entrypoint'),
    command: words('command'),
    environment: new Map(
      entries(data, 'environment').map(([name, value]) => [
        name,
        value === null ? undefined : `${value as string | number | boolean}`,
      ]),
    ),
    mounts: mountsOf(data),
    ports: portsOf(data),
    networkMode: text(data, 'network_mode'),
    networks: networks.map(([name]) => name),
    containerName: text(data, 'container_name'),
    hostname: text(data, 'hostname'),
    aliases: networks.flatMap(([, network]) => items(network, 'aliases').map(String)),
    links: items(data, 'links').map((link) => {
      const [service = '', alias = service] = String(link).split(':');
      return [service, alias] as const;
    }),
    data,
  };
}

function mountsOf(data: unknown): readonly WantedMount[] {
  const kinds = { volume: 'volume', bind: 'bind', tmpfs: 'tmpfs' } as const;
  const volumes = items(data, 'volumes').map((mount, index): WantedMount => {
    const type = text(mount, 'type') ?? '';
    const source = text(mount, 'source') ?? '';
    const kind = Object.hasOwn(kinds, type) ? kinds[type as keyof typeof kinds] : 'other';
    return {
      at: ['volumes', String(index)],
      target: plainPath(text(mount, 'target') ?? ''),
      readOnly: field(mount, 'read_only') === true,
      kind: kind === 'volume' && source === '' ? 'anonymous' : kind,
      source,
    };
  });
  const tmpfs = items(data, 'tmpfs').map((one, index): WantedMount => {
    const [target = ''] = String(one).split(':');
    return { at: ['tmpfs', String(index)], target: plainPath(target), readOnly: false, kind: 'tmpfs', source: '' };
  });
  const files = (['configs', 'secrets'] as const).flatMap((at) =>
    items(data, at).map((one, index): WantedMount => {
      const source = text(one, 'source') ?? '';
      const folder = at === 'configs' ? '/' : '/run/secrets';
      const target = text(one, 'target') ?? source;
      return {
        at: [at, String(index)],
        target: plainPath(target.startsWith('/') ? target : `${folder}/${target}`),
        readOnly: false,
        kind: at === 'configs' ? 'config' : 'secret',
        source,
      };
    }),
  );
  return [...volumes, ...tmpfs, ...files];
}

function portsOf(data: unknown): readonly Port[] {
  const published = items(data, 'ports').map((port) => {
    const number = Number(text(port, 'published'));
    return {
      port: Number(field(port, 'target')),
      protocol: (text(port, 'protocol') ?? 'tcp').toUpperCase(),
      ...(Number.isInteger(number) && number > 0 ? { published: number } : {}),
    };
  });
  const exposed = items(data, 'expose').flatMap((one) => {
    const [range = '', protocol = 'tcp'] = String(one).split('/');
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => ({
      port: from + index,
      protocol: protocol.toUpperCase(),
    }));
  });
  return [...published, ...exposed];
}
