import type { Service } from '@transpose/core';
import type { KeyPath } from '../../../account/key-path.ts';
import { pathTo } from '../../../account/key-path.ts';

/** A label of a service. Traefik and Swarm read those of `deploy` as well. */
export interface Label {
  readonly service: Service;
  /** In lower case, as proxies compare them. */
  readonly key: string;
  readonly value: string;
  readonly path: KeyPath;
}

/** The labels of one router or service of Traefik, by what is behind its name. */
export interface Definition {
  readonly name: string;
  readonly owner: Service;
  readonly labels: ReadonlyMap<string, Label>;
  /** Another service of the project says the same name: Traefik takes neither. */
  readonly rival?: Service;
}

export function labelsOf(service: Service): readonly Label[] {
  const from = (labels: Readonly<Record<string, string>>, path: KeyPath): readonly Label[] =>
    Object.entries(labels).map(([key, value]) => ({
      service,
      key: key.toLowerCase(),
      value,
      path: pathTo([...path, key]),
    }));
  return [
    ...from(service.labels, pathTo(['services', service.name, 'labels'])),
    ...from(service.deploy?.labels ?? {}, pathTo(['services', service.name, 'deploy', 'labels'])),
  ];
}
