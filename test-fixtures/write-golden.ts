import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { targets } from '@transpose/targets';
import { goldenFiles } from './golden.ts';
import { projectFixtures } from './index.ts';

/**
 * Writes what every target makes of every project into `golden/`; a person reads the difference before it is committed.
 * Outputs hold a `.gitignore` for their secrets: new ones are added with `git add -f`.
 */
export function writeGolden(root: string): void {
  const golden = resolve(root, 'test-fixtures/golden');
  // All is made before anything is removed.
  const made = projectFixtures(resolve(root, 'test-fixtures')).flatMap((project) =>
    targets.flatMap((target) =>
      Object.entries(goldenFiles(project, target)).map(([path, text]) => ({
        place: resolve(golden, project.name, target.name, path),
        text,
      })),
    ),
  );
  rmSync(golden, { recursive: true, force: true });
  for (const { place, text } of made) {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}
