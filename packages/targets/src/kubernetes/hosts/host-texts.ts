import type { Hook, Path, Service } from '@transpose/core';
import type { TextContext } from '../../shared/host-token.ts';
import { shellLineIndex } from '../../shared/shell-line.ts';

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

/** What stands around a text and says what it is: the name of its variable, or the words of its command. Texts of files have none. */
export function textContext(service: Service, path: Path): TextContext {
  const last = path.at(-1);
  if (typeof last === 'string') return path.at(-2) === 'environment' ? { name: last } : {};
  if (last === undefined) return {};
  const list = wordsAt(service, path.slice(2, -1));
  if (path.at(-2) === 'test') {
    const [form, ...words] = list;
    return commandContext(words, last - 1, form === 'CMD-SHELL');
  }
  // What stands in the command are further words of the entrypoint.
  const before = path[2] === 'command' ? (service.entrypoint ?? []) : [];
  return commandContext([...before, ...list], before.length + last, false);
}

function commandContext(words: readonly string[], index: number, shell: boolean): TextContext {
  return shell || shellLineIndex(words) === index ? { shell: true } : { words, index };
}

function wordsAt(service: Service, path: Path): readonly string[] {
  let value: unknown = service;
  for (const step of path) value = (value as Record<string | number, unknown> | undefined)?.[step];
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
