import { expect, it } from 'vitest';
import { pathTo } from '../../account/key-path.ts';
import { carriedAs } from '../routes/verdict.ts';
import { approximated, carried } from '../support/rows.ts';
import { testContext } from '../testing/render.ts';

it('lets no misspelt field of the API into the account', () => {
  const { context, ledger } = testContext([]);
  const path = pathTo(['services', 'web', 'hostname']);
  context.ledger.carried(path, 'Pod.spec.hostname');
  // @ts-expect-error
  context.ledger.carried(path, 'Pod.spec.hostName');
  // @ts-expect-error: no field of this object
  context.ledger.approximated(path, 'Service.spec.hostname', 'difference');
  const rows = [
    carried('Container.resources.limits.cpu'),
    // @ts-expect-error
    carried('Container.resource.limits.cpu'),
    // @ts-expect-error: the second of two
    approximated('Container.volumeMounts, Pod.spec.volume', 'difference'),
    // @ts-expect-error
    carriedAs(path, 'HTTPRoute.spec.rules[].filter').support,
  ];
  expect([ledger.lines.length, rows.length]).toEqual([3, 4]);
});
