import type { Severity } from '../../../account/severity.ts';
import { grouped } from '../../../shared/grouped.ts';
import { table } from '../../../shared/formats/table.ts';
import type { Label } from '../labels/labels.ts';
import type { Filter, Redirect } from '../route.ts';

/** A middleware of Traefik, as the labels of the project define it. */
export interface Middleware {
  /** In lower case. */
  readonly name: string;
  readonly filters: readonly Filter[];
  readonly redirect?: Redirect;
  /** Other middlewares that a `chain` names. */
  readonly chain: readonly string[];
  readonly labels: readonly MiddlewareLabel[];
  /** The service with the pages of an `errors`, where the project has it. */
  readonly page?: PageService;
}

/** A Compose service that answers with pages for errors, and the port that a label names. */
export interface PageService {
  readonly service: string;
  readonly port?: number;
}

/** A label with what is behind the name: `redirectscheme.scheme`. */
export interface MiddlewareLabel extends Label {
  readonly field: string;
  /** The same in the letters of the label. */
  readonly written: string;
}

/** What is lost with a middleware that has no counterpart: an open door, a page that is not found, or a habit. */
const kinds: Readonly<Record<string, { readonly does: string; readonly severity: Severity }>> = table({
  addprefix: { does: 'puts a prefix before the path', severity: 'breaks' },
  basicauth: { does: 'asks for a password', severity: 'loses' },
  buffering: { does: 'limits and buffers bodies', severity: 'differs' },
  circuitbreaker: { does: 'stops asking a failing service', severity: 'differs' },
  compress: { does: 'compresses answers', severity: 'differs' },
  digestauth: { does: 'asks for a password', severity: 'loses' },
  errors: { does: 'shows pages for errors', severity: 'differs' },
  forwardauth: { does: 'asks another service who may come in', severity: 'loses' },
  headers: { does: 'sets headers', severity: 'differs' },
  inflightreq: { does: 'limits requests at once', severity: 'differs' },
  ipallowlist: { does: 'admits some addresses only', severity: 'loses' },
  ipwhitelist: { does: 'admits some addresses only', severity: 'loses' },
  passtlsclientcert: { does: 'passes the certificate of the client on', severity: 'breaks' },
  plugin: { does: 'is a plug-in of Traefik', severity: 'differs' },
  ratelimit: { does: 'limits the rate of requests', severity: 'differs' },
  redirectregex: { does: 'redirects by a pattern', severity: 'differs' },
  redirectscheme: { does: 'redirects to https', severity: 'differs' },
  replacepath: { does: 'replaces the path', severity: 'breaks' },
  replacepathregex: { does: 'replaces the path by a pattern', severity: 'breaks' },
  retry: { does: 'asks again after a failure', severity: 'differs' },
  stripprefix: { does: 'takes a prefix off the path', severity: 'breaks' },
  stripprefixregex: { does: 'takes a prefix off the path by a pattern', severity: 'breaks' },
});

/** What a middleware of this kind does, where it is known. */
export const purposeOf = (kind: string): string | undefined => kinds[kind]?.does;

/** What it costs when one is missing. */
export const lossSeverity = (kind: string): Severity => kinds[kind]?.severity ?? 'differs';

/** Headers that the `headers` middleware has words of its own for. */
const headerWords: Readonly<Record<string, (value: string) => readonly [name: string, value: string] | undefined>> =
  table({
    framedeny: (value) => (value === 'true' ? ['X-Frame-Options', 'DENY'] : undefined),
    customframeoptionsvalue: (value) => ['X-Frame-Options', value],
    contenttypenosniff: (value) => (value === 'true' ? ['X-Content-Type-Options', 'nosniff'] : undefined),
    browserxssfilter: (value) => (value === 'true' ? ['X-XSS-Protection', '1; mode=block'] : undefined),
    custombrowserxssvalue: (value) => ['X-XSS-Protection', value],
    contentsecuritypolicy: (value) => ['Content-Security-Policy', value],
    referrerpolicy: (value) => ['Referrer-Policy', value],
    permissionspolicy: (value) => ['Permissions-Policy', value],
  });

const definition = /^traefik\.http\.middlewares\.([^.]+)\.(.+)$/;

/** The middlewares that labels define, by their names in lower case. */
export function middlewaresOf(labels: readonly Label[]): ReadonlyMap<string, Middleware> {
  const defining = labels.flatMap((label) => {
    const [, name, field] = definition.exec(label.key) ?? [];
    if (name === undefined || field === undefined) return [];
    return [{ ...label, name, field, written: String(label.path.at(-1)).slice(label.key.length - field.length) }];
  });
  return new Map(
    Array.from(
      grouped(defining, ({ name }) => name),
      ([name, own]) => [name, middlewareOf(name, own)],
    ),
  );
}

function middlewareOf(name: string, labels: readonly MiddlewareLabel[]): Middleware {
  const value = (field: string) => labels.find((label) => label.field === field);
  const scheme = value('redirectscheme.scheme');
  const port = value('redirectscheme.port')?.value ?? '443';
  const redirect: Redirect | undefined =
    scheme?.value.toLowerCase() === 'https' && port === '443'
      ? { permanent: value('redirectscheme.permanent')?.value === 'true', place: scheme.path }
      : undefined;
  return {
    name,
    filters: labels.flatMap((label) => filterOf(label) ?? []),
    ...(redirect && { redirect }),
    chain: labels.filter(({ field }) => field === 'chain.middlewares').flatMap(({ value: text }) => listOf(text)),
    labels,
  };
}

export function filterOf({ field, written, value, path }: MiddlewareLabel): Filter | undefined {
  if (field === 'stripprefix.prefixes')
    return { kind: 'replace-prefix', prefixes: listOf(value), to: '/', place: path };
  if (/^ip(?:allow|white)list\.sourcerange$/.test(field)) return { kind: 'allow', ranges: listOf(value), place: path };
  if (field === 'addprefix.prefix') return { kind: 'add-prefix', prefix: value, place: path };
  if (field === 'replacepath.path') return { kind: 'replace-path', to: value, place: path };
  const [, side, name] = /^headers\.custom(request|response)headers\.(.+)$/.exec(field) ?? [];
  if (side !== undefined && name !== undefined)
    return {
      kind: side === 'request' ? 'request-header' : 'response-header',
      name: written.slice(-name.length),
      value,
      place: path,
    };
  const header = headerWords[field.replace(/^headers\./, '')]?.(value);
  return header && { kind: 'response-header', name: header[0], value: header[1], place: path };
}

/** `a, b@docker`: the names, in lower case and without the provider that labels are. */
export function listOf(text: string): readonly string[] {
  return text.split(',').flatMap((part) => part.trim().replace(/@docker$/i, '') || []);
}
