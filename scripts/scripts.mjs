// Has the run scripts of a corpus judged by shells and shellcheck. `npm run scripts -- --help` says how.
import { importSource, root } from './run-source.mjs';

const { judgeScripts } = await importSource('test-fixtures/scripts/judge.ts');
process.exitCode = judgeScripts(process.argv.slice(2), root);
