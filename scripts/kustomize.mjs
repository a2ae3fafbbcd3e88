// Compares what Kustomize makes of our bases, overlays and components with the kubernetes target. `npm run kustomize -- --help`.
import { importSource, root } from './run-source.mjs';

const { compareProjects } = await importSource('test-fixtures/kustomize/run.ts');
process.exitCode = await compareProjects(process.argv.slice(2), root);
