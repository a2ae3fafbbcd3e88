import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';

/** Directories on the disk, a new one for each test of a file. */
export interface Stacks {
  /** The one of the test that runs. */
  readonly folder: string;
  /** Writes files, by their paths in it. */
  put(files: Readonly<Record<string, string>>): void;
}

export function stacks(): Stacks {
  const scratch = mkdtempSync(join(tmpdir(), 'transpose-stacks-'));
  afterAll(() => rmSync(scratch, { recursive: true }));
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(scratch, 'stacks-'));
  });
  return {
    get folder() {
      return folder;
    },
    put(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    },
  };
}
