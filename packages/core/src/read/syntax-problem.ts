import type { ErrorCode, Scalar, YAMLError } from 'yaml';
import { visit } from 'yaml';
import type { Code } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Source, Span } from '../tree/source.ts';
import type { YamlDocument } from './parse.ts';

/** A problem of a source, with its place. */
export type Problem = Omit<Diagnostic, 'severity' | 'code'> & { readonly code: Code; readonly span: Span };

interface Explanation {
  readonly code?: Code;
  readonly message: string;
  readonly hint?: string;
}

/** What the parser's errors mean to somebody who writes a Compose file. */
const explanations: Partial<Record<ErrorCode, Explanation>> = {
  ALIAS_PROPS: { message: 'an alias cannot have an anchor or a tag of its own' },
  BAD_ALIAS: {
    message: 'a * or & must be followed by a name',
    hint: 'put the value in quotes if it is meant to start with * or &',
  },
  BAD_DIRECTIVE: {
    message: 'this directive cannot be read',
    hint: 'quote the value if the line is not meant as a directive',
  },
  BAD_DQ_ESCAPE: {
    message: 'there is no such escape sequence in double quotes',
    hint: 'write \\\\ for a backslash, or use single quotes',
  },
  BAD_INDENT: {
    code: 'bad-indent',
    message: 'this line is not indented as the lines that it belongs to',
    hint: 'entries of one mapping or list start in the same column',
  },
  BAD_PROP_ORDER: { message: 'an anchor or tag belongs after the indicator' },
  BAD_SCALAR_START: {
    message: 'a value cannot start with this character unless it is quoted',
    hint: 'put the value in quotes',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a second ": " on the line makes a mapping inside a value',
    hint: 'put the value in quotes, or the nested mapping on lines of its own',
  },
  BLOCK_IN_FLOW: { message: 'an indented block cannot stand inside [ ] or { }' },
  MULTILINE_IMPLICIT_KEY: {
    code: 'missing-colon',
    message: 'a line of a mapping has no ": " that separates key and value',
    hint: 'a key ends in a colon and a space',
  },
  MULTIPLE_ANCHORS: { message: 'a value has at most one anchor' },
  MULTIPLE_TAGS: { message: 'a value has at most one tag' },
  RESOURCE_EXHAUSTION: { code: 'too-deep', message: 'collections are nested too deep' },
  TAB_AS_INDENT: { code: 'tab-indent', message: 'a tab cannot indent', hint: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { message: 'this tag is not known' },
  BAD_COLLECTION_TYPE: { message: 'this tag does not fit the value' },
};

/** A syntax error in our own words, at the place where a person would look for it. */
export function syntaxProblem(source: Source, error: YAMLError, documents: readonly YamlDocument[]): Problem {
  const span: Span = {
    source,
    start: Math.min(error.pos[0], source.text.length),
    end: Math.min(error.pos[1], source.text.length),
  };
  if (/^Missing closing ["']quote/.test(error.message))
    return unclosedQuote(source, error, documents) ?? plain(error, span);
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') return secondColon(error, span);
  if (/end with a/.test(error.message)) return { code: 'yaml-syntax', ...missingOrUnexpected(error, span), span };
  if (error.code === 'MULTILINE_IMPLICIT_KEY') return { ...plain(error, firstLine(span)) };
  return plain(error, span);
}

/** The key that the parser found inside a value may stand on a later line: then that line is indented wrongly. */
function secondColon(error: YAMLError, span: Span): Problem {
  const { source } = span;
  const colon = /:(?=\s|$)/.exec(source.text.slice(span.start));
  const at = span.start + (colon?.index ?? 0);
  const lineStart = source.text.lastIndexOf('\n', at - 1) + 1;
  if (!colon || lineStart <= span.start) return plain(error, span);
  const indentation = /^\s*/.exec(source.text.slice(lineStart, at))?.[0].length ?? 0;
  return {
    code: 'bad-indent',
    message: 'this line is indented as if it belonged to the line above, which has a value already',
    span: { source, start: lineStart + indentation, end: at + 1 },
    hint: 'entries of one mapping start in the same column',
  };
}

function plain(error: YAMLError, span: Span): Problem {
  const found = explanations[error.code] ?? missingOrUnexpected(error, span);
  const { code = 'yaml-syntax', message, hint } = found;
  return { code, message, span, ...(hint !== undefined && { hint }) };
}

/** The two codes that stand for many things: the parser's own text tells which character. */
function missingOrUnexpected(error: YAMLError, span: Span): Explanation {
  const text = error.message;
  if (/^Implicit map keys need/.test(text)) {
    const [, name] = /^([\w.-]+)=/.exec(span.source.text.slice(span.start, span.end)) ?? [];
    const hint = name === undefined ? {} : { hint: `write \`${name}: VALUE\`` };
    return { code: 'missing-colon', message: 'a key needs a ": " after it', ...hint };
  }
  if (/^Comments must be separated/.test(text)) return { message: 'a comment needs a space before its #' };
  if (
    /expected to end with|Expected .* to end|must end with|Flow \w+ in block collection|must be sufficiently indented/.test(
      text,
    )
  ) {
    const closing = /[\]}]/.exec(text)?.[0];
    return { message: closing ? `the closing ${closing} is missing` : 'the closing bracket is missing' };
  }
  if (/^Missing space after :/.test(text)) return { message: 'a colon needs a space after it' };
  if (/^Missing , /.test(text)) return { message: 'a comma is missing between two entries' };
  if (/^Sequence item without -/.test(text)) {
    return { code: 'bad-indent', message: 'this line stands among the items of a list, but does not start with "- "' };
  }
  if (/^Tags and anchors must be separated/.test(text)) return { message: 'a tag or anchor needs a space after it' };
  if (/directives-end/.test(text)) return { message: 'after a directive the document must start with ---' };
  if (/^Block scalar/.test(text)) return { message: 'after | or > only the indicators 1-9, + and - may stand' };
  const written = span.source.text.slice(span.start, span.end).split('\n')[0] ?? '';
  return {
    message:
      written.trim() === '' ? 'something is missing here' : `${JSON.stringify(written.trim())} is not expected here`,
  };
}

function unclosedQuote(source: Source, error: YAMLError, documents: readonly YamlDocument[]): Problem | undefined {
  let opening: Scalar | undefined;
  for (const document of documents) {
    visit(document, {
      Scalar(_, node) {
        if (!node.type?.startsWith('QUOTE') || !node.range) return;
        if (node.range[0] <= error.pos[0] && node.range[1] >= error.pos[0]) opening = node;
      },
    });
  }
  if (!opening?.range) return undefined;
  const start = opening.range[0];
  const quote = source.text[start] ?? '"';
  return {
    code: 'unclosed-quote',
    message: `the closing ${quote === '"' ? 'double' : 'single'} quote is missing`,
    span: firstLine({ source, start, end: source.text.length }),
    hint: 'the text from here to the end of the file was taken for one value',
  };
}

function firstLine(span: Span): Span {
  const lineEnd = span.source.text.indexOf('\n', span.start);
  return lineEnd >= 0 && lineEnd < span.end ? { ...span, end: lineEnd } : span;
}
