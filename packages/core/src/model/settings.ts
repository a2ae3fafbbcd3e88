import type { ProjectSettings, ServiceSettings, VolumeSettings } from '../keys/x-transpose.ts';
import { settingName, settingsTypes } from '../keys/x-transpose.ts';
import type { KeyTable } from '../keys/rule.ts';
import type { Project } from './project.ts';
import type { Volume } from './resource.ts';
import type { Service } from './service.ts';

/** `x-transpose` at the top level. What is wrong in it was reported by `checkSettings`. */
export function projectSettings(project: Pick<Project, 'extensions'>): ProjectSettings {
  return settings(project.extensions['x-transpose'], settingsTypes.project.keys);
}

/** `x-transpose` of a service. */
export function serviceSettings(service: Pick<Service, 'extensions'>): ServiceSettings {
  return settings(service.extensions['x-transpose'], settingsTypes.service.keys);
}

/** `x-transpose` of a top-level volume. */
export function volumeSettings(volume: Pick<Volume, 'extensions'>): VolumeSettings {
  return settings(volume.extensions['x-transpose'], settingsTypes.volume.keys);
}

function settings(written: unknown, keys: KeyTable): Readonly<Record<string, unknown>> {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return {};
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [settingName(name, keys), value]));
}
