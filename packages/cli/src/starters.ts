import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The templates that ship with the command, or (from the sources) those of the repository: one and the same. */
export function startersDirectory(): string {
  const places = ['templates', '../../../examples/templates'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`the templates are missing: ${places.join(', ')}`);
  return found;
}

/** What `transpose init template --from` takes, the usual one first. */
export const starters = ['minimal', 'docker-run', 'nomad', 'env-report'] as const;
