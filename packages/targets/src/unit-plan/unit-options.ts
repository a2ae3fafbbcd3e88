import type { Report } from '@transpose/core';
import type { TargetCode } from '../codes.ts';
import type { PodmanVersion } from '../container-plan/engine.ts';
import { isSince, podmanVersion } from '../container-plan/engine.ts';
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

export const podmanVersionOption: TargetOption = {
  name: 'podman-version',
  type: 'string',
  value: 'VERSION',
  default: '5.4',
  description: 'The oldest Podman that has to understand the files, from 4.4 on; what it can not say is reported.',
};

/** The values of these options. */
export interface UnitOptions {
  readonly scope: 'system' | 'user';
  readonly loose: boolean;
  readonly systemdVersion: number;
}

export function unitOptions(values: OptionValues, report: Report<TargetCode>): UnitOptions {
  const text = String(values['systemd-version'] ?? '252');
  const version = /^\d{3}$/.test(text) ? Number(text) : undefined;
  if (version === undefined) report.add({ code: 'bad-option', message: `--systemd-version ${text}: a number like 252` });
  return { scope: values['scope'] === 'user' ? 'user' : 'system', loose: values['loose'] === true, systemdVersion: version ?? 252 };
}

/** The version of Podman; `least`: the oldest that the target knows anything of. */
export function podmanOption(values: OptionValues, least: string, report: Report<TargetCode>): PodmanVersion {
  const text = String(values['podman-version'] ?? '5.4');
  const version = podmanVersion(text);
  if (version && isSince(version, least)) return version;
  report.add({ code: 'bad-option', message: `--podman-version ${text}: ${least} or newer, like 5.4` });
  return { major: 5, minor: 4 };
}
