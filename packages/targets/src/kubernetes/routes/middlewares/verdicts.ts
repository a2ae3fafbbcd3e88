import type { KeyPath } from '../../../account/key-path.ts';
import type { IngressController } from '../../options.ts';
import type { RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { approximatedAs, carriedAs, droppedAs, resolvedBy } from '../verdict.ts';
import type { Middleware, MiddlewareLabel } from './middleware.ts';
import { filterOf, lossSeverity, purposeOf } from './middleware.ts';
import { traefikVerdict } from './traefik-spec.ts';
import type { KubernetesField } from '../../objects/field.ts';

/** What the printed routes carry of middlewares. */
export interface CarriedMiddlewares {
  readonly kind: RouteKind;
  readonly controller: IngressController | undefined;
  /** Places of labels that became filters or annotations. */
  readonly places: ReadonlySet<KeyPath>;
  /** The middlewares that printed routes pass. */
  readonly passed: ReadonlySet<Middleware>;
}

/** Fields that only say how the carried ones work. */
const companions = /^(?:redirectscheme\.(?:permanent|port)|stripprefix\.forceslash)$/;

/** What becomes of the labels that define middlewares. */
export function middlewareVerdicts(
  middlewares: ReadonlyMap<string, Middleware>,
  carried: CarriedMiddlewares,
): readonly Verdict[] {
  return [...middlewares.values()].flatMap((middleware) => {
    const { labels } = middleware;
    if (!carried.passed.has(middleware))
      return labels.map(({ path }) => resolvedBy(path, 'no route that is written passes it'));
    if (carried.controller === 'traefik') return labels.map((label) => traefikVerdict(middleware, label));
    const some = labels.some(({ path }) => carried.places.has(path));
    return labels.map((label) => verdictOf(label, carried, some));
  });
}

function verdictOf(label: MiddlewareLabel, { kind, places }: CarriedMiddlewares, some: boolean): Verdict {
  const { path, field } = label;
  if (places.has(path) || (some && companions.test(field)))
    return { path, support: { kind: 'carried', field: filterField(kind) } };
  const word = field.split('.')[0] ?? '';
  if (word === 'chain') return resolvedBy(path, 'the middlewares that it names are read');
  if (word === 'redirectscheme' && kind === 'ingress') return redirectVerdict(path, kind, undefined);
  return droppedAs(path, lossOf(word, kind), adviceOf(label, kind), lossSeverity(word));
}

/** What becomes of a redirect to https. */
export const redirectVerdict = (path: KeyPath, kind: RouteKind, controller: IngressController | undefined): Verdict =>
  kind === 'gateway' || controller !== undefined
    ? carriedAs(path, filterField(kind))
    : approximatedAs(
        path,
        'Ingress.spec.tls',
        'The Ingress controller decides whether plain requests are redirected to https: ingress-nginx and HAProxy do, Traefik does not',
        'Name your Ingress controller with --ingress-controller, or use --route gateway',
      );

/** What becomes of a list of middlewares; `lost`: those that no label defines. */
export function middlewaresVerdict(kind: RouteKind, path: KeyPath, lost: readonly string[]): Verdict {
  if (lost.length === 0) return resolvedBy(path, 'what becomes of each is said where it is defined');
  const them = lost.map((name) => `"${name}"`).join(', ');
  return approximatedAs(
    path,
    ruleField(kind),
    `Only Traefik's own configuration knows what ${them} ${lost.length === 1 ? 'does' : 'do'}: the route works without`,
    'If it decides who may come in, do the same by your controller before you apply',
    'loses',
  );
}

const filterField = (kind: RouteKind): KubernetesField =>
  kind === 'ingress' ? 'Ingress.metadata.annotations' : 'HTTPRoute.spec.rules[].filters';

function lossOf(word: string, kind: RouteKind): string {
  const object = kind === 'ingress' ? 'An Ingress' : 'An HTTPRoute';
  const does = purposeOf(word);
  return `${object} has no field for the middleware "${word}"${does === undefined ? '' : `, which ${does}`}`;
}

function adviceOf(label: MiddlewareLabel, kind: RouteKind): string {
  const filter = kind === 'ingress' ? filterOf(label) : undefined;
  if (filter?.kind === 'allow') return 'Name your Ingress controller with --ingress-controller';
  return filter
    ? 'Use --route gateway, which has it, or name your Ingress controller with --ingress-controller'
    : "Set it up by your controller's own means: an annotation, a policy or a middleware object";
}
