import { resolve } from 'node:path';
import type { Files } from './projects.ts';
import { corpusProjects, fixtureProjects } from './projects.ts';
import type { Outcome, Trial } from './slip-law.ts';
import { meaningOf, slipTrial } from './slip-law.ts';

const outcomes: readonly Outcome[] = ['reads', 'refused', 'restored', 'changed'];

/** Makes so many slips in each project that is read, and counts what `fix` did with them. */
export function slipTrials(
  projects: readonly Files[],
  count: number,
  first: number,
  each: (trial: Trial, seed: number) => void,
): Readonly<Record<Outcome, number>> {
  const tally = { reads: 0, refused: 0, restored: 0, changed: 0 };
  for (const [index, files] of projects.entries()) {
    const meaning = meaningOf(files);
    for (let turn = 0; meaning !== undefined && turn < count; turn += 1) {
      const seed = (first + index * 10_000 + turn) % 2 ** 31;
      const trial = slipTrial(files, meaning, seed);
      tally[trial.outcome] += 1;
      each(trial, seed);
    }
  }
  return tally;
}

/** `npm run fuzz -- slips COUNT [SEED]`: slips in our own projects and those of the corpus; none may change a meaning. */
export function runSlips(words: readonly string[], root: string): number {
  const [count = 1, first = 1] = words.map(Number);
  if (!Number.isInteger(count) || !Number.isInteger(first)) {
    console.error('use: npm run fuzz -- slips COUNT [SEED]');
    return 2;
  }
  const projects = [
    ...fixtureProjects(resolve(root, 'test-fixtures')),
    ...corpusProjects(root, 'real'),
    ...corpusProjects(root, 'wild'),
  ];
  const byKind = new Map<string, Record<Outcome, number>>();
  const tally = slipTrials(projects, count, first, ({ outcome, kind, before, after }, seed) => {
    const row = byKind.get(kind) ?? { reads: 0, refused: 0, restored: 0, changed: 0 };
    row[outcome] += 1;
    byKind.set(kind, row);
    if (outcome === 'changed') console.log(`seed ${seed}, ${kind}: fix changed the meaning\n${shown(before, after)}`);
  });
  for (const [kind, row] of [...byKind].sort(([one], [other]) => (one < other ? -1 : 1)))
    console.log(`${kind}: ${outcomes.map((outcome) => `${row[outcome]} ${outcome}`).join(', ')}`);
  const { reads, refused, restored, changed } = tally;
  console.log(
    `${reads + refused + restored + changed} slips: ${reads} still read, ${restored} restored, ${refused} refused as before`,
  );
  console.log(`${reads + refused + restored} passed, ${changed} failed`);
  return changed === 0 ? 0 : 1;
}

/** The lines that `fix` changed. */
function shown(before: string, after: string): string {
  const [one, other] = [before.split('\n'), after.split('\n')];
  const start = one.findIndex((line, index) => line !== other[index]);
  const end = one.toReversed().findIndex((line, index) => line !== other.toReversed()[index]);
  const stretch = (lines: readonly string[], sign: string): string =>
    lines
      .slice(Math.max(0, start - 3), Math.max(lines.length - end + 2, start + 1))
      .map((line) => `${sign} ${line}`)
      .join('\n');
  return `${stretch(one, '-')}\n${stretch(other, '+')}`;
}
