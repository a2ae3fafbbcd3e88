// Runs the scripts of the target docker-run on a real engine. Needs root and Debian's podman, runc, netavark and busybox-static; docker where there is one. `-- kills NUMBER`: only ends runs at that many moments, and looks at what the next `up` makes of it.
import { importSource, root } from './run-source.mjs';

const { runScripts } = await importSource('test-fixtures/run-script/e2e.ts');
const [word, number] = process.argv.slice(2);
process.exitCode = word === 'kills' ? runScripts(root, Number(number ?? 20), true) : runScripts(root);
