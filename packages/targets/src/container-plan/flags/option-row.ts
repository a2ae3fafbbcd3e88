import type { Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { dockerText } from '../context.ts';
import type { Text } from '../text.ts';
import { text } from '../text.ts';

/** One option: its value (absent: it has none) and where that is written; or why there is no option for it. */
type Said = {
  readonly path: KeyPath;
} & (
  | {
      readonly value?: Text;
      /** What the engine does differently. */
      readonly difference?: string;
    }
  | { readonly dropped: string; readonly instead: string }
);

/** What a row may ask. The account is not among it: the names of options, which it checks, come from the rows. */
export type RowContext = Pick<PlanContext, 'engine' | 'project' | 'variables'>;

/** An option of `create` that a key of a service becomes: its name, and how it is made of the key's value. */
export interface OptionRow<Key extends keyof Service = keyof Service, Option extends string = string> {
  readonly key: Key;
  readonly option: Option;
  /** `path`: that of the key. */
  readonly say: (context: RowContext, service: Service, path: KeyPath) => readonly Said[];
}

type Value<Key extends keyof Service> = NonNullable<Service[Key]>;
/** The keys that have such a value. */
type KeyOf<V> = { readonly [Key in keyof Service]-?: Service[Key] extends V | undefined ? Key : never }[keyof Service];
type Print = (context: RowContext, path: KeyPath, value: string) => Text;

/** An option that is made in a way of its own, once or several times. */
export function made<Key extends keyof Service, const Option extends `--${string}`>(
  key: Key,
  option: Option,
  say: (context: RowContext, value: Value<Key>, path: KeyPath) => readonly Said[],
): OptionRow<Key, Option> {
  return {
    key,
    option,
    say: (context, { [key]: value }, path) => (value === undefined ? [] : say(context, value, path)),
  };
}

/** An option with one value; where that is empty, there is none. */
export function word<Key extends KeyOf<string>, const Option extends `--${string}`>(
  key: Key,
  option: Option,
  print: Print = dockerText,
): OptionRow<Key, Option> {
  return made(key, option, (context, value, path) => {
    const words = print(context, path, value);
    return words.length > 0 ? [{ value: words, path }] : [];
  });
}

/** An option without a value. */
export function toggle<Key extends KeyOf<boolean>, const Option extends `--${string}`>(
  key: Key,
  option: Option,
  when = true,
): OptionRow<Key, Option> {
  return made(key, option, (_, value, path) => (value === when ? [{ path }] : []));
}

/** An option for each item of a list. */
export function items<Key extends KeyOf<readonly string[]>, const Option extends `--${string}`>(
  key: Key,
  option: Option,
  print: Print = dockerText,
): OptionRow<Key, Option> {
  return made(key, option, (context, list, path) =>
    list.map((item, index) => {
      const at = pathTo([...path, index]);
      return { value: print(context, at, item), path: at };
    }),
  );
}

/** An option `NAME=VALUE` for each entry of a map. */
export function entries<Key extends KeyOf<Readonly<Record<string, string>>>, const Option extends `--${string}`>(
  key: Key,
  option: Option,
): OptionRow<Key, Option> {
  return made(key, option, (context, map, path) =>
    Object.entries(map).map(([name, value]) => {
      const at = pathTo([...path, name]);
      return { value: text(`${name}=`, dockerText(context, at, value)), path: at };
    }),
  );
}

/** A limit, which `deploy.resources` may set as well: that wins, as in docker compose. Zero is none. */
export function limit<Key extends KeyOf<number>, const Option extends `--${string}`>(
  key: Key,
  option: Option,
  print: (value: number) => string,
  deployed?: readonly ['limits', 'cpus' | 'memory' | 'pids'] | readonly ['reservations', 'memory'],
): OptionRow<Key, Option> {
  return {
    key,
    option,
    say: (_, service, path) => {
      const amounts: Amounts | undefined = deployed && service.deploy?.resources[deployed[0]];
      const winner = deployed && amounts?.[deployed[1]];
      const value = winner ?? service[key];
      if (value === undefined || value === 0) return [];
      const at = pathsIn('services', service.name)('deploy', 'resources');
      const where = deployed && winner !== undefined ? pathTo([...at, ...deployed]) : path;
      return [{ value: text(print(value)), path: where }];
    },
  };
}

type Amounts = Partial<Readonly<Record<'cpus' | 'memory' | 'pids', number>>>;
