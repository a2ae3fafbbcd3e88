import type { Source, Span } from '../../tree/source.ts';
import { lineOf } from '../../tree/source.ts';
import { deepestNesting } from '../yaml/composer.ts';
import { parserProblem } from './parser-problem.ts';
import type { Explanation, Problem } from './problem.ts';
import type { Fault, FaultName } from '../yaml/token.ts';

const quoteIt = 'put the value in quotes';

/** What the scanner's faults mean to somebody who writes a Compose file. */
const explanations: Partial<Record<FaultName, Explanation>> = {
  alias: {
    message: 'a * or & must be followed by a name',
    hint: 'put the value in quotes if it is meant to start with * or &',
  },
  'block-header': { message: 'after | or > only the indicators 1-9, + and - may appear' },
  character: { message: 'a value cannot start with this character unless it is quoted', hint: quoteIt },
  directive: {
    message: 'this directive cannot be read',
    hint: 'quote the value if the line is not meant as a directive',
  },
  entry: { message: 'a list cannot start in the line of its key', hint: 'put its items on lines of their own' },
  question: { message: 'a "? " cannot appear here', hint: quoteIt },
  'tag-handle': { message: 'this tag is not known' },
  'too-deep': { code: 'too-deep', message: `more than ${deepestNesting} collections inside one another` },
};

/** A syntax error in our own words, at the place where a person would look for it. */
export function syntaxProblem(source: Source, fault: Fault): Problem {
  const span: Span = { source, start: fault.start, end: fault.end };
  return { code: 'yaml-syntax', span, ...explanationOf(source, fault, span) };
}

function explanationOf(source: Source, fault: Fault, span: Span): Explanation {
  switch (fault.name) {
    case 'quote':
      return unclosedQuote(source, fault);
    case 'escape':
      return wrongEscape(span);
    case 'tag':
      return wrongTag(source, fault, span);
    case 'tab':
      return wrongTab(source, fault);
    case 'block-tab':
      return tabInBlock(source, fault);
    case 'missing-colon':
      return missingColon(span);
    case 'second-colon':
      return secondColon(source, fault);
    case 'version':
      return wrongVersion(span);
    default:
      return explanations[fault.name] ?? parserProblem(source, fault);
  }
}

function unclosedQuote(source: Source, { start, end }: Fault): Explanation {
  const quote = source.text[start] ?? '"';
  const isAtEnd = end >= source.text.length;
  return {
    code: 'unclosed-quote',
    message: `the closing ${quote === '"' ? 'double' : 'single'} quote is missing`,
    span: firstLine({ source, start, end }),
    hint: `the text from here to the end of the ${isAtEnd ? 'file' : 'document'} was taken for one value`,
  };
}

function wrongEscape(span: Span): Explanation {
  if (span.source.text[span.start + 1] === '/')
    return { message: "Docker's parser knows no escape sequence \\/ in double quotes", hint: 'write / alone' };
  return {
    message: 'there is no such escape sequence in double quotes',
    hint: 'write \\\\ for a backslash, or use single quotes',
  };
}

function wrongTag(source: Source, { from }: Fault, span: Span): Explanation {
  const sign = source.text.charAt(from);
  const message = `a tag cannot hold "${sign}"`;
  if (!/[,[\]{}]/.test(sign)) return { message: /\S/.test(sign) ? message : 'this tag cannot be read', span };
  return { message: `${message}: it needs a space after it`, span: { source, start: from, end: from + 1 } };
}

/** A tab where a line, an item or the rest of a value may begin. */
function wrongTab(source: Source, { start }: Fault): Explanation {
  const { text } = source;
  const stretch = /[ \t]*/y;
  stretch.lastIndex = text.lastIndexOf('\n', start - 1) + 1;
  const isLineStart = stretch.test(text) && stretch.lastIndex >= start;
  const from = isLineStart ? text.lastIndexOf('\n', start - 1) + 1 : start;
  stretch.lastIndex = start;
  const end = stretch.test(text) ? stretch.lastIndex : start + 1;
  const isBlank = /^\r?(?:\n|$)/.test(text.slice(end, end + 2));
  const isComment = text[end] === '#';
  const code = 'tab-indent';
  if (isLineStart && !isBlank && !isComment)
    return { code, message: 'a tab cannot indent', span: { source, start: from, end }, hint: 'indent with spaces' };
  const message = isLineStart
    ? 'a line cannot start with a tab, not even an empty one'
    : 'a tab cannot follow the dash of an item';
  const edit = { span: { source, start: from, end }, text: isBlank ? '' : ' '.repeat(end - from) };
  return {
    code,
    message,
    mend: { title: isBlank ? 'remove the white space' : 'write a space instead', edits: [edit] },
  };
}

/** To YAML a tab is text, so that a line with fewer spaces than the first one of a block ends it. */
function tabInBlock(source: Source, { start, from }: Fault): Explanation {
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = source.text.slice(source.text.indexOf('\n', from), start).trim() === '';
  if (isFirst) {
    const message = 'the first line of a block cannot start with a tab';
    return { code: 'tab-indent', message, hint: 'indent with spaces' };
  }
  return {
    code: 'tab-indent',
    message: `a tab cannot indent: the text that starts below line ${lineOf(source, from)} ends here, because this line has fewer spaces`,
    span: { source, start: lineStart, end: start + 1 },
    hint: 'write spaces instead of the tab, as many as the text needs',
  };
}

function missingColon(span: Span): Explanation {
  const written = span.source.text.slice(span.start, span.end);
  const [, name] = /^([\w.-]+)=/.exec(written) ?? [];
  if (name !== undefined)
    return { code: 'missing-colon', message: 'a key needs a ": " after it', hint: `write \`${name}: VALUE\`` };
  return {
    code: 'missing-colon',
    message: 'a line of a mapping has no ": " that separates key and value',
    span: firstLine(span),
    hint: 'a key ends in a colon and a space',
  };
}

/** The line with the second colon may be a later one: then that line is indented wrongly. */
function secondColon(source: Source, { start, end, from }: Fault): Explanation {
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  if (lineStart > from) {
    const indentation = /^\s*/.exec(source.text.slice(lineStart, start))?.[0].length ?? 0;
    return {
      code: 'bad-indent',
      message: 'this line is indented as if it belonged to the line above, which has a value already',
      span: { source, start: lineStart + indentation, end },
      hint: 'entries of one mapping start in the same column',
    };
  }
  return {
    message: 'a second ": " on the line makes a mapping inside a value',
    span: { source, start: from, end },
    hint: 'put the value in quotes, or the nested mapping on lines of its own',
  };
}

function wrongVersion(span: Span): Explanation {
  const written = span.source.text.slice(span.start, span.end);
  const [directive, version] = /^%YAML[ \t]+(\S+)/.exec(written) ?? [written, ''];
  return {
    code: 'yaml-version',
    message: `Docker Compose refuses the directive %YAML ${version}`,
    span: { ...span, end: span.start + directive.length },
    hint: 'remove the line: the text is read as YAML 1.2 without it',
  };
}

function firstLine(span: Span): Span {
  const lineEnd = span.source.text.indexOf('\n', span.start);
  return lineEnd >= 0 && lineEnd < span.end ? { ...span, end: lineEnd } : span;
}
