// Edits projects at random and holds the loader and the targets to their laws: `npm run fuzz -- SECONDS [SEED]`.
import { importSource, root } from './run-source.mjs';

const { runFuzz } = await importSource('test-fixtures/fuzz/run.ts');
process.exitCode = runFuzz(process.argv.slice(2), root);
