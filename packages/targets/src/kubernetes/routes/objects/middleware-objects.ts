import { base64 } from '../../../shared/bytes/base64.ts';
import type { KubernetesContext } from '../../facts/context.ts';
import { serviceKind } from '../../network/service.ts';
import { objectMeta } from '../../objects/metadata.ts';
import type { ExternalObject, Middleware, Secret } from '../../objects/objects.ts';
import { authServiceOf } from '../middlewares/asked.ts';
import type { Middleware as DefinedMiddleware } from '../middlewares/middleware.ts';
import type { PassedMiddleware } from '../middlewares/passed.ts';
import { passedBy } from '../middlewares/passed.ts';
import type { TraefikSpec } from '../middlewares/traefik-spec.ts';
import { backendOf, networkOwner } from './backend.ts';

/** The objects of Traefik's that the Ingresses of a project name, and the Secrets that those read. */
export interface MiddlewareObjects {
  readonly objects: readonly Middleware[];
  readonly secrets: readonly Secret[];
  /** Secrets that nothing in the project has the content of. */
  readonly external: readonly ExternalObject[];
  /** The name of the object of a middleware. */
  nameOf(passed: PassedMiddleware): string;
}

interface Made {
  readonly object: Middleware;
  readonly secrets: readonly Secret[];
}

/** With `--ingress-controller traefik`: an object for each middleware that requests of a printed route pass. */
export function middlewareObjects(context: KubernetesContext): MiddlewareObjects {
  const { options, routes } = context;
  const made = new Map<DefinedMiddleware | string, Made>();
  const external: ExternalObject[] = [];
  const keyOf = ({ name, defined }: PassedMiddleware) => defined ?? name;
  if (options.ingressController === 'traefik' && options.route === 'ingress')
    for (const passed of routes.all.flatMap((route) => passedBy(routes, route)))
      if (!made.has(keyOf(passed))) made.set(keyOf(passed), middlewareOf(context, passed, external));
  return {
    objects: Array.from(made.values(), ({ object }) => object),
    secrets: [...made.values()].flatMap(({ secrets }) => secrets),
    external,
    nameOf: (passed) => made.get(keyOf(passed))?.object.metadata.name ?? passed.name,
  };
}

function middlewareOf(context: KubernetesContext, passed: PassedMiddleware, external: ExternalObject[]): Made {
  const name = context.names.reserve('Middleware', passed.name);
  const { spec, users, redis } = passed.made;
  const secrets: Secret[] = [];
  const secretNamed = (suffix: string): string => context.names.derive('Secret', name, suffix);
  const own: Record<string, unknown> = { ...spec };
  if (users) {
    const secret = secretNamed('-users');
    own[users.kind] = { ...fieldsOf(spec[users.kind]), secret };
    if (users.lines.length > 0) secrets.push(secretOf(context, secret, name, { users: users.lines.join('\n') }));
    else external.push({ kind: 'Secret', name: secret });
    reportUserFiles(context, passed, secret, users);
  }
  if (redis) {
    const secret = secretNamed('-redis');
    const limit = fieldsOf(spec['rateLimit']);
    own['rateLimit'] = { ...limit, redis: { ...fieldsOf(limit['redis']), secret } };
    secrets.push(secretOf(context, secret, name, redis));
  }
  if (passed.defined) Object.assign(own, askingFields(context, own, passed.defined));
  return {
    object: {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: objectMeta(context, name, name),
      spec: own,
    },
    secrets,
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => ({ ...(value as object | undefined) });

/** Traefik takes a Secret of one key, whatever its name, as lines of users. Source: Traefik, "Kubernetes CRD", BasicAuth. */
function secretOf(
  context: KubernetesContext,
  name: string,
  owner: string,
  texts: Readonly<Record<string, string>>,
): Secret {
  const data = Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, base64(value)]));
  return { apiVersion: 'v1', kind: 'Secret', metadata: objectMeta(context, name, owner), type: 'Opaque', data };
}

/** Fields that name services of the project: Traefik asks them from its own namespace. */
function askingFields(
  context: KubernetesContext,
  spec: Readonly<Record<string, unknown>>,
  defined: DefinedMiddleware,
): Readonly<Record<string, unknown>> {
  const { page } = defined;
  const auth = authServiceOf(defined, context.hosts);
  const fields: Record<string, unknown> = {};
  for (const { service, field } of [
    ...(page ? [{ service: page.service, field: 'errors.service' }] : []),
    ...(auth ? [{ service: auth.service, field: 'forwardauth.address' }] : []),
  ])
    if (!isReached(context, service)) reportUnreached(context, defined, field, service);
  if (page) {
    const port = context.routes.portOf(page);
    fields['errors'] = { ...fieldsOf(spec['errors']), service: { name: backendOf(context, page.service), port } };
  }
  if (auth) {
    const { namespace = 'default' } = context;
    const address = auth.addressAt(`${backendOf(context, auth.service)}.${namespace}.svc`);
    fields['forwardAuth'] = { ...fieldsOf(spec['forwardAuth']), address };
  }
  return fields;
}

const isReached = (context: KubernetesContext, service: string): boolean =>
  context.pods.has(service) && serviceKind(context, networkOwner(context, service)) !== 'none';

function reportUnreached(
  context: KubernetesContext,
  { labels }: DefinedMiddleware,
  field: string,
  service: string,
): void {
  const label = labels.find((one) => one.field === field);
  if (label)
    context.ledger.approximated(
      label.path,
      'Middleware.spec',
      `No Service leads to "${service}", so Traefik cannot ask it`,
      undefined,
      'breaks',
    );
}

/** A file of users is in the container of Docker's Traefik. Without the Secret the route is closed, not open. */
function reportUserFiles(
  context: KubernetesContext,
  { defined }: PassedMiddleware,
  secret: string,
  { lines }: NonNullable<TraefikSpec['users']>,
): void {
  const { namespace } = context;
  for (const { path, value, field } of defined?.labels ?? []) {
    if (!field.endsWith('auth.usersfile')) continue;
    context.ledger.approximated(
      path,
      'Middleware.spec',
      lines.length > 0
        ? `Users of the file ${value}, which only Docker's Traefik has, are not let in`
        : `The users are in the file ${value}, which only Docker's Traefik has: until the Secret "${secret}" exists the route is not found`,
      lines.length > 0
        ? 'Write its lines into the label users'
        : `Run kubectl create secret generic ${secret}${namespace === undefined ? '' : ` -n ${namespace}`} --from-file=users=FILE`,
      'breaks',
    );
  }
}
