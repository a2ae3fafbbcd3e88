import type { Path } from '@transpose/core';

interface Place<T> {
  value?: T;
  readonly below: Map<string | number, Place<T>>;
}

/** Values by paths of the project: a tree of their steps, so that looking one up writes no text. */
export class PathTable<T> {
  readonly #top: Place<T> = { below: new Map() };
  readonly #paths = new Map<Place<T>, Path>();

  get(path: Path): T | undefined {
    let place: Place<T> | undefined = this.#top;
    for (const step of path) {
      place = place.below.get(step);
      if (!place) return undefined;
    }
    return place.value;
  }

  set(path: Path, value: T): void {
    let place = this.#top;
    for (const step of path) {
      const next = place.below.get(step) ?? { below: new Map() };
      place.below.set(step, next);
      place = next;
    }
    place.value = value;
    this.#paths.set(place, path);
  }

  /** All values with their paths, in the order in which the paths came. */
  entries(): readonly (readonly [path: Path, value: T])[] {
    return [...this.#paths].flatMap(([{ value }, path]) => (value === undefined ? [] : [[path, value] as const]));
  }

  /** The value of a path, else that of the nearest path around it. */
  nearest(path: Path): T | undefined {
    let place: Place<T> | undefined = this.#top;
    let found = place.value;
    for (const step of path) {
      place = place.below.get(step);
      if (!place) break;
      found = place.value ?? found;
    }
    return found;
  }
}
