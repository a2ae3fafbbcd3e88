import type { Hook, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { hostArguments } from '../../shared/names/host-arguments.ts';
import type { TextContext } from '../../shared/names/host-token.ts';
import { shellLineIndex } from '../../shared/shell/shell-line.ts';

/** A text of a service in which hosts may be named. */
export interface HostText {
  readonly text: string;
  readonly path: KeyPath;
}

/** Environment, commands, healthcheck and hooks of a service: what its containers are told. */
export function hostTexts(service: Service): readonly HostText[] {
  const root = pathTo(['services', service.name]);
  const hook = (value: Hook, path: KeyPath) => [
    ...words(value.command, pathTo([...path, 'command'])),
    ...values(value.environment, pathTo([...path, 'environment'])),
  ];
  return [
    ...values(service.environment, pathTo([...root, 'environment'])),
    ...words(service.entrypoint, pathTo([...root, 'entrypoint'])),
    ...words(service.command, pathTo([...root, 'command'])),
    // The first word says what form the test has: no host is called CMD or NONE there.
    ...words(service.healthcheck?.test, pathTo([...root, 'healthcheck', 'test'])).slice(1),
    ...(['pre_start', 'post_start', 'pre_stop'] as const).flatMap((key) =>
      service[key].flatMap((one, index) => hook(one, pathTo([...root, key, index]))),
    ),
  ];
}

function words(list: readonly string[] | undefined, path: KeyPath): readonly HostText[] {
  return (list ?? []).map((text, index) => ({ text, path: pathTo([...path, index]) }));
}

function values(map: Readonly<Record<string, string | null>>, path: KeyPath): readonly HostText[] {
  return Object.entries(map).flatMap(([name, text]) =>
    text === null ? [] : [{ text, path: pathTo([...path, name]) }],
  );
}

/** What is around a text and says what it is: the name of its variable, or the words of its command. Texts of files have none. */
export function textContext(service: Service, path: KeyPath): TextContext {
  const last = path.at(-1);
  if (typeof last === 'string') return path.at(-2) === 'environment' ? { name: last } : {};
  const list = last === undefined ? undefined : wordsAt(service, path);
  return (list && commandContexts(service, list)[last ?? 0]) ?? {};
}

/** The words of the command that one at a path belongs to. */
function wordsAt(service: Service, [, , key, at]: KeyPath): readonly string[] | undefined {
  switch (key) {
    case 'entrypoint':
    case 'command':
      return service[key];
    case 'healthcheck':
      return service.healthcheck?.test;
    case 'pre_start':
    case 'post_start':
    case 'pre_stop':
      return service[key][Number(at)]?.command;
    default:
      return undefined;
  }
}

/** Decided once for all words of a command: commands can be long, and each word is asked for several times. */
const decided = new WeakMap<Service, Map<readonly string[], readonly TextContext[]>>();

function commandContexts(service: Service, list: readonly string[]): readonly TextContext[] {
  const known = decided.get(service) ?? new Map<readonly string[], readonly TextContext[]>();
  decided.set(service, known);
  const contexts = known.get(list) ?? contextsOf(service, list);
  known.set(list, contexts);
  return contexts;
}

function contextsOf(service: Service, list: readonly string[]): readonly TextContext[] {
  const [form, ...rest] = list;
  if (list === service.healthcheck?.test) {
    return [{}, ...(form === 'CMD-SHELL' ? rest.map(() => ({ shell: true })) : wordContexts(rest))];
  }
  // What is in the command are further words of the entrypoint.
  const before = list === service.command ? (service.entrypoint ?? []) : [];
  return wordContexts([...before, ...list]).slice(before.length);
}

function wordContexts(words: readonly string[]): readonly TextContext[] {
  const line = shellLineIndex(words);
  const hosts = hostArguments(words);
  return words.map((_, index) => (index === line ? { shell: true } : { argument: hosts.has(index) }));
}
