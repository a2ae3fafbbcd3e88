import type { EnvContext, EnvEntry, EnvFile } from './env-file.ts';
import { envFailure } from './env-file.ts';

/**
 * Reads an env file of `format: raw`, by the rules of `docker run --env-file`: `KEY=VALUE` to the letter after leading
 * space, lines starting with `#` skipped, bare names looked up; no quotes, no variables.
 * Source: docker/cli, `pkg/kvfile`.
 */
export function parseRawEnvFile(text: string, context: EnvContext): EnvFile {
  const entries: EnvEntry[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    const end = text[lineEnd - 1] === '\r' && lineEnd > at ? lineEnd - 1 : lineEnd;
    const line = text.slice(at, end).trimStart();
    const nameStart = end - line.length;
    at = lineEnd + 1;
    if (line === '' || line.startsWith('#')) continue;

    const equals = line.indexOf('=');
    const name = equals < 0 ? line : line.slice(0, equals);
    if (name === '') return envFailure(text, nameStart, 'a line without a variable name');
    if (/[ \t]/.test(name)) return envFailure(text, nameStart, 'a variable name cannot contain a space');
    const bare = equals < 0;
    entries.push({
      name,
      value: bare ? context.lookup(name) : line.slice(equals + 1),
      bare,
      nameStart,
      nameEnd: nameStart + name.length,
      valueStart: bare ? end : nameStart + equals + 1,
      valueEnd: end,
      unset: [],
    });
  }
  return { ok: true, entries };
}
