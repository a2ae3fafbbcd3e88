import { storageOf } from '../storage/storage.ts';
import type { ComposeGiven } from './compose.ts';
import { composeContext } from './compose.ts';

/** What becomes of the volumes of one service `web`. */
export function bound(
  volumes: readonly string[],
  given: ComposeGiven & { readonly web?: string; readonly more?: string } = {},
) {
  const { context, lines, report } = composeContext(
    `services:\n  web: {${given.web ?? 'image: x'}, volumes: ${JSON.stringify(volumes)}}\n${given.more ?? ''}`,
    given,
  );
  const made = storageOf(context);
  return { made, web: made.of('web'), lines, report };
}
