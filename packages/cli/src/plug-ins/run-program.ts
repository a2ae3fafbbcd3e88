import { spawnSync } from 'node:child_process';
import type { Host } from '@transpose/core';
import type { ProgramRun } from '@transpose/targets';

/** How much a program may write: more is a mistake, and would have to fit into memory. */
const longestOutput = 256 * 1024 * 1024;

/**
 * Runs a program with a text as its standard input: one of the machine's `PATH`, or a path. No shell reads the name, it gets
 * no arguments, and what it writes to standard error is seen as it comes.
 */
export function runProgram(command: string, input: string, { cwd, paths }: Host): ProgramRun {
  const { error, status, signal, stdout } = spawnSync(command, [], {
    cwd: paths?.toLocal(cwd) ?? cwd,
    input,
    encoding: 'utf8',
    maxBuffer: longestOutput,
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  });
  // One that does not read all of its input may do so: what it wrote counts, and how it ended.
  const isFailed = error !== undefined && (error as NodeJS.ErrnoException).code !== 'EPIPE';
  const problem = isFailed ? errorText(error) : endText(status, signal);
  return problem === undefined ? { output: stdout } : { problem };
}

function errorText({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such program; a file of this directory is exec:./NAME';
    case 'EACCES':
      return 'it may not be executed; chmod +x makes it a program';
    case 'ENOBUFS':
      return `it wrote more than ${longestOutput / 1024 / 1024} MiB`;
    default:
      return message;
  }
}

function endText(status: number | null, signal: string | null): string | undefined {
  if (status === 0) return undefined;
  return signal === null ? `it ended with exit code ${status}` : `it was ended by ${signal}`;
}
