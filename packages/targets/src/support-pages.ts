import { settingsPage } from './settings-doc.ts';
import { supportMatrix, supportPage } from './support-doc.ts';
import { targets } from './targets.ts';

/** The pages of `docs/` that are made from the key table and the support tables, by their paths from the repository's folder. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    'docs/support/README.md': supportMatrix(targets),
    'docs/x-transpose.md': settingsPage(),
    ...Object.fromEntries(targets.map((target) => [`docs/support/${target.name}.md`, supportPage(target)])),
  };
}
