// Has a Kubernetes API server judge what is made of the projects of a corpus. `npm run accept -- --help` says how.
import { importSource, root } from './run-source.mjs';

const { acceptProjects } = await importSource('test-fixtures/kubernetes/accept.ts');
process.exitCode = await acceptProjects(process.argv.slice(2), root);
