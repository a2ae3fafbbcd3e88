import type { ComposeKeys, Healthcheck } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellWord } from '../../shared/shell/shell-word.ts';
import { goDuration } from '../flags/amounts.ts';
import type { PlanContext } from '../context.ts';
import { isSince } from '../engine.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';
import { hideWhole } from '../secrets/hidden-secrets.ts';
import { text } from '../text.ts';
import type { Flag } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/**
 * The options of a healthcheck for Podman. Its `--health-cmd` takes a JSON array: words that are run as they are, without
 * the keyword `CMD` (with it, versions before 5.8 split them anew), or `CMD-SHELL` and a line.
 */
export function podmanHealthFlags(context: PlanContext, check: Healthcheck, path: KeyPath): readonly Flag[] {
  const flags: Flag[] = [];
  const command = check.test && commandOf(check.test);
  const [, ...words] = check.test ?? [];
  const secret = words.some((word, index) => {
    const place = { path: pathTo([...path, 'test', index + 1]), before: wordsBefore(words, index) };
    return context.hidden.spansIn(word, place).length > 0;
  });
  const add = (flag: EngineOption, key: keyof ComposeKeys['services']['healthcheck'], value: string): void => {
    const at = pathTo([...path, key]);
    // Its words are in quotes of JSON: it is a secret as a whole.
    const hides = secret && value === command;
    flags.push({ flag, value: hides ? [hideWhole(context, 'healthcheck', value, at)] : text(value), path: at });
  };
  if (command !== undefined) add('--health-cmd', 'test', command);
  for (const [flag, key] of [
    ['--health-interval', 'interval'],
    ['--health-timeout', 'timeout'],
  ] as const) {
    const value = check[key];
    if (value !== undefined && value !== 0) add(flag, key, goDuration(value));
  }
  if (check.retries !== undefined && check.retries !== 0) add('--health-retries', 'retries', String(check.retries));
  if (check.start_period !== undefined && check.start_period !== 0)
    add('--health-start-period', 'start_period', goDuration(check.start_period));
  if (check.start_interval !== undefined && check.start_interval !== 0) {
    const at = pathTo([...path, 'start_interval']);
    if (command === undefined)
      context.ledger.dropped(
        at,
        "Podman asks for a test of its own for the start; the image's is not known here.",
        'give the healthcheck a `test`',
      );
    else if (context.engine.name === 'podman' && !isSince(context.engine.version, '4.4'))
      context.ledger.dropped(at, 'Podman before 4.4 has one interval only.');
    else {
      add('--health-startup-cmd', 'start_interval', command);
      add('--health-startup-interval', 'start_interval', goDuration(check.start_interval));
    }
  }
  return flags;
}

function commandOf([kind = '', ...words]: readonly string[]): string {
  if (kind !== 'CMD') return JSON.stringify(['CMD-SHELL', words.join(' ')]);
  // One word alone would be taken for a line of a shell.
  return words.length === 1
    ? JSON.stringify(['CMD-SHELL', quotedText(shellWord(words[0] ?? '', 'command'))])
    : JSON.stringify(words);
}
