import type { Report } from '@transpose/core';
import type { TargetCode } from '../codes.ts';
import type { OptionValues, TargetOption } from '../target.ts';

export const scopeOption: TargetOption = {
  name: 'scope',
  type: 'string',
  value: 'SCOPE',
  choices: ['system', 'user'],
  default: 'system',
  description: "Whether the units are for the system or for a user's own manager.",
};

export const looseOption: TargetOption = {
  name: 'loose',
  type: 'flag',
  default: false,
  description: 'Let services start after their dependencies without stopping, restarting and failing with them.',
};

export const systemdVersionOption: TargetOption = {
  name: 'systemd-version',
  type: 'string',
  value: 'VERSION',
  default: '252',
  description: 'The oldest systemd that has to understand the units.',
};

export const templateNamesOption: TargetOption = {
  name: 'template-names',
  type: 'flag',
  default: false,
  description: 'Leave the name of the project to the installer, so that several copies can live side by side.',
};

export const secretsOption: TargetOption = {
  name: 'secrets',
  type: 'string',
  value: 'HOW',
  choices: ['file', 'omit'],
  default: 'file',
  description:
    'Where secret values go: into files that only their owner reads, or nowhere (the files are yours to write).',
};

/** The values of these options. */
export interface UnitOptions {
  readonly scope: 'system' | 'user';
  readonly loose: boolean;
  readonly systemdVersion: number;
  readonly templateNames: boolean;
  readonly omitsSecrets: boolean;
}

export function unitOptions(values: OptionValues, report: Report<TargetCode>): UnitOptions {
  const text = String(values['systemd-version'] ?? '252');
  const version = /^\d{3}$/.test(text) ? Number(text) : undefined;
  if (version === undefined)
    report.add({ code: 'bad-option', message: `--systemd-version ${text}: a number like 252` });
  return {
    scope: values['scope'] === 'user' ? 'user' : 'system',
    loose: values['loose'] === true,
    systemdVersion: version ?? 252,
    templateNames: values['template-names'] === true,
    omitsSecrets: values['secrets'] === 'omit',
  };
}
