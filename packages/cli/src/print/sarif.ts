import type { Diagnostic, DiagnosticJson, PlaceJson } from '@transpose/core';
import { codes, diagnosticJson } from '@transpose/core';
import type { Account, Severity } from '@transpose/targets';
import { targetCodes } from '@transpose/targets';
import { version } from '../version.ts';
import { accountData } from './account.ts';

const meanings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries({ ...codes, ...targetCodes }).map(([code, { meaning }]) => [code, meaning])),
  lost: 'The target has no place for a key or value.',
  breaks: 'A container does not start, or is not reached.',
  approximated: 'The target carries a key or value, and it behaves differently there.',
};

/**
 * Diagnostics, and what an account says of uses that are lost or approximated, as a log for editors and CI.
 * `obstacles` kept the output from being written.
 * Source: SARIF 2.1.0 (OASIS).
 */
export function sarifLog(
  diagnostics: readonly Diagnostic[],
  account?: Account,
  obstacles: readonly string[] = [],
  pathOf: (file: string) => string = (file) => file,
) {
  const physical = physicalIn(pathOf);
  const results = [
    ...diagnostics.map(diagnosticJson).map((one) => diagnosticResult(one, physical)),
    ...(account ? useResults(account, physical) : []),
  ];
  const used = [...new Set(results.map(({ ruleId }) => ruleId))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'transpose',
            semanticVersion: version,
            rules: used.map((id) => ({ id, shortDescription: { text: meanings[id] ?? id } })),
          },
        },
        columnKind: 'unicodeCodePoints',
        invocations: [
          {
            executionSuccessful: obstacles.length === 0 && !diagnostics.some(({ severity }) => severity === 'error'),
            toolExecutionNotifications: obstacles.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results,
      },
    ],
  };
}

type Physical = ReturnType<typeof physicalIn>;

function diagnosticResult(diagnostic: DiagnosticJson, physical: Physical) {
  const { code, severity, message, hint, path, related } = diagnostic;
  return {
    ruleId: code,
    level: severity,
    message: { text: hint === undefined ? message : `${message} (${hint})` },
    ...locationsOf(diagnostic, path, physical),
    ...(related && {
      relatedLocations: related.map((place) => ({
        physicalLocation: physical(place),
        message: { text: place.message },
      })),
    }),
  };
}

function useResults(account: Account, physical: Physical) {
  const { uses, notes } = accountData(account);
  const remarks = notes
    .filter(({ severity }) => severity === 'breaks')
    .map((note) => ({
      ruleId: 'breaks',
      level: levels.breaks,
      message: { text: note.message },
      ...locationsOf(note, note.path, physical),
    }));
  const results = uses.flatMap((use) => {
    if (use.severity === undefined) return [];
    const level = levels[use.severity];
    const text = [use.why, use.instead].filter((part) => part !== undefined).join(' -> ');
    return [
      {
        ruleId: use.outcome,
        level,
        message: { text: `${use.path}: ${text}` },
        ...locationsOf(use, use.path, physical),
      },
    ];
  });
  return [...remarks, ...results];
}

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  breaks: 'error',
  loses: 'warning',
  differs: 'warning',
  cosmetic: 'note',
};

function locationsOf(place: Partial<PlaceJson>, path: string | undefined, physical: Physical) {
  if (place.file === undefined) return {};
  const logical = path === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: path }] };
  return { locations: [{ physicalLocation: physical({ ...place, file: place.file }), ...logical }] };
}

const physicalIn =
  (pathOf: (file: string) => string) =>
  ({ file, line, column, endLine, endColumn }: Partial<PlaceJson> & { readonly file: string }) => {
    const region = line === undefined ? {} : { region: { startLine: line, startColumn: column, endLine, endColumn } };
    return { artifactLocation: { uri: uriOf(pathOf(file)) }, ...region };
  };

/** A relative path is a URI from where the log is read; an absolute one names the machine's file. */
function uriOf(file: string): string {
  const escaped = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${escaped}` : escaped;
}
