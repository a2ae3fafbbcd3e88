import { supportMatrix, supportPage } from './support-doc.ts';
import { targets } from './targets.ts';

/** The pages of `docs/` that are made from the support tables, by their paths from the repository's folder. */
export function generatedPages(): Readonly<Record<string, string>> {
  return {
    'docs/support/README.md': supportMatrix(targets),
    ...Object.fromEntries(targets.map((target) => [`docs/support/${target.name}.md`, supportPage(target)])),
  };
}
