/** A command line that cannot be obeyed: one sentence for people. It ends the run with exit code 2. */
export class UsageError extends Error {}
