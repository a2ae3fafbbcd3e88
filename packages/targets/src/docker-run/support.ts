import type { SupportTable } from '../support.ts';

export const support = {} as SupportTable;
