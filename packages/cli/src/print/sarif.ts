import type { Diagnostic, PlaceJson } from '@transpose/core';
import { codes } from '@transpose/core';
import type { Account } from '@transpose/targets';
import { targetCodes } from '@transpose/targets';
import { version } from '../version.ts';
import type { LogEntry } from './log-entries.ts';
import { logEntries } from './log-entries.ts';

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
  const results = logEntries(diagnostics, account).map((entry) => resultOf(entry, physical));
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

function resultOf(entry: LogEntry, physical: Physical) {
  const { rule, severity, text, path, related } = entry;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text },
    ...locationsOf(entry, path, physical),
    ...(related && {
      relatedLocations: related.map((place) => ({
        physicalLocation: physical(place),
        message: { text: place.message },
      })),
    }),
  };
}

const levels: Readonly<Record<LogEntry['severity'], 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
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

const escapedPath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** A relative path is a URI from where the log is read; an absolute one names the machine's file. */
function uriOf(file: string): string {
  const drive = /^[A-Z]:(?=\\)/.exec(file)?.[0];
  if (drive !== undefined) return `file:///${drive}${escapedPath(file.slice(drive.length).replaceAll('\\', '/'))}`;
  return file.startsWith('/') ? `file://${escapedPath(file)}` : escapedPath(file);
}
