import { commandLineSupport } from '../container-plan/support.ts';

/** The script prints the command line as it is. */
export const support = commandLineSupport;
