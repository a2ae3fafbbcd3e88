import type { Report } from '@transpose/core';
import type { TargetCode } from '../account/codes.ts';
import type { OptionValues, TargetOption } from '../target.ts';
import type { PodmanVersion } from './engine.ts';
import { isSince, podmanVersion } from './engine.ts';

export const podmanVersionOption = {
  name: 'podman-version',
  type: 'string',
  value: 'VERSION',
  default: '5.4',
  description: 'The oldest Podman that has to understand the files, from 4.4 on; what it cannot say is reported.',
} as const satisfies TargetOption;

export const dockerDefaultsOption = {
  name: 'docker-defaults',
  type: 'flag',
  default: false,
  description:
    "With Podman: Docker's capabilities, no limit of processes, low ports for all users and no programs on a tmpfs, instead of Podman's defaults.",
} as const satisfies TargetOption;

/** The version of Podman; `least`: the oldest that the target knows anything of. */
export function podmanOption(values: OptionValues, least: string, report: Report<TargetCode>): PodmanVersion {
  const text = String(values['podman-version'] ?? '5.4');
  const version = podmanVersion(text);
  if (version && isSince(version, least)) return version;
  report.add({ code: 'bad-option', message: `--podman-version ${text}: ${least} or newer, like 5.4` });
  return { major: 5, minor: 4 };
}
