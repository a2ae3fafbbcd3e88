import { objectName } from '../../shared/names/k8s-name.ts';
import type { ObjectNames } from '../facts/names.ts';
import type { PodVolume } from '../objects/objects.ts';

/** Gives the volumes of Pods their names: unique over the project, one for each content. */
export interface PodVolumes {
  /**
   * `own`: another one each time, even when an equal one exists (memory is not shared by accident). `key`: one for each
   * key, which containers of a Pod share.
   */
  volume(base: string, source: Omit<PodVolume, 'name'>, own?: 'own' | { readonly key: string }): PodVolume;
}

export function podVolumes(names: ObjectNames): PodVolumes {
  const known = new Map<string, PodVolume>();
  return {
    volume(base, source, own) {
      const content = typeof own === 'object' ? `key ${own.key}` : JSON.stringify(source);
      const found = own === 'own' ? undefined : known.get(content);
      if (found) return found;
      const volume = { name: names.reserve('Volume', objectName(base)), ...source };
      if (own !== 'own') known.set(content, volume);
      return volume;
    },
  };
}
