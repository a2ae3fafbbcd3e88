import type { Path } from '@transpose/core';
import { expect, it } from 'vitest';
import { testLedger } from '../testing/ledger.ts';
import type { CheckedLedger } from './ledger.ts';
import { pathsIn, pathTo } from './key-path.ts';

const name: string = 'any name';

it('makes no path with a misspelt key', () => {
  const path = pathTo(['services', 'web']);
  const at = pathsIn('services', 'web');
  const paths = [
    pathTo(['services', 'web', 'ports', 0, 'published']),
    pathTo(['services', name, 'environment', 'any name']),
    pathTo(['services', name, 'x-transpose', 'autoscaling', 'max']),
    pathTo([...path, 'deploy', 'update_config', 'delay']),
    at('healthcheck', 'test', 1),
    // @ts-expect-error: a section
    pathTo(['sevices', name]),
    // @ts-expect-error: a key in the middle
    pathTo(['services', name, 'prots', 0, 'published']),
    // @ts-expect-error: a key of another section
    pathTo(['volumes', name, 'ports']),
    // @ts-expect-error: a key of another key
    pathTo(['services', name, 'healthcheck', 'published']),
    // @ts-expect-error: the hyphen that Compose does not use
    pathTo(['services', name, 'network-mode']),
    // @ts-expect-error: a key of x-transpose
    pathTo(['services', name, 'x-transpose', 'autoscaling', 'maximum']),
    // @ts-expect-error: the last key, behind a path whose steps nobody knows
    pathTo([...path, 'helthcheck']),
    // @ts-expect-error: one of several keys
    pathTo([...path, name === '' ? 'cpus' : 'cpu_cuota']),
    // @ts-expect-error: below an entry
    at('deploy', 'replica'),
  ];
  expect(paths.map((one) => one.length)).toEqual([5, 4, 5, 5, 5, 2, 5, 3, 4, 3, 5, 3, 3, 4]);
  expect(paths[4]).toEqual(['services', 'web', 'healthcheck', 'test', 1]);
});

it('lets no misspelt key into the ledger', () => {
  const ledger = testLedger();
  const strict: CheckedLedger<string> = ledger;
  const unknown: Path = ['services', name, 'helthcheck'];
  strict.carried(['services', name, 'ports', 0, 'published'], '--publish');
  strict.besides(pathTo(['services', name]), 'difference');
  // @ts-expect-error: a key in the middle
  strict.carried(['services', name, 'prots', 0, 'published'], '--publish');
  // @ts-expect-error: nobody looked the keys up
  strict.dropped(unknown, 'why');
  // Targets of others make paths as they like, but for what they spell out.
  ledger.dropped(unknown, 'why');
  // @ts-expect-error: a section
  ledger.approximated(['sevices', name], '--name', 'difference');
  // @ts-expect-error: the last key, behind a path whose steps nobody knows
  ledger.dropped([...unknown, 'helthcheck'], 'why');
  expect(ledger.lines).toHaveLength(7);
});
