// Writes the pages of docs/ that are made from tables and fixtures. Tests ask that they are fresh.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { importSource, root } from './run-source.mjs';

const { generatedPages, withParts } = await importSource('test-fixtures/pages/support-pages.ts');
const { diagnosticsPage } = await importSource('test-fixtures/errors.ts');
const { differencesPage } = await importSource('test-fixtures/differences.ts');
const { modelFiles, modelSchema, versionProblem } = await importSource('test-fixtures/model-schema.ts');
const { helpersPage } = await importSource('test-fixtures/template-docs.ts');
const problem = versionProblem(root, modelSchema(root));
if (problem !== undefined) throw new Error(problem);
const pages = {
  ...generatedPages(),
  ...modelFiles(root),
  'docs/template-helpers.md': helpersPage(),
  ...withParts((path) => readFileSync(resolve(root, path), 'utf8')),
  'docs/differences.md': differencesPage(),
  'docs/diagnostics.md': diagnosticsPage(resolve(root, 'test-fixtures')),
};
for (const [path, text] of Object.entries(pages)) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  console.log(path);
}
