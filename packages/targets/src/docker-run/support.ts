import { commandLineSupport } from '../container-plan/support/support.ts';
import type { SupportTable } from '../account/support.ts';

/** The script prints the command line as it is. */
export const support = (): SupportTable => commandLineSupport();
