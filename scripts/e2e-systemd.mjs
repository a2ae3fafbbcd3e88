// Runs units of the target systemd under a real systemd with podman. Needs root and Debian's podman, runc, netavark and busybox-static.
import { importSource } from './run-source.mjs';

const { runUnits } = await importSource('test-fixtures/units/e2e.ts');
process.exitCode = runUnits();
