import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@transpose/targets';
import type { OutputPlace } from './output-place.ts';

/** The salt that the last conversion to a directory kept in its file with secrets; a new one where there is none. */
export function saltFor(target: Target, place: OutputPlace): string | undefined {
  if (target.saltFile === undefined || place.kind !== 'directory') return undefined;
  return keptIn(join(place.directory, target.saltFile)) ?? randomBytes(16).toString('hex');
}

function keptIn(path: string): string | undefined {
  try {
    return /^# Salt: +([0-9a-f]{32})\b/m.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    // There is no such file, or none that may be read: writing will tell.
    return undefined;
  }
}
