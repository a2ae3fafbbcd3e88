import type { ClusterEvent } from '@transpose/cluster';
import { bar } from '../print/bar.ts';
import type { Style } from '../print/style.ts';

type CopyEvent = ClusterEvent & { readonly type: 'copy' };

const width = 20;

/** How far a source of a claim is, in one line. */
export function copyText(event: CopyEvent, style: Style): string {
  const done = event.state === 'copied' || event.state === 'skipped';
  const mark = done ? style.green('✔') : style.cyan('·');
  return ` ${mark} ${event.claim.padEnd(20)} ${stateText(event)}\n`;
}

/** Whether a line of its own tells something new, where lines do not change in place. */
export const isNews = ({ state, bytes, total }: CopyEvent): boolean =>
  state === 'copied' || state === 'skipped' || (state === 'sending' && bytes === 0 && total > 0);

function stateText({ state, source, bytes, total, files }: CopyEvent): string {
  switch (state) {
    case 'comparing':
      return `comparing with the ${source}`;
    case 'sending':
      return `${bytes === 0 ? 'sending' : `${share(bytes, total)} of`} ${shownBytes(total)} of the ${source}`;
    case 'verifying':
      return `comparing checksums of ${filesText(files)}`;
    case 'copied':
      return `${filesText(files)}, ${bytes} bytes, the same as in the ${source}`;
    case 'skipped':
      return `the ${source} was copied before: --force copies it again`;
  }
}

const filesText = (files: number): string => `${files} ${files === 1 ? 'file' : 'files'}`;

function share(bytes: number, total: number): string {
  const percent = total === 0 ? 100 : Math.floor((bytes * 100) / total);
  return `[${bar(bytes, total, width)}] ${String(percent).padStart(3)} %`;
}

function shownBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
