import type { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isScalar, isSeq, visit } from 'yaml';
import type { YamlDocument } from './parse.ts';
import type { Problem } from './syntax-problem.ts';

/** What has to be there for {@link applyFlowRules} to have something to do. */
const candidates = /:[,[\]{}]|\n[ \t]*:|\\\//;

/**
 * Where Docker's parser reads flow collections and quotes otherwise than YAML 1.2: a plain word keeps a colon that has
 * no space behind it (`{A:, B: 1}` has the key `A:`), `{a:{}}` and a colon on the next line are errors, and so is `\/` in
 * double quotes. Changes the documents; gives what is wrong.
 */
export function applyFlowRules(
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
    for (const [index, item] of seq.items.entries()) {
      if (!isMap(item) || text[item.range?.[0] ?? 0] === '{' || item.items.length !== 1) continue;
      const [pair] = item.items;
      if (pair && checkKey(pair) && isScalar(pair.key)) seq.items[index] = pair.key;
    }
  }

  /** Whether the colon belongs to the key, which then has no value. */
  function checkKey({ key }: Pair): boolean {
    if (!isScalar(key) || !key.range || isSeq(key)) return false;
    const [start, end] = key.range;
    if (/\?\s+$/.test(text.slice(Math.max(0, start - 40), start))) return false;
    const after = /^\s*:/.exec(text.slice(end, end + 200))?.[0] ?? '';
    if (after.includes('\n')) {
      problems.push({
        code: 'yaml-syntax',
        message: 'a key in { } and its colon must stand on one line',
        span: spanOf(start, end + after.length),
      });
    }
    const next = text[end + 1] ?? '';
    if (key.type !== 'PLAIN' || after !== ':') return false;
    if (next === '{' || next === '[') {
      const at = spanOf(end + 1, end + 1);
      problems.push({
        code: 'missing-space',
        message: `the colon after \`${String(key.value)}\` needs a space behind it`,
        span: spanOf(start, end + 1),
        mend: { title: 'put a space after the colon', edits: [{ span: at, text: ' ' }] },
      });
    }
    if (next !== ',' && next !== '}' && next !== ']') return false;
    key.value = `${String(key.value)}:`;
    key.range = [start, end + 1, Math.max(end + 1, key.range[2])];
    return true;
  }
}
