import type { Path, Project } from '@transpose/core';
import { placeAt } from '@transpose/core';

/** A project as if a value were not given: of a list nothing is left, of a map no entry. Undefined: nothing stands there. */
export function projectWithout(project: Project, path: Path): Project | undefined {
  return without(project, path, path) as Project | undefined;
}

function without(value: unknown, rest: Path, path: Path): unknown {
  const [step, ...inner] = rest;
  if (step === undefined || typeof value !== 'object' || value === null) return undefined;
  const known: unknown = (value as Readonly<Record<string | number, unknown>>)[step];
  if (known === undefined) return undefined;
  const next = inner.length > 0 ? without(known, inner, path) : nothingLike(known, path);
  if (inner.length > 0 && next === undefined) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return inner.length > 0 ? items.with(Number(step), next) : items.filter((_, index) => index !== step);
  }
  const { [step]: _known, ...others } = value as Readonly<Record<string, unknown>>;
  return next === undefined ? others : { ...value, [step]: next };
}

function nothingLike(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null && placeAt(path)?.named ? {} : undefined;
}
