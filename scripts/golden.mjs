// Writes what every target makes of every project of test-fixtures/projects into test-fixtures/golden.
import { importSource, root } from './run-source.mjs';

const { writeGolden } = await importSource('test-fixtures/write-golden.ts');
writeGolden(root);
