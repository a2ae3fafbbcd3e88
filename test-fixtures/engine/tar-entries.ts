import { createHash } from 'node:crypto';

/** A file in a tar archive, without its times. */
export interface TarEntry {
  readonly path: string;
  readonly type: string;
  /** Octal, as in `0444`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly sha256: string;
  readonly content: string;
}

const block = 512;

/** Reads a ustar archive, with GNU's entries for long paths. Throws where a header's checksum is wrong, which a real engine would refuse as well. */
export function tarEntries(archive: Buffer): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  let longPath: string | undefined;
  for (let at = 0; at + block <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + block);
    const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const octal = (from: number, length: number) => Number.parseInt(text(from, length).trim() || '0', 8);
    const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    if (sum !== octal(148, 8)) throw new Error(`checksum of ${text(0, 100)} is ${octal(148, 8)}, not ${sum}`);
    const size = octal(124, 12);
    const content = archive.subarray(at + block, at + block + size);
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
    at += block + Math.ceil(size / block) * block;
    if (text(156, 1) === 'L') {
      longPath = content.toString('utf8').replace(/\0$/, '');
      continue;
    }
    entries.push({
      path: longPath ?? (prefix === '' ? '' : `${prefix}/`) + text(0, 100),
      type: text(156, 1) || '0',
      mode: `0${octal(100, 8).toString(8)}`,
      uid: octal(108, 8),
      gid: octal(116, 8),
      size,
      sha256: createHash('sha256').update(content).digest('hex'),
      content: content.toString('utf8'),
    });
    longPath = undefined;
  }
  return entries;
}
