import { expect, it } from 'vitest';
import { pathTo } from '../account/key-path.ts';
import { testLedger } from '../testing/ledger.ts';
import { testPlanContext } from '../testing/plan-context.ts';
import { testProject } from '../testing/project.ts';
import type { PlanContext } from './context.ts';
import { approximated, carried } from './support/rows.ts';
import type { Flag } from './types.ts';

it('lets no misspelt option into the plan or the account', () => {
  const ledger = testLedger();
  const context: PlanContext = { ...testPlanContext(testProject([])), ledger };
  const path = pathTo(['services', 'web', 'hostname']);
  context.ledger.carried(path, '--hostname');
  // @ts-expect-error
  context.ledger.carried(path, '--host-name');
  const flags: readonly Flag[] = [
    { flag: '--hostname', path },
    // @ts-expect-error
    { flag: '--host-name', path },
  ];
  const rows = [
    carried('--mount volume-subpath='),
    // @ts-expect-error
    carried('--cap-ad'),
    // @ts-expect-error: a part of the value
    carried('--mount volume-subpth='),
    // @ts-expect-error
    approximated('docker creat', 'difference'),
  ];
  expect([ledger.lines.length, flags.length, rows.length]).toEqual([2, 2, 4]);
});
