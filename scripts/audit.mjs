// Holds the Kubernetes objects of the projects of a corpus against what Docker reads in them. `npm run audit -- --help` says how.
import { importSource, root } from './run-source.mjs';

const { runAudit } = await importSource('test-fixtures/kubernetes/audit/run.ts');
process.exitCode = runAudit(process.argv.slice(2), root);
