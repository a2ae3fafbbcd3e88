import type { KeyPath } from '../../../account/key-path.ts';
import type { IngressController } from '../../options.ts';
import { carriedFilters, trimmed } from './filters.ts';
import type { Filter, Route } from '../route.ts';

/** What a controller does with the requests of a route, in its own words. */
export interface OwnWords {
  readonly annotations: Readonly<Record<string, string>>;
  /** The path as a pattern, where the rewrite needs one. */
  readonly pattern?: string;
  /** Where that which is carried was written. */
  readonly carried: readonly KeyPath[];
}

const nothing: OwnWords = { annotations: {}, carried: [] };

/** The middlewares of a Traefik route as annotations of a controller; Traefik itself has objects for them. */
export function ownWords(controller: IngressController | undefined, route: Route): OwnWords {
  if (controller === undefined || controller === 'traefik' || route.source !== 'traefik') return nothing;
  const words = controller === 'nginx' ? nginxWord : haproxyWord;
  const made = [
    ...(route.redirect
      ? [{ place: route.redirect.place, ...redirectWords(controller, route.redirect.permanent) }]
      : []),
    ...carriedFilters(route, ['allow']).carried.flatMap((filter) => {
      const word = words(filter, route);
      return word ? [{ place: filter.place, ...word }] : [];
    }),
  ];
  const pattern = made.map((word) => word.pattern).find((text) => text !== undefined);
  return {
    annotations: joined(made.map(({ annotations }) => annotations)),
    ...(pattern !== undefined && { pattern }),
    carried: made.map(({ place }) => place),
  };
}

type Word = Pick<OwnWords, 'annotations' | 'pattern'>;

/** Settings of one name are lines of one annotation, as HAProxy has them for headers. */
function joined(all: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const lines = new Map<string, string>();
  for (const [name, value] of all.flatMap(Object.entries)) {
    const known = lines.get(name);
    lines.set(name, known === undefined ? value : `${known}\n${value}`);
  }
  return Object.fromEntries(lines);
}

function redirectWords(controller: 'haproxy' | 'nginx', permanent: boolean): Word {
  return {
    annotations:
      controller === 'nginx'
        ? { 'nginx.ingress.kubernetes.io/force-ssl-redirect': 'true' }
        : { 'haproxy.org/ssl-redirect': 'true', 'haproxy.org/ssl-redirect-code': permanent ? '301' : '302' },
  };
}

/** Source: ingress-nginx, "Annotations", "Rewrite". Headers need a setting of its operator, and are not carried. */
function nginxWord(filter: Filter, { path }: Route): Word | undefined {
  const rewrite = (target: string, pattern?: string): Word => ({
    annotations: {
      ...(pattern !== undefined && { 'nginx.ingress.kubernetes.io/use-regex': 'true' }),
      'nginx.ingress.kubernetes.io/rewrite-target': target,
    },
    ...(pattern !== undefined && { pattern }),
  });
  const prefix = path === '/' ? '' : trimmed(path);
  switch (filter.kind) {
    case 'replace-prefix':
      return rewrite(`${slashless(filter.to)}/$2`, `${escaped(prefix)}(/|$)(.*)`);
    case 'add-prefix':
      return rewrite(
        `${slashless(filter.prefix)}/$1`,
        prefix === '' ? '/(.*)' : `/(${escaped(prefix.slice(1))}(?:/.*)?)`,
      );
    case 'replace-path':
      return rewrite(filter.to);
    case 'allow':
      return { annotations: { 'nginx.ingress.kubernetes.io/whitelist-source-range': filter.ranges.join(',') } };
    default:
      return undefined;
  }
}

/** Source: haproxytech/kubernetes-ingress, `documentation/annotations.md`. */
function haproxyWord(filter: Filter, { path }: Route): Word | undefined {
  const one = (name: string, value: string): Word => ({ annotations: { [`haproxy.org/${name}`]: value } });
  switch (filter.kind) {
    case 'replace-prefix':
      return one('path-rewrite', `^${escaped(path === '/' ? '' : trimmed(path))}/?(.*) ${slashless(filter.to)}/\\1`);
    case 'add-prefix':
      return one('path-rewrite', `^(.*) ${slashless(filter.prefix)}\\1`);
    case 'replace-path':
      return one('path-rewrite', `^.* ${filter.to}`);
    case 'allow':
      return one('allow-list', filter.ranges.join(', '));
    default:
      // Values are formats of its log, in quotes: what means something there is not carried.
      return /^[^"\\%\n\r]+$/.test(filter.value)
        ? one(
            `${filter.kind === 'request-header' ? 'request' : 'response'}-set-header`,
            `${filter.name} "${filter.value}"`,
          )
        : undefined;
  }
}

const slashless = (path: string): string => path.replace(/\/$/, '');
const escaped = (path: string): string => path.replaceAll(/[.+$]/g, String.raw`\$&`);
