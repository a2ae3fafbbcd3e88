import { parseUser, userId } from '@transpose/core';
import { table } from '../../shared/formats/table.ts';

export interface NumericUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** Numbers that nearly every image gives these names. */
const knownUsers: Readonly<Record<string, number>> = table({ root: 0, nobody: 65534 });
const knownGroups: Readonly<Record<string, number>> = table({ root: 0, wheel: 0, nobody: 65534, nogroup: 65534 });

/** `user` as numbers, without a report: what is not a number and no known name is left out. */
export function numericUser(user: string | undefined): NumericUser {
  const { user: name, group = '' } = parseUser(user ?? '');
  const uid = idOf(name, knownUsers);
  const gid = idOf(group, knownGroups);
  return { ...(uid !== undefined && { uid }), ...(gid !== undefined && { gid }) };
}

function idOf(text: string, known: Readonly<Record<string, number>>): number | undefined {
  return userId(text) ?? (Object.hasOwn(known, text) ? known[text] : undefined);
}
