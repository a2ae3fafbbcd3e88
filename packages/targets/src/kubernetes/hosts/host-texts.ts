import type { Hook, Path, Service } from '@transpose/core';
import { hostArguments } from '../../shared/names/host-arguments.ts';
import type { TextContext } from '../../shared/names/host-token.ts';
import { shellLineIndex } from '../../shared/shell/shell-line.ts';

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

/** What is around a text and says what it is: the name of its variable, or the words of its command. Texts of files have none. */
export function textContext(service: Service, path: Path): TextContext {
  const last = path.at(-1);
  if (typeof last === 'string') return path.at(-2) === 'environment' ? { name: last } : {};
  const list = last === undefined ? undefined : wordsAt(service, path);
  return (list && commandContexts(service, list)[last ?? 0]) ?? {};
}

/** The words of the command that one at a path belongs to. */
function wordsAt(service: Service, [, , key, at]: Path): readonly string[] | undefined {
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
