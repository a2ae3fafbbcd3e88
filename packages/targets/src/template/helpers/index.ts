import type { BlockHelper, Helper } from '../helper.ts';
import { amounts } from './amounts.ts';
import { blocks } from './blocks.ts';
import { lists } from './lists.ts';
import { logic } from './logic.ts';
import { quotings } from './quoting.ts';
import { text } from './text.ts';

/** The helpers in groups, as the documentation lists them. */
export const helperGroups: readonly (readonly [
  title: string,
  helpers: Readonly<Record<string, Omit<Helper, 'run'>>>,
])[] = [
  ['Blocks', blocks],
  ['Questions', logic],
  ['Writing a value in a syntax', quotings],
  ['Texts', text],
  ['Lists and maps', lists],
  ['Sizes and lengths of time', amounts],
];

/** Helpers that make a value, by name. */
export const helpers: ReadonlyMap<string, Helper> = new Map(
  [logic, quotings, text, lists, amounts].flatMap((group) => Object.entries(group)),
);

/** Helpers that take a block, by name. */
export const blockHelpers: ReadonlyMap<string, BlockHelper> = new Map(Object.entries(blocks));
