import type { Path, Project } from '@transpose/core';
import { placeAt } from '@transpose/core';

/** A project as if a value were not given: of a list nothing is left, of a map no entry. Undefined: nothing is there. */
export function projectWithout(project: Project, path: Path): Project | undefined {
  return change(project, path, (value) => nothingLike(value, path)) as Project | undefined;
}

/** A copy with another value at a path; one that is undefined is left out. Undefined: nothing is there. */
function change(value: unknown, [step, ...inner]: Path, to: (known: unknown) => unknown): unknown {
  if (step === undefined || typeof value !== 'object' || value === null) return undefined;
  const known: unknown = (value as Readonly<Record<string | number, unknown>>)[step];
  if (known === undefined) return undefined;
  const next = inner.length > 0 ? change(known, inner, to) : to(known);
  if (inner.length > 0 && next === undefined) return undefined;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return next === undefined ? items.filter((_, index) => index !== step) : items.with(Number(step), next);
  }
  const { [step]: _known, ...others } = value as Readonly<Record<string, unknown>>;
  return next === undefined ? others : { ...value, [step]: next };
}

function nothingLike(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null && placeAt(path)?.named ? {} : undefined;
}

/** Projects that differ at a value, the most telling first: without it, with another one, without what it is a part of. */
export function* otherProjects(project: Project, path: Path): Generator<Project> {
  const without = projectWithout(project, path);
  if (without) yield without;
  const changed = change(project, path, another);
  if (changed) yield changed as Project;
  // A service or resource as a whole says too little of one of its values.
  for (let length = path.length - 1; length > 3; length -= 1) {
    const other = projectWithout(project, path.slice(0, length));
    if (other) yield other;
  }
}

/** A value of the same kind. */
function another(value: unknown): unknown {
  if (typeof value === 'string') return `${value}-x`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : undefined;
}
