/** What is said of an unset variable whose name is rather a part of the value: half a password would be printed else. */
export const gluedDollar = 'a $ in this value starts the name of a variable that is not set: an empty string is used';

/** Whether the dollar sign at a place of a value may be meant as such: `pa$word`. */
export function isLikelyText(text: string, at: number): boolean {
  return text[at] === '$' && text[at + 1] !== '{' && /[^\s=:/"'}-]/.test(text[at - 1] ?? '');
}
