import type { HelperCall } from '../helper.ts';
import type { Ref } from '../ref.ts';
import { isList, isRecord } from '../ref.ts';

/** Whether a value counts as true: not what is absent, false, 0, or an empty text, list or map. Reads it, if it is not a collection. */
export function isTrue(call: HelperCall, ref: Ref): boolean {
  if (isList(ref.value)) return ref.value.length > 0;
  if (isRecord(ref.value)) return Object.keys(ref.value).length > 0;
  return Boolean(call.valueIfAny(ref));
}

/** An argument that the arity promises. */
export function argument(call: HelperCall, index: number): Ref {
  return call.args[index] ?? { value: undefined };
}
