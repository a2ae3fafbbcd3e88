import type { Diagnostic } from './report/diagnostic.ts';
import { applyEdits } from './fix/edits.ts';
import type { Host } from './host/host.ts';
import type { Loading } from './loading.ts';
import { encodeUtf8 } from './read/encode.ts';
import { loaderReport } from './report/report.ts';

/**
 * Where a load failed, the odd spaces that reading warned of are the first suspects: they become errors, and of the
 * others only those are kept that are left when the spaces are ordinary ones.
 */
export function suspectOddSpaces(loading: Loading, load: (loading: Loading) => unknown): void {
  const { report, host } = loading;
  const odd = report.diagnostics.filter(({ code }) => code === 'odd-space');
  if (!report.failed || odd.length === 0) return;
  const mended = new Map<string, Uint8Array>();
  for (const [path, source] of loading.sources) {
    const edits = odd.flatMap(({ mend }) => mend?.edits ?? []).filter(({ span }) => span.source === source);
    const text = edits.length > 0 ? applyEdits(source, edits) : undefined;
    if (text !== undefined) mended.set(path, encodeUtf8(text));
  }
  const ordinary: Host = {
    ...host,
    readFile(path) {
      const value = mended.get(path);
      return value ? { ok: true, value } : host.readFile(path);
    },
    readStdin() {
      const value = mended.get('-');
      return value ? { ok: true, value } : (host.readStdin?.() ?? host.readFile('-'));
    },
  };
  const again: Loading = {
    ...loading,
    host: ordinary,
    report: loaderReport(),
    sources: new Map(),
    variables: new Map(),
  };
  load(again);
  report.replace([
    ...odd.map((problem): Diagnostic => ({ ...problem, severity: 'error' })),
    ...again.report.diagnostics,
  ]);
}
