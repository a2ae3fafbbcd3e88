import type { Approximated, Carried } from '../account/support.ts';
import { approximated as approximatedAt, carried as carriedAt } from '../account/support.ts';
import type { UnitField } from './unit-field.ts';

/** A key that arrives whole in a unit or Quadlet file. */
export const carried: (field: UnitField) => Carried = carriedAt;

/** A key that arrives in a unit or Quadlet file, and behaves differently. */
export const approximated: (field: UnitField, difference: string, instead?: string) => Approximated = approximatedAt;
