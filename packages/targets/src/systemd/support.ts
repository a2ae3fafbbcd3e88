import { commandLineSupport } from '../container-plan/support/support.ts';
import type { SupportTable } from '../account/support.ts';
import { carried } from '../unit-plan/unit-rows.ts';
import { supportLike } from '../unit-plan/support-rows.ts';
import { unitRows } from '../unit-plan/unit-support.ts';

let table: SupportTable | undefined;

/** The units print the words of the command line; order, restarts and numbers are systemd's. */
export const support = (): SupportTable =>
  (table ??= supportLike(commandLineSupport(), (row) => row, {
    ...unitRows,
    'services.deploy.replicas': carried('ExecStart='),
    'services.scale': carried('ExecStart='),
  }));
