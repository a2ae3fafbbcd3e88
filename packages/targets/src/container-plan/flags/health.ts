import type { Service } from '@transpose/core';
import { healthTiming, seconds } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellWord } from '../../shared/shell/shell-word.ts';
import { goDuration } from './amounts.ts';
import type { PlanContext } from '../context.ts';
import { userText } from '../context.ts';
import { isDisabled, reportDisabled } from '../../shared/disabled-healthcheck.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';
import { hideWhole } from '../secrets/hidden-secrets.ts';
import { podmanHealthFlags } from '../podman/podman-health.ts';
import type { Text } from '../text.ts';
import { joinTexts, literalOf, text } from '../text.ts';
import type { Flag, HealthPlan } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/** The line of `CMD-SHELL`, which is written alone or as an item. */
function lineOf(context: PlanContext, [, ...words]: readonly string[], path: KeyPath): Text {
  const [line = ''] = words;
  if (words.length !== 1) return text(words.join(' '));
  const alone = userText(context, path, line);
  return literalOf(alone) === undefined ? alone : userText(context, pathTo([...path, 1]), line);
}

/** Words in the quotes of a shell; one with a secret is a secret with its quotes. */
function quotedWords(context: PlanContext, path: KeyPath, words: readonly string[]): readonly Text[] {
  return words.map((word, index): Text => {
    const quoted = quotedText(shellWord(word));
    const place = { path: [...path, index + 1], before: wordsBefore(words, index) };
    const [span] = context.hidden.spansIn(word, place);
    return [span ? hideWhole(context, span.name, quoted, path) : quoted];
  });
}

/** The healthcheck of a service; undefined: the image's alone. */
export function planHealth(context: PlanContext, service: Service): HealthPlan | undefined {
  const check = service.healthcheck;
  if (!check) return undefined;
  const path = pathTo(['services', service.name, 'healthcheck']);
  if (isDisabled(check)) {
    reportDisabled(check, path, context.ledger);
    return { disabled: true, flags: [{ flag: '--no-healthcheck', path }], patience: 0 };
  }
  const { interval, timeout, retries, start_period: start } = healthTiming(check);
  const patience = Math.ceil(seconds(start + retries * (interval + timeout)));
  const tested = { disabled: false, ...(check.test ? { test: check.test } : {}), patience };
  if (context.engine.name === 'podman') return { ...tested, flags: podmanHealthFlags(context, check, path) };
  const flags: Flag[] = [];
  const [kind, ...words] = check.test ?? [];
  if (check.test && kind === 'CMD') {
    const at = pathTo([...path, 'test']);
    context.ledger.approximated(
      at,
      '--health-cmd',
      'The words are run by `/bin/sh -c`, which the image needs; they arrive as written.',
      'use `CMD-SHELL` where the image has a shell',
    );
    flags.push({
      flag: '--health-cmd',
      value: joinTexts(quotedWords(context, at, words), ' '),
      path: at,
    });
  } else if (check.test) {
    flags.push({
      flag: '--health-cmd',
      value: lineOf(context, check.test, pathTo([...path, 'test'])),
      path: pathTo([...path, 'test']),
    });
  }
  const timing = (flag: EngineOption, key: 'interval' | 'timeout' | 'start_period' | 'start_interval'): void => {
    const value = check[key];
    if (value !== undefined) flags.push({ flag, value: text(goDuration(value)), path: pathTo([...path, key]) });
  };
  timing('--health-interval', 'interval');
  timing('--health-timeout', 'timeout');
  if (check.retries !== undefined)
    flags.push({ flag: '--health-retries', value: text(String(check.retries)), path: pathTo([...path, 'retries']) });
  timing('--health-start-period', 'start_period');
  timing('--health-start-interval', 'start_interval');
  return { ...tested, flags };
}
