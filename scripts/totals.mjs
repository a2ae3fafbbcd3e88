// Writes docs/support/corpus.md: what becomes of each use of a key in the projects of ../shared/corpus.
import { importSource, root } from './run-source.mjs';

const { writeTotals } = await importSource('test-fixtures/corpus/totals.ts');
process.exitCode = writeTotals(root);
