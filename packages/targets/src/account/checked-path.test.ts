import type { Path } from '@transpose/core';
import { expect, it } from 'vitest';
import { testLedger } from '../testing/ledger.ts';

it('lets no misspelt key into the ledger', () => {
  const ledger = testLedger();
  const name: string = 'any name';
  const path: Path = ['services', name];
  ledger.carried(['services', name, 'ports', 0, 'published'], '--publish');
  ledger.dropped([...path, 'deploy', 'update_config', 'delay'], 'why');
  // @ts-expect-error: a key in the middle
  ledger.carried(['services', name, 'prots', 0, 'published'], '--publish');
  // @ts-expect-error: the last key, behind a path whose steps nobody knows
  ledger.dropped([...path, 'helthcheck'], 'why');
  // @ts-expect-error: a section
  ledger.approximated(['sevices', name], '--name', 'difference');
  // @ts-expect-error: the hyphen that Compose does not use
  ledger.resolved(['services', name, 'network-mode'], 'it');
  // @ts-expect-error: one of several keys
  ledger.besides([...path, name === '' ? 'cpus' : 'cpu_cuota'], 'difference');
  expect(ledger.lines).toHaveLength(7);
});
