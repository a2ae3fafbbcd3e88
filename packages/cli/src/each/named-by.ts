import type { Diagnostic, Origin, Source, Span } from '@transpose/core';
import type { Account } from '@transpose/targets';
import type { Converted } from '../conversion.ts';

/** A conversion whose files have other names: those of the whole repository instead of those of the project. */
export function namedBy(name: (file: string) => string, converted: Converted): Converted {
  const sources = new Map<Source, Source>();
  const span = (one: Span): Span => {
    const known = sources.get(one.source) ?? { ...one.source, file: name(one.source.file) };
    sources.set(one.source, known);
    return { ...one, source: known };
  };
  const origin = (one: Origin): Origin => ({ ...one, span: span(one.span), ...(one.key && { key: span(one.key) }) });
  const diagnostics = converted.diagnostics.map((one): Diagnostic => ({
    ...one,
    ...(one.span && { span: span(one.span) }),
    ...(one.file !== undefined && { file: name(one.file) }),
    ...(one.related && { related: one.related.map((other) => ({ ...other, span: span(other.span) })) }),
  }));
  const { result } = converted;
  if (!result) return { ...converted, diagnostics };
  const account: Account = {
    entries: result.account.entries.map((entry) => ({ ...entry, origin: origin(entry.origin) })),
    notes: result.account.notes.map((note) => ({ ...note, ...(note.origin && { origin: origin(note.origin) }) })),
  };
  return { ...converted, diagnostics, result: { ...result, account } };
}
