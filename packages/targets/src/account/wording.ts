import type { Support } from './support.ts';

/** What a target says of a use, in the one form in which it is printed. */
export interface Wording {
  /** What behaves differently, or why it is lost; empty for what is carried. No full stop at the end. */
  readonly why: string;
  /** What to do; empty when there is nothing. It begins with a capital, and has no full stop at the end. */
  readonly instead: string;
}

/** The words of a verdict: those of all targets in one form, whatever their tables hold. */
export function wordingOf(support: Support): Wording {
  switch (support.kind) {
    case 'carried':
      return { why: '', instead: '' };
    case 'approximated':
      return { why: phrase(support.difference), instead: hint(support.instead) };
    case 'dropped':
      return { why: phrase(support.reason), instead: hint(support.instead) };
    case 'resolved':
      return { why: phrase(support.by), instead: '' };
  }
}

/** A remark or reason without a full stop at its end, or before a semicolon where two were joined. */
export const phrase = (text: string): string => text.replace(/\.;/g, ';').replace(/\.$/, '');

function hint(text = ''): string {
  const words = phrase(text);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
