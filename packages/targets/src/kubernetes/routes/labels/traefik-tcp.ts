import { pathTo } from '../../../account/key-path.ts';
import { hostProblem } from './rule.ts';
import type { Definition, Label } from './labels.ts';
import type { Reading, Route, Verdict } from '../route.ts';
import { carriedAs, droppedAs, resolvedBy } from '../verdict.ts';

const field = 'TLSRoute.spec';

/**
 * A router for TCP as routes of TLS that the service itself ends: ``HostSNI(`db.example.org`)`` with `tls.passthrough`. Any
 * other has no standard route. `portOf`: what the labels of a service say of its port.
 */
export function readTlsRouter(
  { name, owner, labels }: Definition,
  portOf: (service: string | undefined) => number | undefined,
): Reading {
  const rule = labels.get('rule');
  const place = rule?.path ?? [...labels.values()][0]?.path ?? pathTo([]);
  const hosts = hostsOf(rule?.value ?? '');
  const refuse = (reason: string): Reading => ({
    routes: [],
    verdicts: [...labels.values()].map((label) => refused(label, place, reason)),
    failed: [place],
  });
  if (!hosts) return refuse('No standard route leads raw TCP: only TLS tells by its server name where it goes');
  if (labels.get('tls.passthrough')?.value.toLowerCase() !== 'true')
    return refuse('No standard route ends TLS and passes on what is not HTTP');
  const port = portOf(labels.get('service')?.value);
  const route: Omit<Route, 'host'> = {
    source: 'traefik',
    service: owner.name,
    ...(port !== undefined && { port }),
    path: '/',
    kind: 'Prefix',
    tls: true,
    speaks: 'tls',
    filters: [],
    place,
  };
  return {
    routes: hosts.map((host) => ({ ...route, host })),
    verdicts: [...labels].map(([key, label]) => settingVerdict(key, label, name)),
    failed: [],
  };
}

const refused = ({ path }: Label, place: Label['path'], reason: string): Verdict =>
  path === place
    ? droppedAs(path, reason, 'Publish the port (ports:), or write the object of your controller', 'breaks')
    : resolvedBy(path, 'its router makes no route');

function settingVerdict(key: string, { path }: Label, name: string): Verdict {
  if (['rule', 'service', 'tls', 'tls.passthrough'].includes(key)) return carriedAs(path, field);
  if (key === 'entrypoints')
    return {
      path,
      support: {
        kind: 'approximated',
        field,
        difference: `The Gateway answers on port 443, whatever the entry point of router "${name}"`,
        severity: 'differs',
      },
    };
  return droppedAs(path, 'A TLSRoute has no such field');
}

/** The hosts of a rule that has nothing but `HostSNI`; undefined for all others, and for any host. */
function hostsOf(rule: string): readonly string[] | undefined {
  const terms = rule.split('||').map((term) => /^\s*HostSNI\(([^()]*)\)\s*$/i.exec(term)?.[1]);
  const hosts = terms.flatMap((term) =>
    (term ?? '').split(',').map((host) => host.trim().replace(/^[`"](.*)[`"]$/, '$1')),
  );
  return terms.includes(undefined) || hosts.some((host) => host.startsWith('*') || hostProblem(host) !== undefined)
    ? undefined
    : hosts.map((host) => host.toLowerCase());
}
