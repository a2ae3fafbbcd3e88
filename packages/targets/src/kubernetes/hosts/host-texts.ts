import type { Hook, Path, Service } from '@transpose/core';

/** A text of a service in which hosts may be named. */
export interface HostText {
  readonly text: string;
  readonly path: Path;
}

/** Environment, commands, healthcheck and hooks of a service: what its containers are told. */
export function hostTexts(service: Service): readonly HostText[] {
  const root: Path = ['services', service.name];
  const hook = (value: Hook, path: Path) => [
    ...words(value.command, [...path, 'command']),
    ...values(value.environment, [...path, 'environment']),
  ];
  return [
    ...values(service.environment, [...root, 'environment']),
    ...words(service.entrypoint, [...root, 'entrypoint']),
    ...words(service.command, [...root, 'command']),
    // The first word says what form the test has: no host is called CMD or NONE there.
    ...words(service.healthcheck?.test, [...root, 'healthcheck', 'test']).slice(1),
    ...(['pre_start', 'post_start', 'pre_stop'] as const).flatMap((key) =>
      service[key].flatMap((one, index) => hook(one, [...root, key, index])),
    ),
  ];
}

function words(list: readonly string[] | undefined, path: Path): readonly HostText[] {
  return (list ?? []).map((text, index) => ({ text, path: [...path, index] }));
}

function values(map: Readonly<Record<string, string | null>>, path: Path): readonly HostText[] {
  return Object.entries(map).flatMap(([name, text]) => (text === null ? [] : [{ text, path: [...path, name] }]));
}

/**
 * What tells whether a value names a host: the name of its variable, or the option before an argument (`--dbname`).
 * Texts of files have none.
 */
export function hostTextName(service: Service, path: Path): string | undefined {
  const last = path.at(-1);
  if (typeof last === 'string') return path.at(-2) === 'environment' ? last : undefined;
  if (last === undefined) return undefined;
  const list = listAt(service, path.slice(2, -1));
  const before = list?.[last - 1];
  return typeof before === 'string' && before.startsWith('-') ? before : undefined;
}

function listAt(service: Service, path: Path): readonly unknown[] | undefined {
  let value: unknown = service;
  for (const step of path) value = (value as Record<string | number, unknown> | undefined)?.[step];
  return Array.isArray(value) ? value : undefined;
}
