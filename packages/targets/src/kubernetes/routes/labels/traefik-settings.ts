import type { Definition, Label } from './labels.ts';
import { middlewaresVerdict } from '../middlewares/verdicts.ts';
import type { Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import type { EntryWorld } from './traefik-entries.ts';
import { approximatedAs, carriedAs, droppedAs, gatewayTls, resolvedBy } from '../verdict.ts';

/** Entry points by their usual names: a cluster's controller answers on 80 and 443. */
const usualEntries = /^(?:https?|web|web-?secure|insecure|secure|websecure-?\w*)$/;
const secureEntries = /^(?:https|web-?secure\w*|secure)$/;

interface RouterFacts {
  readonly tls: boolean;
  /** Middlewares that no label defines. */
  readonly lost: readonly string[];
}

/** What becomes of the labels of a router that became a route, besides its rule. */
export function routerSettingVerdicts(world: EntryWorld, router: Definition, facts: RouterFacts): readonly Verdict[] {
  const { kind, given } = world;
  return [...router.labels].flatMap(([field, label]): readonly Verdict[] => {
    if (field === 'rule') return [];
    if (field === 'service') return [carriedAs(label.path, ruleField(kind))];
    if (field === 'entrypoints') return [entryVerdict(world, label, facts.tls)];
    if (field === 'middlewares') return [middlewaresVerdict(kind, label.path, facts.lost)];
    if (field === 'tls' || field.startsWith('tls.')) return [tlsVerdict(world, field, label)];
    if (field === 'priority')
      return [
        given.ingressController === 'traefik'
          ? carriedAs(label.path, 'Ingress.metadata.annotations')
          : approximatedAs(label.path, ruleField(kind), 'The longest path of a host goes first, whatever the priority'),
      ];
    if (field === 'rulesyntax') return [resolvedBy(label.path, 'the rule is read in both syntaxes')];
    return [droppedAs(label.path, 'No standard route has this setting of a Traefik router')];
  });
}

function entryVerdict({ kind, entries }: EntryWorld, { path, value }: Label, tls: boolean): Verdict {
  const names = value.split(',').flatMap((name) => name.trim().toLowerCase() || []);
  const isUsual = (name: string) => {
    const port = entries.get(name)?.port;
    return port === undefined ? usualEntries.test(name) : port === '80' || port === '443';
  };
  const odd = names.find((name) => !isUsual(name));
  if (odd !== undefined)
    return approximatedAs(
      path,
      ruleField(kind),
      `The controller answers on ports 80 and 443: entry point "${odd}" of Traefik is not looked at`,
    );
  if (!tls && names.some((name) => secureEntries.test(name)))
    return approximatedAs(
      path,
      ruleField(kind),
      `Whether entry point "${value}" has TLS is written in Traefik's own configuration: the route has none`,
      'Add the label traefik.http.routers.NAME.tls=true',
    );
  return carriedAs(path, ruleField(kind));
}

function tlsVerdict({ kind, given }: EntryWorld, field: string, { path, value }: Label): Verdict {
  if (value.toLowerCase() === 'false' && field === 'tls') return resolvedBy(path, 'the route has no TLS');
  if (field === 'tls.options') return droppedAs(path, "TLS versions and ciphers are the controller's");
  if (kind === 'gateway') return gatewayTls(path, given);
  return field === 'tls.certresolver'
    ? { path, support: { kind: 'carried', field: 'Ingress.spec.tls' } }
    : carriedAs(path, 'Ingress.spec.tls');
}

/** What becomes of the labels of a Traefik service. */
export function serverVerdicts({ labels }: Definition): readonly Verdict[] {
  return [...labels].map(([field, { path, value }]): Verdict => {
    if (field === 'loadbalancer.server.port') return carriedAs(path, 'Service.spec.ports');
    if (field === 'loadbalancer.server.scheme') return schemeVerdict(path, value);
    if (field === 'loadbalancer.passhostheader' && value !== 'false') return resolvedBy(path, 'it is the default');
    if (field.startsWith('loadbalancer.sticky'))
      return droppedAs(
        path,
        "Cookies that keep a client to one Pod are the controller's",
        'Set x-transpose: {sessionAffinity: ClientIP}, or the annotation of your controller',
      );
    if (field.startsWith('loadbalancer.healthcheck'))
      return droppedAs(path, 'Pods are asked by their readinessProbe', 'Write a healthcheck');
    return droppedAs(
      path,
      'No standard route has this setting of a Traefik service',
      'Look for an annotation of your controller',
    );
  });
}

function schemeVerdict(path: Label['path'], value: string): Verdict {
  const scheme = value.toLowerCase();
  if (scheme === 'http') return resolvedBy(path, 'it is the default');
  return approximatedAs(
    path,
    'Service.spec.ports[].appProtocol',
    `Not every controller reads appProtocol: those that do not ask the Pod by plain http, not by ${scheme}`,
    'Look for the annotation of your controller, such as nginx.ingress.kubernetes.io/backend-protocol',
    scheme === 'https' ? 'breaks' : 'differs',
  );
}

/** What becomes of the other labels of Traefik; undefined for those of routers, services and middlewares of HTTP. */
export function settingVerdict({ key, path }: Label): Verdict | undefined {
  if (/^traefik\.http\.(?:routers|services|middlewares)\.[^.]+\../.test(key)) return undefined;
  if (/^traefik\.(?:enable|docker\.|swarm\.|constraint|tags?$)/.test(key))
    return resolvedBy(path, 'it tells Traefik where to look');
  if (/^traefik\.(?:tcp|udp)\./.test(key))
    return droppedAs(
      path,
      'No standard route leads raw TCP or UDP',
      'Publish the port (ports:), or write the object of your controller',
      'breaks',
    );
  if (/^traefik\.(?:[\w-]+\.)?(?:frontend|backend|port|protocol)\b/.test(key))
    return droppedAs(path, 'It is a label of Traefik 1', 'Write it as a router of Traefik 3', 'breaks');
  return droppedAs(path, 'No standard route has this setting of Traefik');
}
