import { shortHash } from '../shared/bytes/hash.ts';
import { fileName } from '../shared/output-path.ts';
import type { Variation } from '../target.ts';

/**
 * The directory of each environment and profile. Profiles that differ in upper and lower case alone, as `metadata-MySQL`
 * and `metadata-MYSQL`, would be one directory on Windows and macOS: the later ones get a hash of their name.
 */
export function directoriesOf(variations: readonly Pick<Variation, 'kind' | 'name'>[]): readonly string[] {
  const taken = new Set<string>();
  return variations.map(({ kind, name }) => {
    if (kind === 'overlay') return `overlays/${name}`;
    const short = fileName(name, '');
    const free = taken.has(short.toLowerCase()) ? fileName(`${name}-${shortHash(name)}`, '') : short;
    taken.add(free.toLowerCase());
    return `components/${free}`;
  });
}
