// Runs the scripts of the target docker-run on a real engine. Needs root and Debian's podman, runc, netavark and busybox-static; docker where there is one.
import { importSource, root } from './run-source.mjs';

const { runScripts } = await importSource('test-fixtures/run-script/e2e.ts');
process.exitCode = runScripts(root);
