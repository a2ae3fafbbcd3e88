import type { Named, Report } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';
import type { OptionValues, TargetOption } from '../target.ts';

/** What a directory of templates takes on the command line. */
export const templateOptions: readonly TargetOption[] = [
  {
    name: 'set',
    type: 'list',
    value: 'KEY=VALUE',
    description: 'A value that the templates find as `options.KEY`.',
  },
];

/** The values of `--set`; the last one of a key counts. */
export function setOptions(values: OptionValues, report: Report<TargetCode>): Named<string> {
  const options = Object.create(null) as Record<string, string>;
  const given = values['set'];
  for (const one of Array.isArray(given) ? (given as readonly string[]) : []) {
    const at = one.indexOf('=');
    if (at > 0) options[one.slice(0, at)] = one.slice(at + 1);
    else report.add({ code: 'bad-option', message: `--set ${one}: write KEY=VALUE` });
  }
  return options;
}
