import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { caseFolders, idOf, readCase } from './case.ts';
import { convertCase, newTallies } from './convert.ts';
import type { Verdict } from './judge.ts';
import { judge } from './judge.ts';

const help = `npm run corpus -- [DIR]… [--only SUBSTRING] [--verbose] [--list-failed FILE] [--update]
Runs the cases of a corpus (or group, or case) in this process. DIR: default ../shared/corpus.
--verbose      print why each case fails
--list-failed  write the names of the failed cases to a file
--update       take the cases that pass out of the list of known failures
--convert      convert those that load to every target, and count what becomes of them`;

interface Result {
  readonly id: string;
  readonly group: string;
  readonly verdict: Verdict;
}

/** Judges cases; `root` is the folder of the repository. Gives the exit code: 1 when a case fails that is not known to, or a known one passes. */
export function runCorpus(words: readonly string[], root: string): number {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      verbose: { type: 'boolean', short: 'v', default: false },
      'list-failed': { type: 'string' },
      update: { type: 'boolean', default: false },
      convert: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const folders =
    positionals.length > 0 ? positionals.map((path) => resolve(path)) : [resolve(root, '../shared/corpus')];
  if (positionals.length === 0 && !existsSync(folders[0] ?? '')) {
    console.log(`No corpus at ${folders[0]}: nothing was judged. Name its folder: npm run corpus -- DIR`);
    return 0;
  }
  const cases = folders.flatMap(caseFolders).filter((folder) => idOf(folder).includes(values.only));
  if (values.convert) return convertAll(cases, values.verbose);
  const results = cases.map((folder): Result => {
    const item = readCase(folder);
    return { id: item.id, group: item.group, verdict: judge(item) };
  });
  if (results.length === 0) {
    console.error('No case found.');
    return 2;
  }
  const failed = results.filter(({ verdict }) => verdict !== undefined);
  for (const group of new Set(results.map((result) => result.group))) {
    console.log(`${group}: ${summary(results.filter((result) => result.group === group))}`);
    if (!values.verbose) continue;
    for (const { id, verdict } of failed.filter((result) => result.group === group))
      console.log(`  ${id}: ${clip(verdict)}`);
  }
  if (values['list-failed']) writeFileSync(values['list-failed'], failed.map(({ id }) => `${id}\n`).join(''));
  const code = compareWithKnown(results, resolve(root, 'test-fixtures/corpus/known-failures.txt'), values.update);
  console.log(summary(results));
  return code;
}

/** Converts all cases that load; a line per target, and with `verbose` one per failure. */
function convertAll(cases: readonly string[], verbose: boolean): number {
  const tallies = newTallies();
  for (const folder of cases) convertCase(readCase(folder), tallies);
  for (const { target, converted, failures, totals } of tallies) {
    const uses = `${totals.carried} uses carried, ${totals.approximated} approximated, ${totals.dropped} lost`;
    console.log(`${target.name}: ${converted} converted, ${failures.size} failed; ${uses}`);
    if (verbose) for (const [id, reason] of failures) console.log(`  ${id}: ${clip(reason)}`);
  }
  return tallies.some(({ failures }) => failures.size > 0) ? 1 : 0;
}

/** The list of known failures may only shrink: a new failure is an error, and so is a case that passes and is still in it. */
function compareWithKnown(results: readonly Result[], file: string, update: boolean): number {
  const known = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const passed = new Set(results.filter(({ verdict }) => verdict === undefined).map(({ id }) => id));
  const unknown = results.filter(({ id, verdict }) => verdict !== undefined && !known.includes(id));
  const mended = known.filter((id) => passed.has(id));
  if (update && mended.length > 0) {
    writeFileSync(
      file,
      known
        .filter((id) => !passed.has(id))
        .map((id) => `${id}\n`)
        .join(''),
    );
    console.log(`${mended.length} cases taken out of the list of known failures`);
  } else if (mended.length > 0) {
    console.log(`${mended.length} known failures pass now; take them out of the list with --update:`);
    for (const id of mended) console.log(`  ${id}`);
  }
  if (unknown.length > 0) console.log(`${unknown.length} failures are not in the list of known failures`);
  return unknown.length > 0 || (mended.length > 0 && !update) ? 1 : 0;
}

function summary(results: readonly Result[]): string {
  const failed = results.filter(({ verdict }) => verdict !== undefined).length;
  return `${results.length - failed} passed, ${failed} failed`;
}

const clip = (text = ''): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text).replace(/\s+/g, ' ');
