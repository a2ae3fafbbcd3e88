// Has the run scripts of a corpus judged by shells and shellcheck. `npm run scripts -- --help` says how.
import { importSource, root } from './run-source.mjs';

const words = process.argv.slice(2);
if (words.includes('--variables')) {
  const { compareVariables } = await importSource('test-fixtures/scripts/variables.ts');
  process.exitCode = await compareVariables(
    words.filter((word) => word !== '--variables'),
    root,
  );
} else {
  const { judgeScripts } = await importSource('test-fixtures/scripts/judge.ts');
  process.exitCode = judgeScripts(words, root);
}
