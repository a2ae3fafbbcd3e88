import type { Path } from '../../tree/node.ts';
import type { Span } from '../../tree/source.ts';

/** Mappings whose entries are variables. */
const variables: ReadonlySet<string | number | undefined> = new Set(['environment', 'args']);

/**
 * What a plain value of several lines hides: `- a\n    - b`, where the second line goes on with the value of the first,
 * `- A=1\n  B=2`, whose second line has no dash, and `A: 1\n  B=2` among variables.
 */
export function hiddenItem(
  { source, start, end }: Span,
  path: Path,
): { readonly message: string; readonly hint: string } | undefined {
  const written = source.text.slice(start, end);
  const isItem = typeof path.at(-1) === 'number';
  const [, variable] = (variables.has(path.at(-2)) && /\n[ \t]*([A-Za-z_]\w*)=\S*(?:\n|$)/.exec(written)) || [];
  if (variable !== undefined && !isItem) {
    return {
      message: `the line with ${variable}= goes on with the value before: it is indented further, and is not a variable`,
      hint: `write \`${variable}: VALUE\` in the column of the others`,
    };
  }
  const [, hidden] = (/^[\w.-]+=/.test(written) && /\n[ \t]*([\w.-]+)=/.exec(written)) || [];
  if (hidden !== undefined && isItem) {
    return {
      message: `the line with ${hidden}= goes on with the value before: it has no dash, and is not an item`,
      hint: 'start it with a dash and a space in the column of the others',
    };
  }
  if (!/\n[ \t]*- /.test(written)) return undefined;
  return {
    message: 'a line that starts with a dash goes on with this value: it is indented further, and is not an item',
    hint: 'indent it as the line above, or put the value in quotes',
  };
}
