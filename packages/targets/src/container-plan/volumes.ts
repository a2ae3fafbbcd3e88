import type { Volume } from '@transpose/core';
import { pathTo } from '../account/key-path.ts';
import type { PlanContext } from './context.ts';
import { dockerText, hostPath } from './context.ts';
import { labelFlags } from './flags/labels.ts';
import { nameOfVolume } from './names.ts';
import { absolutePath, text } from './text.ts';
import type { Flag, VolumePlan } from './types.ts';

/** The project's volumes, as `volume create` makes them. */
export function planVolumes(context: PlanContext): readonly VolumePlan[] {
  return Object.entries(context.project.volumes).map(([key, volume]) => {
    const path = pathTo(['volumes', key]);
    const flags: Flag[] = [];
    if (volume.driver !== undefined) {
      flags.push({
        flag: '--driver',
        value: text(volume.driver),
        path: pathTo([...path, 'driver']),
      });
    }
    for (const [name, value] of Object.entries(volume.driver_opts)) {
      const at = pathTo([...path, 'driver_opts', name]);
      const said =
        name === 'device' && isBind(volume)
          ? absolutePath(hostPath(context, at, value))
          : dockerText(context, at, value);
      flags.push({ flag: '--opt', value: text(`${name}=`, said), path: at });
    }
    flags.push(...labelFlags(context, pathTo([...path, 'labels']), volume.labels));
    return { key, name: nameOfVolume(context, key), external: volume.external, flags: volume.external ? [] : flags };
  });
}

/** Whether the loader took the volume's `device` for a path of the host, as Compose does. */
const isBind = ({ driver, driver_opts }: Volume): boolean => driver === 'local' && driver_opts['o'] === 'bind';
