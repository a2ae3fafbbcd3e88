// Compares what our run scripts make the docker command send with what Docker Compose sends: npm run create-bodies [-- NAME…]
import { importSource, root } from './run-source.mjs';

const { runCreateBodies } = await importSource('test-fixtures/create-bodies/run.ts');
process.exitCode = await runCreateBodies(process.argv.slice(2), root);
