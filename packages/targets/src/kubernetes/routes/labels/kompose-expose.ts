import type { Project, Service } from '@transpose/core';
import type { Label } from './labels.ts';
import { labelsOf } from './labels.ts';
import type { Match, Reading, Route, RouteGiven, RouteKind, Verdict } from '../route.ts';
import { ruleField } from '../route.ts';
import { hostProblem, pathProblem } from './rule.ts';
import { carriedAs, droppedAs, gatewayTls, resolvedBy } from '../verdict.ts';

const expose = 'kompose.service.expose';

/** Reads `kompose.service.expose` and what goes with it. */
export function readKomposeExpose(project: Project, kind: RouteKind, given: RouteGiven): Reading {
  const readings = Object.values(project.services).flatMap((service) => readService(service, kind, given) ?? []);
  return {
    routes: readings.flatMap(({ routes }) => routes),
    verdicts: readings.flatMap(({ verdicts }) => verdicts),
    failed: readings.flatMap(({ failed }) => failed),
  };
}

function readService(service: Service, kind: RouteKind, given: RouteGiven): Reading | undefined {
  const labels = labelsOf(service).filter(({ key }) => key === expose || key.startsWith(`${expose}.`));
  const find = (key: string) => labels.find((label) => label.key === key);
  const own = find(expose);
  const [first] = labels;
  if (!first) return undefined;
  if (!own || own.value === '' || own.value.toLowerCase() === 'false') {
    const verdicts = labels.map((label) =>
      label === own
        ? resolvedBy(label.path, 'the service is not exposed')
        : droppedAs(label.path, `It belongs to ${expose}, which the service does not have`),
    );
    return { routes: [], verdicts, failed: [] };
  }
  const matches = own.value.toLowerCase() === 'true' ? [everything] : own.value.split(',').flatMap(matchOf);
  const problem = matches.flatMap((match) => ('problem' in match ? [match.problem] : []))[0];
  if (problem !== undefined) {
    const verdicts = [droppedAs(own.path, `No route is written, because ${problem}`, undefined, 'breaks')];
    return { routes: [], verdicts, failed: [own.path] };
  }
  const secret = find(`${expose}.tls-secret`);
  const ingressClass = find(`${expose}.ingress-class-name`)?.value;
  const routes = matches.flatMap((match): readonly Route[] =>
    'problem' in match
      ? []
      : [
          {
            ...match,
            source: 'kompose',
            service: service.name,
            tls: secret !== undefined,
            ...(secret && { tlsSecret: secret.value }),
            ...(ingressClass !== undefined && { ingressClass }),
            filters: [],
            place: own.path,
          },
        ],
  );
  return { routes, verdicts: labels.map((label) => verdictOf(label, kind, given)), failed: [] };
}

const everything: Match = { path: '/', kind: 'Prefix' };

/** `shop.example.org/app`. */
function matchOf(text: string): readonly (Match | { readonly problem: string })[] {
  const written = text.trim();
  if (written === '') return [];
  const slash = written.indexOf('/');
  const host = (slash < 0 ? written : written.slice(0, slash)).toLowerCase();
  const path = slash < 0 ? '/' : written.slice(slash);
  const problem = hostProblem(host) ?? pathProblem(path);
  return [problem === undefined ? { host, path, kind: 'Prefix' } : { problem }];
}

function verdictOf({ key, path }: Label, kind: RouteKind, given: RouteGiven): Verdict {
  if (key === expose) return carriedAs(path, ruleField(kind));
  if (key === `${expose}.tls-secret`)
    return kind === 'ingress' ? carriedAs(path, 'Ingress.spec.tls') : gatewayTls(path, given);
  if (key === `${expose}.ingress-class-name`)
    return kind === 'ingress'
      ? carriedAs(path, 'Ingress.spec.ingressClassName')
      : droppedAs(path, 'An HTTPRoute names a Gateway and no class', 'Use --gateway');
  return droppedAs(path, 'kompose has no such label');
}
