// Writes what every target makes of every project of test-fixtures/projects into test-fixtures/golden, and what the examples
// of templates make of them into test-fixtures/templates/golden.
import { importSource, root } from './run-source.mjs';

const { writeGolden } = await importSource('test-fixtures/write-golden.ts');
writeGolden(root);
const { writeTemplateGolden } = await importSource('test-fixtures/template-examples.ts');
await writeTemplateGolden(root);
