import type { Path } from '@transpose/core';
import { keyPathOf } from '@transpose/core';

/** A variable that the loader fills in itself: the project's name. */
export const nameVariable = 'COMPOSE_PROJECT_NAME';

/** Places whose texts come out as they are. */
const texts: ReadonlySet<string> = new Set([
  'services.annotations',
  'services.environment',
  'services.healthcheck.test',
  'services.image',
  'services.labels',
  'services.working_dir',
  'configs.content',
  'secrets.content',
]);

/** The same of their items: a line is taken apart into words. */
const words: ReadonlySet<string> = new Set(['services.command', 'services.entrypoint']);

/** Whether a value can hold a variable that stays open. */
export function isOpenPlace(path: Path): boolean {
  const key = keyPathOf(path);
  return key !== undefined && (texts.has(key) || (words.has(key) && typeof path.at(-1) === 'number'));
}

/**
 * Whether what a value is decides nothing of the objects of a cluster: what YAML's aliases repeat elsewhere, names of
 * containers, what images are built of.
 */
export function isIndifferentPlace(path: Path): boolean {
  const [top] = path;
  if (typeof top === 'string' && top.startsWith('x-')) return top !== 'x-transpose';
  const key = keyPathOf(path) ?? '';
  return key === 'services.container_name' || key === 'services.build' || key.startsWith('services.build.');
}

/** Places whose texts nothing but the container reads. */
const free: ReadonlySet<string> = new Set([
  'services.command',
  'services.entrypoint',
  'services.environment',
  'configs.content',
  'secrets.content',
]);

/** Whether any text at all can be a value. */
export function isFreePlace(path: Path): boolean {
  return isIndifferentPlace(path) || (isOpenPlace(path) && free.has(keyPathOf(path) ?? ''));
}
