import type { LoadResult } from '@transpose/core';
import { projectSecrets } from '@transpose/targets';
import type { Surroundings } from '../surroundings.ts';

const mask = '******';

/** Where the secrets of a text are. */
type Search = (text: string) => readonly { readonly start: number; readonly end: number }[];

/** Surroundings that mask the secrets of a project in all words that go to people, and in the strings of reports. */
export const maskedSurroundings = (around: Surroundings, loaded: LoadResult): Surroundings =>
  maskedBy(around, () => {
    const secrets = projectSecrets(loaded);
    return (text) => secrets.knownIn(text);
  });

/** The same where people see what programs and a cluster write: secrets in every form; `more`: those of files. */
export const maskedOnCluster = (
  around: Surroundings,
  loaded: LoadResult,
  more: () => readonly string[],
): Surroundings => maskedBy(around, () => projectSecrets(loaded).shown(more()));

/** `search` is made when there is something to mask. */
function maskedBy(around: Surroundings, search: () => Search): Surroundings {
  let spansIn: Search | undefined;
  const masked = (text: string): string => {
    spansIn ??= search();
    const parts: string[] = [];
    let done = 0;
    const spans = spansIn(text).toSorted((a, b) => a.start - b.start || b.end - a.end);
    for (const { start, end } of spans) {
      if (start >= done) parts.push(text.slice(done, start), mask);
      done = Math.max(done, end);
    }
    return parts.length === 0 ? text : parts.join('') + text.slice(done);
  };
  return { ...around, mask: masked, out: (text) => around.out(text), err: (text) => around.err(masked(text)) };
}

/** A text for people, its secrets masked where the project is known. */
export const maskedText = ({ mask: masked }: Surroundings, text: string): string => masked?.(text) ?? text;

/** Plain data with its strings masked: before JSON puts signs of its own into them. */
export function maskedData<T>(around: Surroundings, data: T): T {
  if (!around.mask) return data;
  const visit = (value: unknown): unknown => {
    if (typeof value === 'string') return maskedText(around, value);
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one)]));
  };
  return visit(data) as T;
}
