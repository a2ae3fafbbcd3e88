/**
 * What reading a text gives: the value, or what is wrong with the text. The message quotes the offending part and names
 * no file or key: whoever asked knows the place. `at` is an offset in the text, in UTF-16 units.
 */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly at?: number };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function failed(
  message: string,
  at?: number,
): { readonly ok: false; readonly message: string; readonly at?: number } {
  return at === undefined ? { ok: false, message } : { ok: false, message, at };
}
