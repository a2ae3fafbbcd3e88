import { memoryHost } from '@transpose/core';
import { parse } from 'yaml';
import { run } from '../../packages/cli/src/program.ts';
import type { Case } from './case.ts';
import type { PrintedDiagnostic } from './cause.ts';
import { causeOf, namesCause } from './cause.ts';
import { difference, singleDollars } from './difference.ts';

/** Why a case fails; undefined when it passes. */
export type Verdict = string | undefined;

/** Runs a case in this process, over files in memory, and compares the answer with the reference's. */
export function judge(item: Case): Verdict {
  try {
    return verdictOf(item);
  } catch (error) {
    return `thrown: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)}`;
  }
}

function verdictOf(item: Case): Verdict {
  const format = item.expectedJson === undefined && item.expectedErrors === undefined ? 'yaml' : 'json';
  const { code, out, err } = answerTo(item, format);
  const errors = diagnosticsIn(err).filter(({ severity }) => severity === 'error');
  const said = errors[0]?.message ?? (err.trim() || 'nothing');
  if (item.oracleBug) return code === 0 || code === 1 ? undefined : `exit code ${code}; said: ${said}`;

  if (item.expectedErrors) {
    const first = item.expectedErrors[0]?.trim() ?? '';
    if (code === 0) return `loaded, but must fail: ${first}`;
    const causes = item.expectedErrors.map(causeOf);
    const anyFailure = causes.some(({ words, lines }) => words.length === 0 && !lines);
    if (anyFailure || causes.some((cause) => errors.some((error) => namesCause(error, cause)))) return undefined;
    return `no error names the cause of: ${first}; said: ${said}`;
  }

  if (code !== 0) return `exit code ${code}; said: ${said}`;
  const expected: unknown =
    item.expectedJson === undefined ? parse(item.expectedYaml ?? '') : JSON.parse(item.expectedJson);
  const actual: unknown = format === 'json' ? JSON.parse(out) : parse(out);
  if (item.config.includes('--no-interpolate')) return difference(expected, actual);
  return difference(singleDollars(expected), singleDollars(actual));
}

function answerTo(item: Case, format: 'json' | 'yaml'): { code: number; out: string; err: string } {
  let out = '';
  let err = '';
  const code = run([...item.args, 'config', ...item.config, '--format', format, '--report', 'json'], {
    host: memoryHost({
      files: item.files,
      cwd: item.cwd,
      env: { ...item.env, TRANSPOSE_DEBUG: '1' },
      stdin: item.stdin ?? '',
    }),
    out: (text) => (out += text),
    err: (text) => (err += text),
    terminal: { out: false, err: false, columns: 120 },
  });
  if (typeof code !== 'number') throw new Error('config gives its code at once');
  return { code, out, err };
}

function diagnosticsIn(err: string): readonly PrintedDiagnostic[] {
  return err.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    return (JSON.parse(line) as { diagnostics?: PrintedDiagnostic[] }).diagnostics ?? [];
  });
}
