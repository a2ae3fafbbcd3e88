// Writes the pages of docs/ that are made from tables. A test asks that they are fresh.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { importSource, root } from './run-source.mjs';

const { generatedPages } = await importSource('packages/targets/src/support-pages.ts');
for (const [path, text] of Object.entries(generatedPages())) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  console.log(path);
}
