import { shownText } from '@transpose/core';
import { bar } from '../print/bar.ts';
import type { Surroundings } from '../surroundings.ts';

const width = 24;

/** How far the work is, in one line of a terminal that changes in place and is gone at the end; elsewhere nothing. */
export function progressBar({ host, terminal, err }: Surroundings, count: number, hidden: boolean) {
  const shows = !hidden && terminal.err && host.env['TERM'] !== 'dumb';
  let done = 0;
  let filled = -1;
  return {
    /** One more is done. */
    step(name: string): void {
      done += 1;
      const now = Math.floor((done * 100) / count);
      if (!shows || now === filled) return;
      filled = now;
      const line = `[${bar(done, count, width)}] ${done}/${count} ${shownText(name)}`;
      err(`\r\u001b[K${line.slice(0, terminal.columns - 1)}`);
    },
    end(): void {
      if (shows) err('\r\u001b[K');
    },
  };
}
