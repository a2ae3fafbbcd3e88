// Judges the loader by the cases of a corpus. `npm run corpus -- --help` says how.
import { importSource, root } from './run-source.mjs';

const { runCorpus } = await importSource('test-fixtures/corpus/run.ts');
process.exitCode = runCorpus(process.argv.slice(2), root);
