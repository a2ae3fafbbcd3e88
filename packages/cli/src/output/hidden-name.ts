import { basename, dirname, join } from 'node:path';

/** A name beside a file, under which it is made or kept for a while: `/out/.run.sh.transpose-123-new`. */
export const hiddenName = (path: string, word: 'new' | 'old'): string =>
  join(dirname(path), `.${basename(path)}.transpose-${process.pid}-${word}`);

/** The name of the file for which a hidden one stands; any other path as it is. */
export const realName = (path: string): string => path.replace(/(^|\/)\.([^/]+)\.transpose-\d+-(?:new|old)$/, '$1$2');
