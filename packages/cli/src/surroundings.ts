import type { Host } from '@transpose/core';
import type { ImageRecords } from '@transpose/targets';
import type { FoundProject, Work } from './each/each.ts';
import type { Outcome } from './each/outcome.ts';
import type { PlugIns } from './plug-ins/named.ts';

/** All that a run of the command touches: tests and the corpus runner bring their own. */
export interface Surroundings {
  readonly host: Host;
  /** Data: what was asked for. */
  out(text: string): void;
  /** Words for people, and diagnostics. */
  err(text: string): void;
  /** Masks the secrets of the project in a text, once it is loaded. */
  mask?(text: string): string;
  /** Whether standard output and standard error are terminals, and how wide to write for people. */
  readonly terminal: { readonly out: boolean; readonly err: boolean; readonly columns: number };
  /** What the user brings of targets and defaults; `run` looks for it. */
  readonly plugIns?: PlugIns;
  /** The line that a person types in answer to a question; undefined at the end of input. Only where somebody can answer. */
  readonly ask?: (question: string) => string | undefined;
  /** Does the projects of `--each` in threads of their own, where the machine has any. */
  readonly threads?: (
    projects: readonly FoundProject[],
    take: (index: number, outcome: Outcome) => void,
    imageRecords?: ImageRecords,
  ) => Promise<void>;
  /** This is such a thread: does the work on what it is given. */
  readonly inThread?: (work: Work) => void;
  /** What was asked for the images of all projects, before there were threads. */
  readonly imageRecords?: ImageRecords;
}

/** How wide help is written: lines that are longer are hard to read. */
export const helpWidth = ({ terminal }: Surroundings): number => Math.min(100, terminal.columns);
