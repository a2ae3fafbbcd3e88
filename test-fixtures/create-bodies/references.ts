import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Case } from '../corpus/case.ts';
import { filesBelow, readCase } from '../corpus/case.ts';
import type { Recorded } from '../engine/fake-engine.ts';

/** A project with what a real `docker compose` sent for it. */
export interface Reference {
  readonly id: string;
  readonly group: string;
  readonly project: Pick<Case, 'args' | 'files' | 'cwd' | 'env' | 'stdin'>;
  readonly phases: Readonly<
    Record<'create' | 'start' | 'stop', { readonly exit: number; readonly requests: readonly Recorded[] }>
  >;
}

/** All references of a folder `create-bodies`; `corpus` holds the projects of `real` and `wild`. */
export function references(folder: string, corpus: string): readonly Reference[] {
  const features = readdirSync(join(folder, 'features')).map((name): Reference => {
    const at = join(folder, 'features', name);
    const { [`/project/body.json`]: _body, ...files } = filesBelow(at, '/project');
    return {
      id: `features/${name}`,
      group: 'features',
      project: {
        args: [],
        files: { '/home/user': { kind: 'directory' }, ...files },
        cwd: '/project',
        env: { HOME: '/home/user', PATH: '/usr/bin', PWD: '/project' },
        stdin: undefined,
      },
      phases: read(join(at, 'body.json')),
    };
  });
  const cases = ['real', 'wild'].flatMap((group) =>
    (existsSync(join(folder, group)) ? readdirSync(join(folder, group)) : []).sort().map((file): Reference => {
      const name = basename(file, '.json');
      return {
        id: `${group}/${name}`,
        group,
        project: readCase(join(corpus, group, name)),
        phases: read(join(folder, group, file)),
      };
    }),
  );
  return [...features, ...cases];
}

const read = (path: string): Reference['phases'] => JSON.parse(readFileSync(path, 'utf8')) as Reference['phases'];
