import type { Origin } from '@transpose/core';
import { envNameSupport, isConfigKey } from '../../shared/names/k8s-name.ts';
import { baseName } from '../../shared/names/base-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { Container, EnvVar } from '../objects/objects.ts';

/** The Secret or ConfigMap of an env file that several services use: its keys are the names of the variables. */
export interface EnvFileObject {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly data: ReadonlyMap<string, string>;
}

/** A variable of a service whose value belongs in an object. */
export interface ObjectValue {
  readonly service: string;
  readonly name: string;
  readonly value: string;
  readonly kind: 'Secret' | 'ConfigMap';
  /** The env file that the value comes from. */
  readonly file: string | undefined;
}

/** The env file that a value comes from; undefined for one of `environment`. */
export function envFileOf(origin: Origin | undefined): string | undefined {
  return origin?.steps?.at(-1)?.kind === 'env_file' ? origin.span.source.file : undefined;
}

/** Finds the object that has a value because several services take it from one env file. */
export type EnvFileObjects = (value: ObjectValue) => EnvFileObject | undefined;

/**
 * The objects of the env files that several services use. The value of a variable may differ by service, where a file
 * refers to variables of `environment`: the object has the first one.
 */
export function envFileObjects(
  { names }: Pick<KubernetesContext, 'names'>,
  values: readonly ObjectValue[],
): { readonly all: readonly EnvFileObject[]; readonly holding: EnvFileObjects } {
  const users = new Map<string, Set<string>>();
  const data = new Map<string, Map<string, string>>();
  for (const one of values) {
    const id = idOf(one);
    if (id === undefined) continue;
    users.set(id, (users.get(id) ?? new Set()).add(one.service));
    const known = data.get(id) ?? new Map<string, string>();
    if (!known.has(one.name)) known.set(one.name, one.value);
    data.set(id, known);
  }
  const objects = new Map<string, EnvFileObject>();
  for (const one of values) {
    const id = idOf(one);
    if (id === undefined || objects.has(id) || (users.get(id)?.size ?? 0) < 2) continue;
    const name = names.reserve(one.kind, baseName(one.file ?? ''));
    objects.set(id, { kind: one.kind, name, data: data.get(id) ?? new Map() });
  }
  return {
    all: [...objects.values()],
    holding(value) {
      const object = objects.get(idOf(value) ?? '');
      return object?.data.get(value.name) === value.value ? object : undefined;
    },
  };
}

/** Names that cannot be keys of an object, or that `envFrom` would skip, stay with their service. */
function idOf({ kind, file, name }: ObjectValue): string | undefined {
  return file !== undefined && isConfigKey(name) && envNameSupport(name) === 'always' ? `${kind} ${file}` : undefined;
}

/**
 * The container with `envFrom` in the place of the variables that it brings as they are. An entry of `env` wins over
 * `envFrom`, and of two objects the later one wins. What `$(NAME)` refers to stays an entry: entries do not see
 * `envFrom`. An object that has a variable more than the container is not taken as a whole.
 */
export function withEnvFrom(container: Container, objects: readonly EnvFileObject[]): Container {
  const { env = [] } = container;
  const names = new Set(env.map(({ name }) => name));
  const whole = objects.filter(({ data }) => [...data.keys()].every((name) => names.has(name)));
  const brought = new Map(whole.flatMap((object) => [...object.data.keys()].map((name) => [name, object] as const)));
  const referred = referredNames(container);
  const isBrought = (entry: EnvVar): boolean => {
    const object = brought.get(entry.name);
    return object !== undefined && isFrom(entry, object) && !referred.has(entry.name);
  };
  const from = whole.filter((object) => env.some((entry) => brought.get(entry.name) === object && isBrought(entry)));
  if (from.length === 0) return container;
  const { env: _, ...rest } = container;
  const left = env.filter((entry) => !isBrought(entry));
  return {
    ...rest,
    envFrom: from.map(({ kind, name }) => (kind === 'Secret' ? { secretRef: { name } } : { configMapRef: { name } })),
    ...(left.length > 0 && { env: left }),
  };
}

const isFrom = ({ name, valueFrom }: EnvVar, object: EnvFileObject): boolean => {
  const reference = object.kind === 'Secret' ? valueFrom?.secretKeyRef : valueFrom?.configMapKeyRef;
  return reference?.name === object.name && reference.key === name;
};

/** What `$(NAME)` of the command, its arguments and the variables refers to; `$$` is a dollar. */
function referredNames({ command = [], args = [], env = [] }: Container): ReadonlySet<string> {
  const texts = [...command, ...args, ...env.flatMap(({ value }) => value ?? [])];
  return new Set(texts.flatMap((text) => [...text.matchAll(/\$\$|\$\(([^$)]*)\)/g)].flatMap(([, name]) => name ?? [])));
}
