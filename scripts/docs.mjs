// Writes the pages of docs/ that are made from tables and fixtures. Tests ask that they are fresh.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { importSource, root } from './run-source.mjs';

const { generatedPages } = await importSource('packages/targets/src/support-pages.ts');
const { diagnosticsPage } = await importSource('test-fixtures/errors.ts');
const pages = { ...generatedPages(), 'docs/diagnostics.md': diagnosticsPage(resolve(root, 'test-fixtures')) };
for (const [path, text] of Object.entries(pages)) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  console.log(path);
}
