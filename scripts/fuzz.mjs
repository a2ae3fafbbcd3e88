// Edits projects at random and holds the loader and the targets to their laws: `npm run fuzz -- SECONDS [SEED]`.
// Makes people's slips and holds `fix` to its own: `npm run fuzz -- slips COUNT [SEED]`.
// Holds the reader of YAML to go-yaml, where Go is installed: `npm run fuzz -- yaml COUNT [SEED] [--write]`.
import { importSource, root } from './run-source.mjs';

const [first, ...rest] = process.argv.slice(2);
if (first === 'slips') {
  const { runSlips } = await importSource('test-fixtures/fuzz/run-slips.ts');
  process.exitCode = runSlips(rest, root);
} else if (first === 'yaml') {
  const { runYaml } = await importSource('test-fixtures/fuzz/run-yaml.ts');
  process.exitCode = runYaml(rest, root);
} else {
  const { runFuzz } = await importSource('test-fixtures/fuzz/run.ts');
  process.exitCode = await runFuzz(process.argv.slice(2), root);
}
