import type { Approximated, Carried } from '../../account/support.ts';
import { approximated as approximatedAt, carried as carriedAt } from '../../account/support.ts';
import type { KubernetesField } from '../objects/field.ts';

/** A key that arrives whole in a field of the API. */
export const carried: (field: KubernetesField) => Carried = carriedAt;

/** A key that arrives in fields of the API, and behaves differently. */
export const approximated: (field: KubernetesField, difference: string, instead?: string) => Approximated =
  approximatedAt;
