import type { Host } from '@transpose/core';
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
}

/** How wide help is written: lines that are longer are hard to read. */
export const helpWidth = ({ terminal }: Surroundings): number => Math.min(100, terminal.columns);
