import type { Named } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { userText } from '../context.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';

/** Labels as `--label KEY=VALUE`. The command line splits at the first `=` and refuses white space in a key. */
export function labelFlags(context: PlanContext, path: KeyPath, labels: Named<string>): readonly Flag[] {
  return Object.entries(labels).flatMap(([key, value]): readonly Flag[] => {
    const at = pathTo([...path, key]);
    if (/[=\s]/.test(key) || key === '') {
      context.ledger.dropped(
        at,
        'A command line cannot say a label whose key has `=` or white space.',
        'rename the label',
      );
      return [];
    }
    return [{ flag: '--label', value: text(`${key}=`, userText(context, at, value)), path: at }];
  });
}
