import type { Project, Service } from '@transpose/core';
import { pathTo } from '../../../account/key-path.ts';
import { grouped } from '../../../shared/grouped.ts';
import { isPort } from '../../ports/found.ts';
import type { Label } from './labels.ts';
import { labelsOf } from './labels.ts';
import type { Filter, Match, Reading, Route, RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { hostProblem, pathProblem } from './rule.ts';
import { approximatedAs, carriedAs, droppedAs } from '../verdict.ts';

/** The labels of one site: `caddy`, `caddy_0` and what is below it. */
interface Site {
  readonly service: Service;
  readonly address: Label | undefined;
  readonly directives: readonly Directive[];
}

/** A label below a site, its words without the numbers that only order them: `handle_path`, `reverse_proxy`. */
interface Directive extends Label {
  readonly words: readonly string[];
  /** What groups it with its siblings: the first word with its number. */
  readonly block: string;
}

/** Reads the labels of caddy-docker-proxy. */
export function readCaddy(project: Project, kind: RouteKind): Reading {
  const readings = Object.values(project.services).flatMap((service) =>
    sitesOf(service).map((site) => readSite(site, kind)),
  );
  return {
    routes: readings.flatMap(({ routes }) => routes),
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    failed: readings.flatMap(({ failed }) => failed),
  };
}

function sitesOf(service: Service): readonly Site[] {
  const sites = new Map<string, { address: Label | undefined; directives: Directive[] }>();
  for (const label of labelsOf(service)) {
    const [name = '', ...rest] = label.key.split('.');
    if (!/^caddy(?:_\d+)?$/.test(name)) continue;
    const site = sites.get(name) ?? { address: undefined, directives: [] };
    sites.set(name, site);
    if (rest.length === 0) site.address = label;
    else site.directives.push({ ...label, words: rest.map(withoutNumber), block: rest[0] ?? '' });
  }
  return [...sites.values()].map((site) => ({ service, ...site }));
}

/** `1_handle`, `handle_1`: the number orders or keeps apart. */
const withoutNumber = (word: string): string => word.replace(/^\d+_/, '').replace(/_\d+$/, '');

function readSite({ service, address, directives }: Site, kind: RouteKind): Reading {
  const all = [...(address ? [address] : []), ...directives];
  const place = (address ?? directives[0])?.path ?? pathTo([]);
  const refused = (reason: string): Reading => ({
    routes: [],
    verdicts: all.map(({ path }) =>
      path === place
        ? droppedAs(path, `No route is written, because ${reason}`, 'Name plain hosts and paths', 'breaks')
        : droppedAs(path, 'Its site makes no route'),
    ),
    failed: [place],
  });
  if (!address) return refused('the site has no address');
  const hosts = hostsOf(address.value);
  if ('problem' in hosts) return refused(hosts.problem);
  const routing = new Set(directives.filter(({ words }) => isRouting(words)).map(({ block }) => block));
  const blocks = [...grouped(directives, ({ block }) => block)]
    .filter(([block]) => routing.has(block))
    .map(([, labels]) => blockOf(labels));
  const problem = blocks.flatMap((block) => ('problem' in block ? [block.problem] : []))[0];
  if (problem !== undefined) return refused(problem);
  const proxied = blocks.flatMap((block) => ('problem' in block || !block.served ? [] : [block]));
  if (proxied.length === 0) return refused('no reverse_proxy of the site leads to the service');

  const routes = hosts.names.flatMap(({ host, tls }) =>
    proxied.map(({ match, port, filters }): Route => ({
      ...match,
      source: 'caddy',
      host,
      service: service.name,
      // Caddy asks port 80 where nothing is said.
      port: port ?? 80,
      tls,
      filters,
      place: address.path,
    })),
  );
  return {
    routes,
    verdicts: [carriedAs(address.path, ruleField(kind)), ...directiveVerdicts(directives, kind)],
    failed: [],
  };
}

type Hosts =
  | { readonly names: readonly { readonly host: string; readonly tls: boolean }[] }
  | { readonly problem: string };

/** The addresses of a site; Caddy has certificates for all but those with `http://`. */
function hostsOf(text: string): Hosts {
  const names = text.split(/[\s,]+/).filter((one) => one !== '');
  const read = names.map((name) => {
    const [, scheme, host = ''] = /^(?:(https?):\/\/)?(.*)$/i.exec(name) ?? [];
    return { host: host.toLowerCase(), tls: scheme?.toLowerCase() !== 'http' };
  });
  const problem =
    names.length === 0
      ? 'the address is empty'
      : read.map(({ host }) => hostProblem(host)).find((one) => one !== undefined);
  return problem === undefined ? { names: read } : { problem };
}

const isRouting = ([first]: readonly string[]): boolean =>
  first === 'reverse_proxy' || first === 'handle' || first === 'handle_path' || first === 'route';

type Block =
  | { readonly match: Match; readonly port?: number; readonly filters: readonly Filter[]; readonly served: boolean }
  | { readonly problem: string };

/** `reverse_proxy`, alone or inside `handle PATH` or `handle_path PATH`. */
function blockOf(labels: readonly Directive[]): Block {
  const [first] = labels;
  const outer = first?.words[0] ?? '';
  const proxies = labels.filter(({ words }) => words.at(-1) === 'reverse_proxy' && words.length <= 2);
  const [proxy, second] = proxies;
  if (!proxy) return { match: { path: '/', kind: 'Prefix' }, filters: [], served: false };
  if (second) return { problem: 'one block has several reverse_proxy' };
  const inside = outer !== 'reverse_proxy';
  const head = inside ? labels.find(({ words }) => words.length === 1) : undefined;
  const at = proxy.value.indexOf('{{');
  const matcher = proxy.value.slice(0, Math.max(at, 0)).trim();
  const upstream = /^\{\{\s*upstreams(?:\s+https?)?(?:\s+(\d{1,5}))?\s*\}\}$/.exec(
    proxy.value.slice(Math.max(at, 0)).trim(),
  );
  if (!upstream) return { problem: `"${proxy.value}" does not lead to {{upstreams}}` };
  const paths = [head?.value, matcher].flatMap((one) =>
    one === undefined || one === '' || one === '*' || one === '/*' ? [] : [one],
  );
  if (paths.length > 1) return { problem: 'two paths at once have no counterpart' };
  const match = matchOf(paths[0]);
  if ('problem' in match) return match;
  const port = Number(upstream[1] ?? Number.NaN);
  const strips = outer === 'handle_path' && head !== undefined && match.path !== '/';
  return {
    match,
    ...(isPort(port) && { port }),
    filters: strips ? [{ kind: 'replace-prefix', prefixes: [match.path], to: '/', place: head.path }] : [],
    served: true,
  };
}

/** `/api/*` is a prefix, `/api` that path alone. Named matchers (`@api`) are not plain. */
function matchOf(text: string | undefined): Match | { readonly problem: string } {
  if (text === undefined) return { path: '/', kind: 'Prefix' };
  const prefix = text.endsWith('*');
  const path = prefix ? text.replace(/\/?\*$/, '') || '/' : text;
  const problem =
    pathProblem(path) ?? (prefix && !text.endsWith('/*') ? `"${text}" is not whole parts of a path` : undefined);
  return problem === undefined ? { path, kind: prefix ? 'Prefix' : 'Exact' } : { problem };
}

function directiveVerdicts(directives: readonly Directive[], kind: RouteKind): readonly Verdict[] {
  return directives.map(({ words, path, value }): Verdict => {
    const last = words.at(-1);
    if (last === 'reverse_proxy') return proxyVerdict(path, value, kind);
    if (words.length === 1 && (last === 'handle' || last === 'route')) return carriedAs(path, ruleField(kind));
    if (words.length === 1 && last === 'handle_path')
      return kind === 'gateway'
        ? carriedAs(path, 'HTTPRoute.spec.rules[].filters')
        : approximatedAs(
            path,
            ruleField(kind),
            'The path arrives with its prefix, which Caddy takes off',
            'Use --route gateway, or a rewrite annotation of your Ingress controller',
            'breaks',
          );
    if (words[0] === 'tls')
      return approximatedAs(
        path,
        kind === 'ingress' ? 'Ingress.spec.tls' : 'HTTPRoute.spec.parentRefs',
        'Certificates come from the cluster',
        'Name the issuer of cert-manager (--cert-issuer)',
      );
    const guards =
      /^(?:basic_?auth|forward_auth|@|request_header|abort|respond|import)/.test(last ?? '') ||
      /auth/.test(words.join('.'));
    return droppedAs(
      path,
      `No standard route has Caddy's "${words.join('.')}"`,
      "Set it up by your controller's own means",
      guards ? 'loses' : 'differs',
    );
  });
}

function proxyVerdict(path: Label['path'], value: string, kind: RouteKind): Verdict {
  return /upstreams\s+https/i.test(value)
    ? approximatedAs(
        path,
        ruleField(kind),
        'The controller asks the Pod by plain http, not by https',
        'Look for the annotation of your controller, such as nginx.ingress.kubernetes.io/backend-protocol',
        'breaks',
      )
    : carriedAs(path, ruleField(kind));
}
