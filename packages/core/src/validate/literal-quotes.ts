import type { Diagnostic } from '../report/diagnostic.ts';
import type { ScalarNode } from '../tree/node.ts';

/** Typographic quotes, which word processors and web pages put in the place of straight ones. */
const typographic = '\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb';

const wholeText = new RegExp(`^[${typographic}][^${typographic}\\n]*[${typographic}]$`);
const entryText = new RegExp(
  `^([\\w.-]+)=(?:"[^"\\n]*"|'[^'\\n]*'|[${typographic}][^${typographic}\\n]*[${typographic}])$`,
);

/**
 * Quotes that look like those of YAML and are part of a plain value: typographic ones, and in a list of entries those
 * behind the `=`. Undefined where there are none. Quotes inside other quotes are meant.
 */
export function literalQuotes(
  { origin: { span } }: ScalarNode,
  isEntry: boolean,
): Pick<Diagnostic, 'message' | 'hint'> | undefined {
  const written = span.source.text.slice(span.start, span.end);
  const [, name] = (isEntry && entryText.exec(written)) || [];
  if (name !== undefined)
    return {
      message: `the quotes behind "${name}=" are part of the value`,
      hint: 'remove them, or put quotes around the whole item: "NAME=VALUE"',
    };
  if (/^\\(["'])[^\n]*\\\1$/.test(written))
    return {
      message: 'the backslashes and quotes are part of the value',
      hint: 'remove the backslashes: the text was escaped for another language',
    };
  if (!wholeText.test(written)) return undefined;
  return {
    message: 'typographic quotes are part of the value: to YAML they are letters',
    hint: `write straight quotes: "…" or '…'`,
  };
}
