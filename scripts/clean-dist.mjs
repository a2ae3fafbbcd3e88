// Removes from the packages what was compiled of sources that are gone: neither tsc nor the cache of turbo does.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
for (const name of ['core', 'targets', 'cluster']) {
  const dist = join(root, 'packages', name, 'dist');
  if (!existsSync(dist)) continue;
  for (const path of readdirSync(dist, { recursive: true })) {
    const source = /^(.+?)(?:\.d)?\.[jt]s(?:\.map)?$/.exec(path)?.[1];
    if (source === undefined || existsSync(join(root, 'packages', name, 'src', `${source}.ts`))) continue;
    rmSync(join(dist, path));
  }
}
