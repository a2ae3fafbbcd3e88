import type { Host } from './host/host.ts';
import type { LoadChange, LoadOptions, UnsetLine, Variable } from './load-options.ts';
import type { Report } from './report/report.ts';
import type { Source } from './tree/source.ts';

/** What the stages of one load share. */
export interface Loading {
  readonly host: Host;
  readonly report: Report;
  readonly options: LoadOptions;
  /** Every text that was read, in order, by its absolute path (`-` for standard input). */
  readonly sources: Map<string, Source>;
  /** The variables that the files use, by name. */
  readonly variables: Map<string, Variable>;
  /** Names without a value in env files of services that nothing gives one. */
  readonly unsetLines?: UnsetLine[];
  /** What is other than in an earlier load of the same files. */
  readonly change?: LoadChange;
}

/** The value of a variable; undefined when it is not set. */
export type Environment = ReadonlyMap<string, string>;
