import { commandLineSupport } from '../container-plan/support.ts';
import type { SupportTable } from '../support.ts';

/** The units print the words of the command line; what they do otherwise is said per use. */
export const support: SupportTable = commandLineSupport;
