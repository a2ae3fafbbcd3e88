import type { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isScalar, visit } from 'yaml';
import type { YamlDocument } from './parse.ts';
import type { Problem } from './syntax-problem.ts';

/** What has to be there for {@link flowFaults} to have something to do. */
const candidates = /:[[{]|\n[ \t]*:|\\\//;

/**
 * Where Docker's parser refuses flow collections and quotes that YAML 1.2 allows: `{a:{}}`, a colon on the line after its
 * key, and `\/` in double quotes.
 */
export function flowFaults(
  documents: readonly YamlDocument[],
  text: string,
  spanOf: (start: number, end: number) => Problem['span'],
): readonly Problem[] {
  if (!candidates.test(text)) return [];
  const problems: Problem[] = [];
  for (const document of documents) {
    visit(document, {
      Scalar: (_, node) => checkEscapes(node),
      Map: (_, node) => (node.flow ? checkKeys(node) : undefined),
      Seq: (_, node) => (node.flow ? checkItems(node) : undefined),
    });
  }
  return problems;

  function checkEscapes({ type, range }: Scalar): void {
    if (type !== 'QUOTE_DOUBLE' || !range) return;
    const escape = /^(?:[^\\]|\\[^/])*?\\\//s.exec(text.slice(range[0], range[1]));
    if (!escape) return;
    const end = range[0] + escape[0].length;
    problems.push({
      code: 'yaml-syntax',
      message: "Docker's parser knows no escape sequence \\/ in double quotes",
      span: spanOf(end - 2, end),
      hint: 'write / alone',
    });
  }

  function checkKeys(map: YAMLMap): void {
    for (const pair of map.items) checkKey(pair);
  }

  /** Items such as `a: b` are mappings of one entry without braces. */
  function checkItems(seq: YAMLSeq): void {
    for (const item of seq.items) if (isMap(item) && text[item.range?.[0] ?? 0] !== '{') checkKeys(item);
  }

  function checkKey({ key }: Pair): void {
    if (!isScalar(key) || !key.range) return;
    const [start, end] = key.range;
    if (/\?\s+$/.test(text.slice(Math.max(0, start - 40), start))) return;
    const after = /^\s*:/.exec(text.slice(end, end + 200))?.[0] ?? '';
    if (after.includes('\n')) {
      problems.push({
        code: 'yaml-syntax',
        message: 'a key in { } and its colon must stand on one line',
        span: spanOf(start, end + after.length),
      });
    }
    const next = text[end + 1] ?? '';
    if (key.type !== 'PLAIN' || after !== ':' || (next !== '{' && next !== '[')) return;
    const at = spanOf(end + 1, end + 1);
    problems.push({
      code: 'missing-space',
      message: `the colon after \`${String(key.value)}\` needs a space behind it`,
      span: spanOf(start, end + 1),
      mend: { title: 'put a space after the colon', edits: [{ span: at, text: ' ' }] },
    });
  }
}
