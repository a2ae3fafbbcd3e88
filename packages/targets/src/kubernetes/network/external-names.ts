import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { isDns1123Subdomain } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { isAddress } from '../../shared/names/ip-address.ts';
import { objectMeta } from '../objects/metadata.ts';
import type { OwnedService } from './service.ts';

/** `x-transpose.externalNames`: names that lead out of the project, for all its Pods. */
export function externalNameServices(context: KubernetesContext): readonly OwnedService[] {
  const hosts = new Map<string, string>();
  const { pods, projectSettings, settings } = context;
  const given: readonly (readonly [KeyPath, string | undefined, Readonly<Record<string, string>> | undefined])[] = [
    [pathTo([]), undefined, projectSettings.externalNames],
    ...pods.emitted.map(({ name }) => [pathTo(['services', name]), name, settings(name).externalNames] as const),
  ];
  return given.flatMap(([at, service, names]) =>
    Object.entries(names ?? {}).flatMap(([name, written]): readonly OwnedService[] => {
      const host = written.toLowerCase().replace(/\.$/, '');
      const path = pathTo([...at, 'x-transpose', 'externalNames', name]);
      const known = hosts.get(name);
      const problem = problemOf(context, name, host, known);
      if (problem !== undefined) context.report.add({ code: 'illegal-value', message: problem, path });
      if (problem !== undefined || known === host) return [];
      hosts.set(name, host);
      const object = {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: objectMeta(context, name, service === undefined ? name : context.names.service(service)),
        spec: { type: 'ExternalName', externalName: host },
      } as const;
      return [{ of: service ?? '', object }];
    }),
  );
}

function problemOf(
  context: KubernetesContext,
  name: string,
  host: string,
  known: string | undefined,
): string | undefined {
  if (context.names.isTaken('Service', name)) return `"${name}" is the name of a service of the project`;
  if (isAddress(host)) return `"${host}" is an address, and such a name leads to another name; use extra_hosts`;
  if (!isDns1123Subdomain(host)) return `"${host}" is not a host name`;
  return known === undefined || known === host ? undefined : `"${name}" leads to "${known}" already`;
}
