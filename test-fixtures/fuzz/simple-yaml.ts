import { parseAllDocuments } from 'yaml';
import type { YamlDocument } from '../../packages/core/src/read/parse.ts';
import { simpleDocument } from '../../packages/core/src/read/simple-yaml.ts';
import { syntaxOf } from '../../packages/core/src/read/syntax.ts';

/** Whether the reader of simple YAML takes a text, and makes of it what the `yaml` package does not. */
export function isReadUnlike(text: string): boolean {
  const simple = simpleDocument(text);
  if (!simple) return false;
  const options = { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' } as const;
  const [document, ...others] = parseAllDocuments(text, options) as YamlDocument[];
  if (!document || others.length > 0 || document.errors.length > 0 || document.warnings.length > 0) return true;
  return (
    JSON.stringify(simple.contents, withoutEnds) !== JSON.stringify(syntaxOf(document, text).contents, withoutEnds)
  );
}

/** Where a collection ends that has an empty last item, the `yaml` package says by what else stands in it. */
function withoutEnds(this: unknown, key: string, value: unknown): unknown {
  const { kind } = this as { readonly kind?: string };
  return key === 'end' && kind !== 'scalar' ? undefined : value;
}
