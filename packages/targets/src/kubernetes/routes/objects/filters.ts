import type { Filter, Route } from '../route.ts';

/** The filters of a route that an HTTPRoute has, and of those that it has not the kinds that are named; and those that do not fit its path. */
export function carriedFilters(
  { filters, kind, path }: Route,
  others: readonly Filter['kind'][] = [],
): {
  readonly carried: readonly Filter[];
  readonly lost: readonly Filter[];
} {
  const carried: Filter[] = [];
  const lost: Filter[] = [];
  for (const filter of filters) {
    const rewritten = carried.some((one) => isRewrite(one));
    const fits =
      filter.kind === 'replace-prefix'
        ? !rewritten && kind === 'Prefix' && filter.prefixes.some((prefix) => trimmed(prefix) === trimmed(path))
        : filter.kind === 'add-prefix'
          ? !rewritten && kind === 'Prefix' && filter.prefix.startsWith('/')
          : filter.kind === 'replace-path'
            ? !rewritten && filter.to.startsWith('/')
            : filter.kind === 'allow'
              ? others.includes('allow')
              : isHeaderName(filter.name);
    (fits ? carried : lost).push(filter);
  }
  return { carried, lost };
}

/** A rule has one rewrite of its path. */
const isRewrite = ({ kind }: Filter): boolean =>
  kind === 'replace-prefix' || kind === 'add-prefix' || kind === 'replace-path';

/** `/app/` and `/app` are one prefix. */
export const trimmed = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);

const isHeaderName = (name: string): boolean => name.length <= 256 && /^[A-Za-z0-9!#$%&'*+\-.^_|~]+$/.test(name);
