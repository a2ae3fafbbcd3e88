// Writes the pages of docs/ that are made from tables and fixtures. Tests ask that they are fresh.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importSource, root } from './run-source.mjs';

const { generatedPages, withParts } = await importSource('test-fixtures/pages/support-pages.ts');
const { diagnosticsPage } = await importSource('test-fixtures/errors.ts');
const { differencesPage } = await importSource('test-fixtures/differences.ts');
const { modelFiles, modelSchema, versionOfAdditions, versionProblem } = await importSource(
  'test-fixtures/model-schema.ts',
);
const { helpersPage } = await importSource('test-fixtures/template-docs.ts');
const schema = modelSchema(root);
const problem = versionProblem(root, schema);
if (problem !== undefined) {
  const before = JSON.parse(readFileSync(resolve(root, 'docs/model.schema.json'), 'utf8'));
  const path = resolve(root, 'packages/targets/src/template/model/model-version.ts');
  const text = readFileSync(path, 'utf8');
  const [version] = /(?<=modelVersion = ')[^']+/.exec(text);
  const next = versionOfAdditions(version, before, schema);
  if (next === undefined) throw new Error(problem);
  writeFileSync(path, text.replace(`'${version}'`, `'${next}'`));
  console.log(`modelVersion: ${version} becomes ${next}`);
  // The modules of this process have the old number.
  execFileSync(process.execPath, [fileURLToPath(import.meta.url)], { stdio: 'inherit' });
  process.exit();
}
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
