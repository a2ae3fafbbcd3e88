// Compares what Helm renders of our charts with the kubernetes target. `npm run helm -- --help`.
import { importSource, root } from './run-source.mjs';

const { compareCharts } = await importSource('test-fixtures/helm/run.ts');
process.exitCode = await compareCharts(process.argv.slice(2), root);
