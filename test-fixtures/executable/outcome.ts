import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { filesBelow } from '../index.ts';

/** What a command line does. */
export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command as it is started: a program, and its first words. */
export type Started = readonly string[];

/** Runs a command line to its end. */
export function outcomeOf(
  [program = '', ...first]: Started,
  words: readonly string[],
  {
    cwd,
    env = process.env,
    stdin = '',
  }: { cwd: string; env?: Readonly<Record<string, string | undefined>>; stdin?: string },
): Outcome {
  const { status, stdout, stderr, error } = spawnSync(program, [...first, ...words], {
    cwd,
    env,
    input: stdin,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  // A program that ends before it has read its input is none that could not be started.
  if (error && status === null) throw error;
  return { code: status, out: stdout, err: stderr };
}

/** The files below a directory as text; none where it is not there. */
export function textsBelow(folder: string): Readonly<Record<string, string>> {
  const files = existsSync(folder) ? filesBelow(folder) : {};
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}
