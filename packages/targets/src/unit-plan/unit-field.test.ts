import { expect, it } from 'vitest';
import type { CheckedLedger } from '../account/ledger.ts';
import { pathTo } from '../account/key-path.ts';
import { testLedger } from '../testing/ledger.ts';
import type { UnitField } from './unit-field.ts';
import { approximated, carried } from './unit-rows.ts';

it('lets no misspelt key of units into the account', () => {
  const ledger = testLedger();
  const units: CheckedLedger<UnitField> = ledger;
  const path = pathTo(['services', 'web', 'restart']);
  units.carried(path, 'Restart=');
  // @ts-expect-error
  units.carried(path, 'Restarts=');
  // @ts-expect-error: an option that no engine has
  units.approximated(path, 'PodmanArgs=--restrat', 'difference');
  const rows = [
    carried('RestartSec='),
    // @ts-expect-error
    carried('Mount= subpth='),
    // @ts-expect-error: the second of two
    approximated('Image= or ImageTags=', 'difference'),
  ];
  expect([ledger.lines.length, rows.length]).toEqual([3, 3]);
});
