import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { targets } from '@transpose/targets';
import { goldenFiles } from './golden.ts';
import { projectFixtures } from './index.ts';

/** Writes what every target makes of every project into `golden/`; a person reads the difference before it is committed. */
export function writeGolden(root: string): void {
  const golden = resolve(root, 'test-fixtures/golden');
  rmSync(golden, { recursive: true, force: true });
  for (const project of projectFixtures(resolve(root, 'test-fixtures'))) {
    for (const target of targets) {
      for (const [path, text] of Object.entries(goldenFiles(project, target))) {
        const place = resolve(golden, project.name, target.name, path);
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, text);
      }
    }
  }
}
