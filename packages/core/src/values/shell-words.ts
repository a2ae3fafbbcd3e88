import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

export interface ShellWords {
  readonly words: readonly string[];
  /** Where an unquoted `;`, `&`, `|`, `<` or `>` ended the command: Compose drops all from there on. */
  readonly droppedFrom?: number;
}

/**
 * Splits a command given as a string into words. Quotes and backslashes are resolved, nothing is expanded: variables,
 * `$(…)` and backquotes stay as text (their content in one word, quotes and backslashes too), `#` is ordinary, and an operator of the shell ends the
 * command. Quirks kept: `\n` and `\t` are newline and tab; a word of digits that touches `>` (`2>`) is
 * dropped with it. Source: mattn/go-shellwords as compose-go uses it.
 */
export function splitShellWords(text: string): Parsed<ShellWords> {
  const words: string[] = [];
  // Undefined between words; quotes make empty words.
  let word: string | undefined;
  let wordStart = 0;
  // Where each of these was opened.
  let quote: { readonly sign: string; readonly at: number } | undefined;
  let backquote: number | undefined;
  let command: number | undefined;

  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (word === undefined && !quote) wordStart = at;

    if (character === '\\' && quote?.sign !== "'") {
      at += 1;
      if (at === text.length) return failed('the command ends in a backslash', at - 1);
      const escaped = text.charAt(at);
      const isKept = backquote !== undefined || command !== undefined;
      word = (word ?? '') + (isKept ? `\\${escaped}` : unescape(escaped));
      continue;
    }
    const inside = quote !== undefined || backquote !== undefined || command !== undefined;
    if (!inside && /[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const isQuote = (character === '"' || character === "'") && command === undefined && backquote === undefined;
    if (isQuote && (!quote || quote.sign === character)) {
      if (quote) word ??= '';
      quote = quote ? undefined : { sign: character, at };
      continue;
    }
    if (character === '`' && !quote && command === undefined) backquote = backquote === undefined ? at : undefined;
    if (!quote && backquote === undefined) {
      if (character === ')') {
        if (command === undefined) return failed('an unquoted ")" in a command', at);
        command = undefined;
      } else if (character === '(') {
        if (command !== undefined || !/(?:^|[^\\])\$$/.test(word ?? ''))
          return failed('an unquoted "(" in a command', at);
        command = at;
      }
    }
    if (!inside && /[;&|<>]/.test(character)) {
      const dropsWord = character === '>' && /^\d+$/.test(word ?? '');
      if (word !== undefined && !dropsWord) words.push(word);
      return parsed({ words, droppedFrom: dropsWord ? wordStart : at });
    }
    word = (word ?? '') + character;
  }

  const opened = quote?.at ?? backquote ?? command;
  if (opened !== undefined) return failed(`an open ${text.charAt(opened)} in a command`, opened);
  if (word !== undefined) words.push(word);
  return parsed({ words });
}

function unescape(character: string): string {
  return character === 'n' ? '\n' : character === 't' ? '\t' : character;
}
