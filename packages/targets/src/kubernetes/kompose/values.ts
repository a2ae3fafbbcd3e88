import { parseSeconds } from '@transpose/core';
import { isDns1123Subdomain } from '../../shared/names/k8s-name.ts';
import { quantityValue } from '../../shared/quantity.ts';
import type { KomposeSettings } from './settings.ts';

/** What a value of a label means: settings, or why it means nothing. */
export type Meaning = { readonly settings: KomposeSettings } | { readonly problem: string };

export type Read = (value: string) => Meaning;

export const problem = (text: string): Meaning => ({ problem: text });

/** One of some words, in any case. */
export function oneOf<T>(meanings: Readonly<Record<string, T>>, make: (meaning: T) => KomposeSettings): Read {
  return (value) => {
    const found = Object.entries(meanings).find(([word]) => word.toLowerCase() === value.trim().toLowerCase());
    return found
      ? { settings: make(found[1]) }
      : problem(`"${value}" is not one of ${Object.keys(meanings).join(', ')}`);
  };
}

export function number(least: number, most: number, make: (value: number) => KomposeSettings): Read {
  return (value) => {
    const read = /^\d{1,10}$/.test(value.trim()) ? Number(value) : Number.NaN;
    return read >= least && read <= most
      ? { settings: make(read) }
      : problem(`"${value}" is not a number from ${least} to ${most}`);
  };
}

/** `70`, `70%`: percent of the request. */
export function percent(make: (value: number) => KomposeSettings): Read {
  const read = number(1, 1000, make);
  return (value) => {
    const meaning = read(value.trim().replace(/%$/, ''));
    return 'problem' in meaning ? problem(`"${value}" is not a percentage of the request, such as 70`) : meaning;
  };
}

/** Seconds of a probe have 32 bits. */
const longest = 2 ** 31 - 1;

/** `30s`, `1m30s`, `500ms`, in whole seconds of at least one. */
export function seconds(make: (value: number) => KomposeSettings, least = 1): Read {
  return (value) => {
    const time = parseSeconds(value.trim());
    return time === undefined || time > longest
      ? problem(`"${value}" is not a duration such as 30s`)
      : { settings: make(Math.max(least, Math.ceil(time))) };
  };
}

export function name(make: (value: string) => KomposeSettings): Read {
  return (value) =>
    isDns1123Subdomain(value) ? { settings: make(value) } : problem(`"${value}" is not a legal name in Kubernetes`);
}

export function size(make: (value: string) => KomposeSettings): Read {
  return (value) =>
    (quantityValue(value) ?? 0) > 0 ? { settings: make(value) } : problem(`"${value}" is not a size such as 10Gi`);
}

export const text =
  (make: (value: string) => KomposeSettings): Read =>
  (value) =>
    value === '' ? problem('it is empty') : { settings: make(value) };
