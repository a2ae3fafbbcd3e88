import type { Host, MemoryEntry } from '@transpose/core';
import { memoryHost } from '@transpose/core';
import { run } from '../src/program.ts';

export interface RunOptions {
  readonly files?: Readonly<Record<string, MemoryEntry>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  readonly terminal?: boolean;
  /** What a person types in answer to a question. */
  readonly ask?: (question: string) => string | undefined;
  /** Instead of files in memory. */
  readonly host?: Host;
}

export const compose = 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n    ports: ["8080:80"]\n';

/** Runs a command line over files in memory: `transpose config --format json`. */
export function runCommand(words: string | readonly string[], options: RunOptions = {}) {
  const { code, ...printed } = start(words, options);
  if (typeof code !== 'number') throw new Error('the command goes on: use runLater');
  return { code, out: printed.text('out'), err: printed.text('err') };
}

/** As {@link runCommand}, for commands that load templates. */
export async function runLater(words: string | readonly string[], options: RunOptions = {}) {
  const { code, text } = start(words, options);
  return { code: await code, out: text('out'), err: text('err') };
}

function start(words: string | readonly string[], options: RunOptions) {
  const { files = { '/shop/compose.yaml': compose }, env = {}, stdin = '', cwd = '/shop', terminal = false } = options;
  const printed = { out: '', err: '' };
  const code = run(typeof words === 'string' ? words.split(' ').filter(Boolean) : words, {
    host: options.host ?? memoryHost({ files, cwd, env: { HOME: '/root', TRANSPOSE_DEBUG: '1', ...env }, stdin }),
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    terminal: { out: terminal, err: terminal, columns: 120 },
    ...(options.ask && { ask: options.ask }),
  });
  return { code, text: (stream: 'out' | 'err') => printed[stream] };
}
