// Compares the executable of this platform with the command, byte for byte, over a corpus. Needs `npm run build` and
// `npm run executables`. `node scripts/compare-executable.mjs [EXECUTABLE [DIR…]] [--all]`: every target for every case.
import { importSource, root } from './run-source.mjs';

const { compareExecutable } = await importSource('test-fixtures/executable/run.ts');
process.exitCode = compareExecutable(process.argv.slice(2), root);
