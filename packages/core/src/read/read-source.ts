import type { Diagnostic } from '../report/diagnostic.ts';
import type { HostFailure, HostResult } from '../host/host.ts';
import { localForm } from '../host/host-path.ts';
import type { Loading } from '../loading.ts';
import type { Source } from '../tree/source.ts';
import { isInside, joinPath } from '../values/path.ts';
import { decodeText } from './decode.ts';

/** The place that asks for a file: what a problem with it points at. */
export type Asker = Pick<Diagnostic, 'path' | 'span'>;

/** The text of a file, read once per load; `-` is standard input. Undefined when it cannot be read: the report says why. */
export function readSource(loading: Loading, path: string, asker: Asker = {}): Source | undefined {
  const known = loading.sources.get(path);
  if (known) return known;
  const bytes = path === '-' ? readStdin(loading) : loading.host.readFile(path);
  const file = displayName(loading, path);
  if (!bytes.ok) {
    const code = bytes.failure === 'not-found' ? 'file-not-found' : 'unreadable-file';
    loading.report.add({
      code,
      message: `cannot read "${file}": ${failureText(bytes.failure, bytes.message)}`,
      file,
      ...asker,
    });
    return undefined;
  }
  const decoded = decodeText(bytes.value);
  const text = decoded.ok ? decoded.value : (decoded.text ?? '');
  const source: Source = { file, text, ...(asker.span && { asked: asker.span }) };
  if (!decoded.ok) {
    const at = decoded.at ?? 0;
    loading.report.add({ code: 'encoding', message: decoded.message, span: { source, start: at, end: at } });
    return undefined;
  }
  loading.sources.set(path, source);
  return source;
}

function failureText(failure: HostFailure, message: string): string {
  switch (failure) {
    case 'not-found':
      return 'there is no such file';
    case 'is-a-directory':
      return 'it is a directory';
    case 'not-a-file':
      return 'it is not a regular file';
    case 'denied':
      return 'access is denied';
    case 'failed':
      return message;
  }
}

/** How a file is called in diagnostics: from the working directory where it lies below, else by its whole path. */
export function displayName({ host }: Pick<Loading, 'host'>, path: string): string {
  if (path === '-') return '-';
  const folder = joinPath(host.cwd);
  return path !== folder && isInside(folder, path)
    ? path.slice(folder === '/' ? 1 : folder.length + 1)
    : localForm(host, path);
}

function readStdin({ host }: Loading): HostResult<Uint8Array> {
  return host.readStdin?.() ?? { ok: false, failure: 'failed', message: 'there is no standard input' };
}
