import { CST, Lexer } from 'yaml';
import type { Edit } from '../diagnostic.ts';
import type { Source } from '../tree/source.ts';

/**
 * In brackets a lone dash (`[tar, xf, -]`) is a string to Docker's parser, which the `yaml` package refuses: these edits
 * put it in quotes.
 */
export function flowDashes(source: Source): readonly Edit[] {
  const { text } = source;
  if (!/-[,\]}]/.test(text)) return [];
  const edits: Edit[] = [];
  let depth = 0;
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && (lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR)) {
      isScalar = lexeme === CST.SCALAR;
      continue;
    }
    const type = isScalar ? 'scalar' : CST.tokenType(lexeme);
    isScalar = false;
    if (type === 'flow-map-start' || type === 'flow-seq-start') depth += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') depth -= 1;
    else if (type === 'seq-item-ind' && depth > 0 && /[,\]}]/.test(text.charAt(at + 1)))
      edits.push({ span: { source, start: at, end: at + 1 }, text: '"-"' });
    at += lexeme.length;
  }
  return edits;
}
