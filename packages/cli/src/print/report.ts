import type { Diagnostic, DiagnosticPart } from '@transpose/core';
import { diagnosticJson, printDiagnostic } from '@transpose/core';
import type { Account } from '@transpose/targets';
import { credentialSpans, looksSecret } from '@transpose/targets';
import type { Reports } from '../report-option.ts';
import type { Surroundings } from '../surroundings.ts';
import { maskedData } from './masked-surroundings.ts';
import { sarifLog } from './sarif.ts';
import type { Style } from './style.ts';
import { styleOn } from './style.ts';

/** Those that are told: with `-q` errors alone. */
export const spokenDiagnostics = (
  diagnostics: readonly Diagnostic[],
  { quiet }: { readonly quiet?: boolean },
): readonly Diagnostic[] => (quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics);

/**
 * Diagnostics on standard error: for people, as one JSON document `{"diagnostics": […]}`, or as a SARIF log, which
 * takes in what an account says is lost or approximated.
 */
export function reportDiagnostics(
  around: Surroundings,
  diagnostics: readonly Diagnostic[],
  form: Reports['form'] = 'text',
  account?: Account,
): void {
  if (form === 'json') {
    reportData(around, { diagnostics: diagnostics.map(diagnosticJson) });
    return;
  }
  if (form === 'sarif') {
    reportData(around, sarifLog(diagnostics, account));
    return;
  }
  const paint = painter(styleOn(around, 'err'));
  for (const diagnostic of diagnostics) {
    const text = printDiagnostic(diagnostic, {
      style: paint,
      looksSecret,
      secretSpans: credentialSpans,
      width: around.terminal.columns,
    });
    around.err(`${text}\n`);
  }
}

/** One JSON document on one line of standard error. */
export function reportData(around: Surroundings, data: Readonly<Record<string, unknown>>): void {
  around.err(`${JSON.stringify(maskedData(around, data))}\n`);
}

function painter(style: Style): (part: DiagnosticPart, text: string) => string {
  const paints: Readonly<Record<DiagnosticPart, (text: string) => string>> = {
    error: (text) => style.bold(style.red(text)),
    warning: (text) => style.bold(style.yellow(text)),
    note: (text) => style.bold(style.cyan(text)),
    message: style.bold,
    frame: style.cyan,
    source: (text) => text,
    mark: style.red,
    related: style.cyan,
    help: style.green,
  };
  return (part, text) => paints[part](text);
}
