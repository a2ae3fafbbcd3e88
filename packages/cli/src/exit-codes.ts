/** How the command ends. */
export const exitCodes = {
  done: 0,
  /** The input has errors, or cannot be converted, or nothing could be written. */
  failed: 1,
  /** The command line is wrong. */
  usage: 2,
  /** `--strict` or `--check` found something. */
  found: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
