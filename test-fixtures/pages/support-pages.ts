import { komposePage } from './kompose-doc.ts';
import { settingsPage } from './settings-doc.ts';
import { supportMatrix, supportPage, withGeneratedParts } from './support-doc.ts';
import { kubernetes } from '../../packages/targets/src/kubernetes/index.ts';
import { targets } from '../../packages/targets/src/targets.ts';

/** The pages of `docs/` that are made from the key table and the support tables, by their paths from the repository's folder. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    'docs/support/README.md': supportMatrix(targets),
    'docs/x-transpose.md': settingsPage(),
    'docs/from-kompose.md': komposePage(),
    ...Object.fromEntries(targets.map((target) => [`docs/support/${target.name}.md`, supportPage(target)])),
  };
}

/** The pages that people write and whose tables are made anew; `read` gives a page as it is. */
export function withParts(read: (path: string) => string): Readonly<Record<string, string>> {
  return { 'docs/kubernetes.md': withGeneratedParts(kubernetes, read('docs/kubernetes.md')) };
}
