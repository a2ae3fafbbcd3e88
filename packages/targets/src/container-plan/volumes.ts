import type { PlanContext } from './context.ts';
import { dockerText } from './context.ts';
import { labelFlags } from './flags/labels.ts';
import { nameOfVolume } from './names.ts';
import { text } from './text.ts';
import type { Flag, VolumePlan } from './types.ts';

/** The project's volumes, as `volume create` makes them. */
export function planVolumes(context: PlanContext): readonly VolumePlan[] {
  return Object.entries(context.project.volumes).map(([key, volume]) => {
    const path = ['volumes', key];
    const flags: Flag[] = [];
    if (volume.driver !== undefined) {
      flags.push({
        flag: '--driver',
        value: text(volume.driver),
        path: [...path, 'driver'],
      });
    }
    for (const [name, value] of Object.entries(volume.driver_opts)) {
      const at = [...path, 'driver_opts', name];
      flags.push({ flag: '--opt', value: text(`${name}=`, dockerText(context, at, value)), path: at });
    }
    flags.push(...labelFlags(context, [...path, 'labels'], volume.labels));
    return { key, name: nameOfVolume(context, key), external: volume.external, flags: volume.external ? [] : flags };
  });
}
