import type { Report } from '@transpose/core';
import type { TargetCode } from './account/codes.ts';
import type { OptionValues, Target } from './target.ts';

/** The values of a target's options with the defaults of what was not given; what cannot be goes into the report. */
export function optionValues(target: Target, given: OptionValues, report: Report<TargetCode>): OptionValues {
  for (const name of Object.keys(given)) {
    if (given[name] === undefined || target.options.some((option) => option.name === name)) continue;
    report.add({ code: 'bad-option', message: `the target ${target.name} has no option --${name}` });
  }
  return Object.fromEntries(
    target.options.map(({ name, type, choices, default: usual }) => {
      const value = given[name];
      if (value === undefined) return [name, usual ?? (type === 'list' ? [] : type === 'flag' ? false : undefined)];
      if (choices && typeof value === 'string' && !choices.includes(value))
        report.add({ code: 'bad-option', message: `--${name} ${value}: choose one of ${choices.join(', ')}` });
      return [name, value];
    }),
  );
}
