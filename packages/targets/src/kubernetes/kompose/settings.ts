import type { ServiceSettings } from '@transpose/core';

/** What labels of kompose say of a service: `x-transpose` in other words, and what that has no word for. */
export interface KomposeSettings extends ServiceSettings {
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Its Service leads to the Pods by name, without an address of its own. */
  readonly headless?: boolean;
  /** The number that nodes open for its published port. */
  readonly nodePort?: number;
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  readonly backoffLimit?: number;
  readonly fsGroup?: number;
  readonly initContainer?: { readonly name?: string; readonly image?: string; readonly command?: string };
}

type Json = unknown;

/** Settings of several labels as one: maps are joined, a later value goes over an earlier one. */
export function joined(one: KomposeSettings, other: KomposeSettings): KomposeSettings {
  return joinedMaps(one as Readonly<Record<string, Json>>, other as Readonly<Record<string, Json>>) as KomposeSettings;
}

function joinedMaps(
  one: Readonly<Record<string, Json>>,
  other: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const all: Record<string, Json> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = all[key];
    all[key] = isMap(known) && isMap(value) ? joinedMaps(known, value) : value;
  }
  return all;
}

const isMap = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
