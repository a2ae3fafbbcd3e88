// Runs units of the targets systemd and quadlet under a real systemd with podman. Needs root and Debian's podman, runc, netavark and busybox-static; for Quadlet, scripts/fetch-quadlet.sh.
import { importSource, root } from './run-source.mjs';

const { runUnits } = await importSource('test-fixtures/units/e2e.ts');
process.exitCode = runUnits(root);
