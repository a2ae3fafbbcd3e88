/**
 * Every code of a diagnostic, with its usual severity and what it means. `docs/diagnostics.md` is made from this table.
 */
export const codes = {
  'yaml-syntax': { severity: 'error', meaning: 'The text is no YAML.' },
  'missing-space': { severity: 'error', meaning: 'A colon needs a space after it to separate a key from its value.' },
} as const satisfies Record<string, CodeRow>;

export interface CodeRow {
  readonly severity: 'error' | 'warning' | 'note';
  /** One or two sentences for `docs/diagnostics.md`. */
  readonly meaning: string;
}

export type Code = keyof typeof codes;
