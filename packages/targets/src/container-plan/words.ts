import type { KeyPath } from '../account/key-path.ts';
import { pathTo } from '../account/key-path.ts';
import { wordsBefore } from '../shared/secrets/secret-places.ts';
import type { PlanContext } from './context.ts';
import { userText } from './context.ts';
import { hideText } from './secrets/hidden-secrets.ts';
import type { Text } from './text.ts';

/** The words of a command, their variables kept and their secrets hidden. */
export function hiddenWords(context: PlanContext, path: KeyPath, words: readonly string[]): readonly Text[] {
  return words.map((word, index) => {
    const at = pathTo([...path, index]);
    return hideText(context, userText(context, at, word), { path: at, before: wordsBefore(words, index) });
  });
}
