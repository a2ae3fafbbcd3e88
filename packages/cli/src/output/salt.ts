import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@transpose/targets';

/** The salt that the last conversion to a directory kept in its file with secrets; a new one where there is none. */
export function saltFor(target: Target, directory: string): string | undefined {
  if (target.saltFile === undefined) return undefined;
  return keptIn(join(directory, target.saltFile)) ?? randomBytes(16).toString('hex');
}

function keptIn(path: string): string | undefined {
  try {
    return /^# Salt: +([0-9a-f]{32})\b/m.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    // There is no such file, or none that may be read: writing will tell.
    return undefined;
  }
}
