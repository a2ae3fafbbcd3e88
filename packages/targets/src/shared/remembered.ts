/**
 * A function of texts whose results are kept, as the same texts come many times: those of `most` texts of at most `longest`
 * characters.
 */
export function remembered<T extends NonNullable<unknown>>(
  make: (text: string) => T,
  { most, longest = 500 }: { readonly most: number; readonly longest?: number },
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return make(text);
    let result = known.get(text);
    if (result === undefined) {
      result = make(text);
      if (known.size >= most) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
