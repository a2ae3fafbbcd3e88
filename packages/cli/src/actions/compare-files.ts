import { dirname, join } from 'node:path';
import { diagnosticJson, shownText } from '@transpose/core';
import type { Converted } from '../conversion.ts';
import type { ExitCode } from '../exit-codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Difference } from '../output/differences.ts';
import { differencesOf } from '../output/differences.ts';
import type { FilePlace } from '../output/output-place.ts';
import type { WriteRequest } from '../output/plan-write.ts';
import { differenceList, differenceText } from '../print/differences.ts';
import { maskedText } from '../print/masked-surroundings.ts';
import { reportData, reportDiagnostics } from '../print/report.ts';
import { styleOn } from '../print/style.ts';
import type { Reports } from '../report-option.ts';
import type { Surroundings } from '../surroundings.ts';
import { systemErrorText } from '../output/system-error.ts';

interface CompareOptions {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly report?: Reports['form'];
}

/** `--check` and `--diff`: what is on the disk against what would be written. Writes nothing. */
export function compareFiles(
  around: Surroundings,
  { check = false, diff = false, report = 'text' }: CompareOptions,
  { result, diagnostics }: Converted,
  place: FilePlace,
  request: Omit<WriteRequest, 'force'>,
): ExitCode {
  const base = place.kind === 'directory' ? place.output : dirname(place.output);
  const named = (path: string): string => shownText(join(base, path));
  let differences: readonly Difference[];
  try {
    differences = differencesOf(request);
  } catch (error) {
    around.err(`transpose: cannot compare ${systemErrorText(error)}\n`);
    return exitCodes.failed;
  }
  if (report === 'json') {
    const found = differences.map(({ path, what }) => ({ path: join(base, path), what }));
    reportData(around, { diagnostics: diagnostics.map(diagnosticJson), differences: found });
  } else {
    reportDiagnostics(around, diagnostics, report, result?.account);
  }
  const style = styleOn(around, 'out');
  around.out(maskedText(around, diff ? differenceText(differences, named, style) : differenceList(differences, named)));
  if (check && report === 'text') around.err(`${place.output}: ${closing(differences.length)}\n`);
  return check && differences.length > 0 ? exitCodes.found : exitCodes.done;
}

function closing(count: number): string {
  if (count === 0) return 'nothing would change.';
  return `${count} ${count === 1 ? 'file' : 'files'} would change.`;
}
