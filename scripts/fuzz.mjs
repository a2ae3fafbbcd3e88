// Edits projects at random and holds the loader and the targets to their laws: `npm run fuzz -- SECONDS [SEED]`.
// Makes people's slips and holds `fix` to its own: `npm run fuzz -- slips COUNT [SEED]`.
import { importSource, root } from './run-source.mjs';

const [first, ...rest] = process.argv.slice(2);
if (first === 'slips') {
  const { runSlips } = await importSource('test-fixtures/fuzz/run-slips.ts');
  process.exitCode = runSlips(rest, root);
} else {
  const { runFuzz } = await importSource('test-fixtures/fuzz/run.ts');
  process.exitCode = await runFuzz(process.argv.slice(2), root);
}
