import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Surroundings } from './surroundings.ts';

/** What a command does when it was parsed; it gives the exit code. */
export type Action = () => ExitCode | Promise<ExitCode>;

/** A command of the program. */
export interface CommandDefinition {
  readonly name: string;
  /** Its line in the list of all commands; undefined: it is not listed. */
  readonly summary?: string;
  /**
   * Adds what only a command line that names the command needs: options, help texts, and the action that is chosen.
   * `words`: that line.
   */
  define(command: Command, around: Surroundings, choose: (action: Action) => void, words: readonly string[]): void;
}
