// Compares the run script and systemd's units with `docker compose up` on a real Docker daemon. Needs root, what scripts/e2e-systemd.mjs needs, and scripts/fetch-docker.sh. Words: the names of projects.
import { importSource, root } from './run-source.mjs';

const { compareOnDocker } = await importSource('test-fixtures/dockerd/e2e.ts');
process.exitCode = compareOnDocker(root, process.argv.slice(2));
