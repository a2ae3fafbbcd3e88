import type { Report } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';
import type { OptionValues, TargetOption } from '../target.ts';

export const scopeOption = {
  name: 'scope',
  type: 'string',
  value: 'SCOPE',
  choices: ['system', 'user'],
  default: 'system',
  description: "Whether the units are for the system or for a user's own manager.",
} as const satisfies TargetOption;

export const looseOption = {
  name: 'loose',
  type: 'flag',
  default: false,
  description: 'Let services start after their dependencies without stopping, restarting and failing with them.',
} as const satisfies TargetOption;

export const systemdVersionOption = {
  name: 'systemd-version',
  type: 'string',
  value: 'VERSION',
  default: '252',
  description: 'The oldest systemd that has to understand the units.',
} as const satisfies TargetOption;

export const templateNamesOption = {
  name: 'template-names',
  type: 'flag',
  default: false,
  description: 'Leave the name of the project to the installer, so that several copies can live side by side.',
} as const satisfies TargetOption;

export const hostDirectoryOption = {
  name: 'host-directory',
  type: 'string',
  value: 'DIR',
  description:
    'Where the project directory is on the host that runs the units: they name it, instead of a marker that install.sh fills in.',
} as const satisfies TargetOption;

export const secretsOption = {
  name: 'secrets',
  type: 'string',
  value: 'HOW',
  choices: ['file', 'omit'],
  default: 'file',
  description:
    'Where secret values go: into files that only their owner reads, or nowhere (the files are yours to write).',
} as const satisfies TargetOption;

/** The values of these options. */
export interface UnitOptions {
  readonly scope: 'system' | 'user';
  readonly loose: boolean;
  readonly systemdVersion: number;
  readonly templateNames: boolean;
  readonly omitsSecrets: boolean;
  /** The project directory on the host; undefined: the installer fills it in. */
  readonly hostDirectory?: string;
}

export function unitOptions(values: OptionValues, report: Report<TargetCode>): UnitOptions {
  const text = String(values['systemd-version'] ?? '252');
  const version = /^\d{3}$/.test(text) ? Number(text) : undefined;
  if (version === undefined)
    report.add({ code: 'bad-option', message: `--systemd-version ${text}: a number like 252` });
  const hostDirectory = values['host-directory'];
  if (typeof hostDirectory === 'string' && !/^\/[\w./+-]*$/.test(hostDirectory))
    report.add({
      code: 'bad-option',
      message: `--host-directory ${hostDirectory}: an absolute path of letters, digits and . _ + - is needed`,
    });
  return {
    scope: values['scope'] === 'user' ? 'user' : 'system',
    loose: values['loose'] === true,
    systemdVersion: version ?? 252,
    templateNames: values['template-names'] === true,
    omitsSecrets: values['secrets'] === 'omit',
    ...(typeof hostDirectory === 'string' ? { hostDirectory: hostDirectory.replace(/(?!^)\/$/, '') } : {}),
  };
}
