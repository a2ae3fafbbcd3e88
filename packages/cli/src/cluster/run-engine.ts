import { spawn } from 'node:child_process';

export interface EngineRun {
  readonly code: number;
  readonly output: string;
  /** The end of what it wrote at all. */
  readonly said: string;
}

/** Runs a program to its end, and tells what it writes as it comes. A program that is not there ends with 127. */
export function runEngine(
  [program = '', ...words]: readonly string[],
  options: {
    readonly directory: string;
    readonly environment?: Readonly<Record<string, string>>;
    readonly input?: string;
    readonly signal: AbortSignal;
    readonly told?: (text: string) => void;
  },
): Promise<EngineRun> {
  const { directory: cwd, environment = {}, input, signal, told } = options;
  return new Promise((done, fail) => {
    const child = spawn(program, words, { cwd, signal, env: { ...process.env, ...environment } });
    let output = '';
    let said = '';
    const take = (piece: string): void => {
      said = (said + piece).slice(-20_000);
      told?.(piece);
    };
    child.stdout
      .setEncoding('utf8')
      .on('data', (piece: string) => (output += piece))
      .on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') done({ code: 127, output: '', said: `there is no program "${program}" on PATH` });
      else fail(error);
    });
    child.once('close', (code) => done({ code: code ?? 1, output, said }));
  });
}
