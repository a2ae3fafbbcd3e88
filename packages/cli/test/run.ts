import type { Host, MemoryEntry } from '@transpose/core';
import { memoryHost } from '@transpose/core';
import { run } from '../src/program.ts';

export interface RunOptions {
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  readonly terminal?: boolean;
  /** Instead of files in memory. */
  readonly host?: Host;
}

export const compose = 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n    ports: ["8080:80"]\n';

/** Runs a command line over files in memory: `transpose config --format json`. */
export function runCommand(words: string | readonly string[], options: RunOptions = {}) {
  const { files = { '/shop/compose.yaml': compose }, env = {}, stdin = '', cwd = '/shop', terminal = false } = options;
  let out = '';
  let err = '';
  const code = run(typeof words === 'string' ? words.split(' ').filter(Boolean) : words, {
    host: options.host ?? memoryHost({ files, cwd, env: { HOME: '/root', TRANSPOSE_DEBUG: '1', ...env }, stdin }),
    out: (text) => (out += text),
    err: (text) => (err += text),
    terminal: { out: terminal, err: terminal, columns: 120 },
  });
  return { code, out, err };
}
