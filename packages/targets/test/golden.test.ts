import { existsSync } from 'node:fs';
import { targets } from '@transpose/targets';
import { filesBelow, fixturesDirectory, projectFixtures } from '../../../test-fixtures/index.ts';
import { describe, expect, it } from 'vitest';
import { goldenFiles } from '../../../test-fixtures/golden.ts';

describe.each(projectFixtures().map((project) => [project.name, project] as const))('%s', (name, project) => {
  it.each(targets.map((target) => [target.name, target] as const))(
    'as %s is as it was read (npm run golden)',
    (_, target) => {
      const folder = `${fixturesDirectory}golden/${name}/${target.name}`;
      expect({ folder, exists: existsSync(folder) }).toEqual({ folder, exists: true });
      const expected = Object.entries(filesBelow(folder)).map(([path, bytes]) => [
        path,
        new TextDecoder().decode(bytes),
      ]);
      expect(goldenFiles(project, target)).toEqual(Object.fromEntries(expected));
    },
  );
});
