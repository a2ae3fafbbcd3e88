import type { Approximated, Carried } from '../../account/support.ts';
import { approximated as approximatedAt } from '../../account/support.ts';
import type { EngineField } from '../engine-field.ts';

/** A key that arrives whole in the commands of an engine. */
export const carried = (field: EngineField): Carried<EngineField> => ({ kind: 'carried', field });

/** A key that arrives in the commands of an engine, and behaves differently. */
export const approximated = (field: EngineField, difference: string, instead?: string): Approximated<EngineField> => ({
  ...approximatedAt(field, difference, instead),
  field,
});
