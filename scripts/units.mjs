// Has units and Quadlet files judged by systemd-analyze and Podman's generator. `npm run units -- --help` says how.
import { importSource, root } from './run-source.mjs';

const { judgeUnits } = await importSource('test-fixtures/units/judge.ts');
process.exitCode = judgeUnits(process.argv.slice(2), root);
