import type { Path } from '@transpose/core';
import { pathText } from '@transpose/core';
import { rewriteHosts } from '../../shared/host-token.ts';
import type { Basis, ObjectNames } from '../context.ts';
import type { ClusterNames } from './aliases.ts';
import type { HostDirectory, HostName } from './directory.ts';
import { rewriteDockerHost } from './docker-host.ts';
import { hostTextName } from './host-texts.ts';
import { isFilePath } from './mounted-texts.ts';

/** A text of a service with the hosts in it as the cluster knows them. */
export type HostRewriter = (service: string, text: string, path: Path) => string;

/** Makes the rewriter. What it changes is said to the ledger once for each path, however often it is asked. */
export function hostRewriter(
  basis: Basis,
  names: ObjectNames,
  directory: HostDirectory,
  nameOf: ClusterNames['nameOf'],
): HostRewriter {
  const shared = changedNames(directory.shared.values(), nameOf);
  const changedFor = (service: string): ReadonlyMap<string, string> => {
    const own = directory.own.get(service);
    return own === undefined ? shared : new Map([...shared, ...changedNames(own.values(), nameOf)]);
  };
  const reported = new Set<string>();
  return (name, text, path) => {
    const service = basis.project.services[name];
    if (!service) return text;
    const variable = hostTextName(service, path);
    const host = rewriteDockerHost(basis, names, service, text, variable);
    const changed = changedFor(name);
    const source = isFilePath(path) ? renameUpstreams(host.text, changed) : host.text;
    const { value, rewrites } = rewriteHosts(source, changed, { name: variable });
    const kept = rewrites.length > 0 && isDomain(variable, host.text);
    const changes = [...host.replaced, ...(kept ? [] : rewrites)];
    const key = pathText(path);
    if (!reported.has(key)) {
      if (changes.length > 0 || host.lost.length > 0) reported.add(key);
      reportChanges(basis, path, changes, host.lost);
      if (kept) reportKept(basis, path, rewrites[0]?.to ?? '');
    }
    return kept ? host.text : value;
  };
}

/** The names that have to be written otherwise: names in lower case to names in the cluster. */
function changedNames(hosts: Iterable<HostName>, nameOf: ClusterNames['nameOf']): ReadonlyMap<string, string> {
  return new Map(Array.from(hosts, (host) => [host.host, nameOf(host)] as const).filter(([from, to]) => from !== to));
}

/** Servers that nginx calls by the name of a service: what stands behind `//` may mean them, so both get the new name. */
function renameUpstreams(text: string, changed: ReadonlyMap<string, string>): string {
  return text.replace(
    /(\b(?:upstream|(?:uwsgi|fastcgi|scgi|memcached)_pass)\s+)([\w.-]+)(?=\s*[{;])/g,
    (whole, keyword: string, name: string) => {
      const to = changed.get(name.toLowerCase());
      return to === undefined ? whole : `${keyword}${to}`;
    },
  );
}

/** `XMPP_DOMAIN=meet.jitsi`: what something is called, even where a server has the same name. */
function isDomain(variable: string | undefined, text: string): boolean {
  return variable !== undefined && /(?:^|_)DOMAINS?(?:_NAME)?$/i.test(variable) && /^[\w.-]+$/.test(text);
}

interface Change {
  readonly from: string;
  readonly to: string;
}

function reportChanges(basis: Basis, path: Path, changes: readonly Change[], lost: readonly string[]): void {
  const field = fieldOf(path);
  const pairs = new Set(changes.map(({ from, to }) => `"${from}" is written "${to}"`));
  if (pairs.size > 0) {
    const difference = `${[...pairs].join(', ')}: the name by which the service is reached in the cluster`;
    basis.ledger.approximated(path, field, difference);
  }
  for (const name of new Set(lost)) {
    basis.ledger.approximated(
      path,
      field,
      `"${name}" means the machine that Docker runs on, which a Pod knows nothing of`,
      'Name a host that the cluster reaches',
    );
  }
}

function reportKept(basis: Basis, path: Path, to: string): void {
  const difference = `It is kept, since it names a domain; as a host it does not resolve, "${to}" does`;
  basis.ledger.approximated(path, fieldOf(path), difference);
}

/** The field of a Pod that the text of a path goes to. */
function fieldOf(path: Path): string {
  switch (path[2]) {
    case 'environment':
      return 'Container.env';
    case 'entrypoint':
      return 'Container.command';
    case 'command':
      return 'Container.args';
    case 'healthcheck':
      return 'Container.readinessProbe.exec.command';
    case 'pre_start':
      return 'Pod.spec.initContainers';
    case 'post_start':
    case 'pre_stop':
      return 'Container.lifecycle';
    default:
      return 'ConfigMap.data';
  }
}

/** `other-db-1` with a service `db`: written for another project name, which `-p` would give it. Said once. */
export function hintAtOtherProject(basis: Basis, directory: HostDirectory): void {
  for (const service of basis.pods.emitted) {
    for (const [variable, value] of Object.entries(service.environment)) {
      const project = otherProject(basis, directory, value ?? '');
      if (project === undefined) continue;
      const path: Path = ['services', service.name, 'environment', variable];
      basis.ledger.note(
        `"${project}" is the name of another project: convert with -p ${project} if this is its file`,
        path,
      );
      return;
    }
  }
}

const containerName = /(?:^|\/\/|@)([A-Za-z0-9][\w-]*?)[-_]([A-Za-z0-9][\w.-]*?)[-_]\d+(?:$|[:/])/;

function otherProject(basis: Basis, directory: HostDirectory, value: string): string | undefined {
  const [, project = '', peer = ''] = containerName.exec(value) ?? [];
  const known = Object.hasOwn(basis.project.services, peer);
  return known && !directory.shared.has(`${project}-${peer}-1`.toLowerCase()) ? project : undefined;
}
