import type { Account, Severity } from '@transpose/targets';
import { phrase } from '@transpose/targets';
import { differenceRows, placeOf } from './account.ts';

/** What a section begins with; what costs most comes first. */
export const titles: Readonly<Record<Severity, string>> = {
  breaks: 'Will not start, or will not be reached',
  loses: 'Loses or exposes data or secrets, unless you act',
  differs: 'Behaves differently',
  cosmetic: 'Cosmetic',
};
/** A cause, said once, with all places that share it. */
export interface Finding {
  readonly severity: Severity;
  readonly sentence: string;
  readonly instead: string;
  /** `compose.yaml:12:5  services.web.ports[0]`; none for a remark on the whole. */
  readonly places: string[];
}

/** The causes of an account, in the order of their first places; remarks come with what they say of the same cost. */
export function findings(account: Account): readonly Finding[] {
  const found = new Map<string, Finding>();
  const add = (severity: Severity, sentence: string, instead: string, place: string | undefined): void => {
    const id = JSON.stringify([severity, sentence, instead]);
    const known = found.get(id) ?? { severity, sentence, instead, places: [] };
    found.set(id, known);
    if (place !== undefined) known.places.push(place);
  };
  for (const { message, severity, origin } of account.notes)
    if (severity === 'breaks') add(severity, phrase(message), '', origin && placeOf(origin));
  for (const { place, paths, parts } of differenceRows(account))
    for (const { outcome, severity, field, why, instead } of parts) {
      const where = outcome === 'lost' ? 'lost' : field;
      for (const path of paths)
        add(severity, `${why}${where === '' ? '' : ` (${where})`}`, instead, `${place}  ${path}`);
    }
  for (const { message, severity, origin } of account.notes)
    if (severity !== 'breaks') add(severity, phrase(message), '', origin && placeOf(origin));
  return [...found.values()];
}
