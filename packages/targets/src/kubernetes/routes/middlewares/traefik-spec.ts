import type { Verdict } from '../route.ts';
import { approximatedAs, carriedAs, droppedAs, resolvedBy } from '../verdict.ts';
import type { Middleware, MiddlewareLabel } from './middleware.ts';
import { lossSeverity } from './middleware.ts';
import { traefikField, traefikValue } from './traefik-fields.ts';

/** A middleware as Traefik's object of that kind has it. */
export interface TraefikSpec {
  readonly spec: Readonly<Record<string, unknown>>;
  /** The kind of middleware whose users are in a Secret, with its lines as `htpasswd` or `htdigest` write them. */
  readonly users?: { readonly kind: 'basicAuth' | 'digestAuth'; readonly lines: readonly string[] };
  /** The login of the Redis that counts for a rate limit. */
  readonly redis?: Readonly<Record<string, string>>;
}

type Tree = { [name: string]: unknown };

const usersField = /^(basic|digest)auth\.(users|usersfile)$/;
const redisField = /^ratelimit\.redis\.(username|password)$/;

/** Whether a Secret takes the value of a label. */
export const isKeptSecret = (field: string): boolean => usersField.test(field) || redisField.test(field);

/** What the labels of a middleware are in the `spec` of an object. */
export function traefikSpec(middleware: Middleware): TraefikSpec {
  const spec: Tree = {};
  const lines: string[] = [];
  const redis: Record<string, string> = {};
  let kind: 'basicAuth' | 'digestAuth' | undefined;
  // Several services may say the same of one middleware.
  const labels = new Map(middleware.labels.toReversed().map((label) => [label.field, label]));
  for (const label of [...labels.values()].toReversed()) {
    if (isWithoutPage(middleware, label)) continue;
    const [, auth, source] = usersField.exec(label.field) ?? [];
    const login = redisField.exec(label.field)?.[1];
    if (auth !== undefined) {
      kind = auth === 'basic' ? 'basicAuth' : 'digestAuth';
      if (source === 'users') lines.push(...label.value.split(',').flatMap((user) => user.trim() || []));
    } else if (login !== undefined) redis[login] = label.value;
    else set(spec, label);
  }
  return {
    spec,
    ...(kind !== undefined && { users: { kind, lines } }),
    ...(Object.keys(redis).length > 0 && { redis }),
  };
}

function set(spec: Tree, label: MiddlewareLabel): void {
  const plugin = pluginPath(label);
  const field = plugin ? undefined : traefikField(label.written);
  const path = plugin ?? field?.path ?? [];
  const value = plugin ? label.value : field && traefikValue(field, label.value);
  const [last] = path.slice(-1);
  if (last === undefined || value === undefined) return;
  let at = spec;
  for (const name of path.slice(0, -1)) {
    const below = at[name];
    at = isTree(below) ? below : ((at[name] = {} as Tree) as Tree);
  }
  if (!isTree(at[last])) at[last] = value;
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only a plug-in itself knows its fields, so they stay texts. */
const pluginPath = ({ field, written }: MiddlewareLabel): readonly string[] | undefined =>
  field.startsWith('plugin.') ? ['plugin', ...written.split('.').slice(1)] : undefined;

/** Without the service that answers there are no pages. */
const isWithoutPage = ({ page }: Middleware, { field }: MiddlewareLabel): boolean =>
  field.startsWith('errors.') && page === undefined;

/** What becomes of a label that Traefik's object is made of. */
export function traefikVerdict(middleware: Middleware, label: MiddlewareLabel): Verdict {
  const { path, field } = label;
  const [word = ''] = field.split('.');
  if (word === 'chain') return resolvedBy(path, 'the middlewares that it names are read');
  if (isWithoutPage(middleware, label))
    return droppedAs(path, 'No label of the project says what the service with the pages is', undefined, 'differs');
  if (field === 'errors.service') return carriedAs(path, 'Middleware.spec');
  if (isKeptSecret(field)) return carriedAs(path, 'Secret.data');
  if (word === 'plugin')
    return approximatedAs(
      path,
      'Middleware.spec',
      `The Traefik of the cluster has to know the plug-in "${field.split('.')[1]}": without it the route is not found`,
      'Name it in the static configuration of that Traefik (experimental.plugins)',
      'breaks',
    );
  const known = traefikField(label.written);
  if (!known)
    return droppedAs(
      path,
      'The Middleware of Traefik has no such field',
      /\.tls\.(?:ca|cert|key)$/.test(field)
        ? 'Put the files into a Secret and name it in the Middleware: caSecret, certSecret'
        : undefined,
      lossSeverity(word),
    );
  return traefikValue(known, label.value) === undefined && !/^(?:0|f|false)$/i.test(label.value)
    ? droppedAs(path, `The Middleware of Traefik does not take "${label.value}" there`, undefined, lossSeverity(word))
    : carriedAs(path, 'Middleware.spec');
}
