import { commandLineSupport } from '../container-plan/support.ts';
import type { SupportTable } from '../support.ts';

export const support: SupportTable = commandLineSupport;
