import type { Diagnostic } from '@transpose/core';
import type { ReportForm } from '../project-options.ts';
import type { Surroundings } from '../surroundings.ts';
import { diagnosticData } from './json.ts';
import { styleFor, wantsColour } from './style.ts';
import { diagnosticText } from './text.ts';

/** Diagnostics on standard error: for people, or as one JSON document `{"diagnostics": […]}`. */
export function reportDiagnostics(around: Surroundings, diagnostics: readonly Diagnostic[], form: ReportForm = 'text'): void {
  if (form === 'json') {
    reportData(around, { diagnostics: diagnostics.map(diagnosticData) });
    return;
  }
  const style = styleFor(wantsColour(around.host.env, around.terminal.err));
  for (const diagnostic of diagnostics) around.err(diagnosticText(diagnostic, style));
}

/** One JSON document on one line of standard error. */
export function reportData(around: Surroundings, data: Readonly<Record<string, unknown>>): void {
  around.err(`${JSON.stringify(data)}\n`);
}
