import type { Parsed } from '../result.ts';
import { failed, parsed } from '../result.ts';

/** A word that means true or false. `legacy` words are YAML 1.1's (`yes`, `off`): Compose warns of them. */
export interface BooleanWord {
  readonly value: boolean;
  readonly legacy: boolean;
}

const truths = ['true', 'y', 'yes', 'on'];
const falsehoods = ['false', 'n', 'no', 'off'];

/** The cast of boolean keys: words in any case, no numbers, nothing empty. Source: compose-go's cast table. */
export function parseBoolean(text: string): Parsed<BooleanWord> {
  const word = text.toLowerCase();
  const value = truths.includes(word);
  if (!value && !falsehoods.includes(word)) return failed(`invalid boolean: "${text}"`);
  return parsed({ value, legacy: word !== String(value) });
}
