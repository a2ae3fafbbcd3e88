import type { Service } from '@transpose/core';
import { pathsIn } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import type { OptionRow } from './option-row.ts';
import type { Flag } from '../types.ts';
import type { RowKey, RowOption } from '../engine-field.ts';

/** The options of `create` that rows make of a service. */
export function rowFlags(
  rows: readonly OptionRow<RowKey, RowOption>[],
  context: PlanContext,
  service: Service,
): readonly Flag[] {
  const at = pathsIn('services', service.name);
  return rows.flatMap(({ key, option, say }) =>
    say(context, service, at(key)).flatMap((said): readonly Flag[] => {
      const { path } = said;
      if ('dropped' in said) {
        context.ledger.dropped(path, said.dropped, said.instead);
        return [];
      }
      if (said.difference !== undefined) context.ledger.approximated(path, option, said.difference);
      return [{ flag: option, ...(said.value && { value: said.value }), path }];
    }),
  );
}
