import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { YamlDocument } from './parse.ts';
import { simpleDocument } from './simple-yaml.ts';
import { syntaxOf } from './syntax.ts';

/** What the package makes of a text; its errors and warnings when it has any. */
function packaged(text: string): unknown {
  const documents = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.length !== 1) return `${String(documents)} documents`;
  const [document] = documents as YamlDocument[];
  const problems = [...(document?.errors ?? []), ...(document?.warnings ?? [])];
  return problems.length > 0 ? problems.map(({ message }) => message) : document && syntaxOf(document, text).contents;
}

describe('simpleDocument gives what the package gives', () => {
  it.each([
    'a: 1\n',
    'a: 1',
    '---\na: b c\n',
    '# head\n\n--- # one\na: b\n',
    'a:\n  b:\n    - c\n    - d: 1\n      e: 2\n  f: x\n',
    'a:\n- 1\n- - 2\n  - 3\n-   x: y\n    z: w\nb: 2\n',
    'a:\nb:   \nc:\n  d:\n',
    'a: {b: c, "d": [1, \'it\'\'s\', "\\t\\u00e9"], e: {} }\nf: [ ]\ng: [80:80, http://x/?y#z, -v, a b, ]\n',
    'a: http://x:80/?q=1#no\nb: x # comment\nc: "#" # "\n\'d\': -x\n',
    'x: &x {a: 1}\ny: &y\n  <<: *x\n  k: &s text\nz: [*x, *y]\nw:\n  - &i\n    v: *s\n  - *i\n',
    'a:\n  b: 1\n      # deep\n\n    # deeper than the mapping\n  # beside it\nc: 2\n',
    'a:\n  - b\n  # beside the list\n # before it\nc: 2\n  # last',
    'a:\n    b:\n      - c\n    # beside the mapping\n  # before\n\n# first\n',
  ])('for %j', (text) => {
    const document = simpleDocument(text);
    expect(document).toBeDefined();
    expect(document?.contents).toEqual(packaged(text));
  });

  it('for any text that it reads', () => {
    const indentation = fc.constantFrom('', '', '  ', '  ', '    ', '   ', '      ');
    const word = fc.constantFrom(
      'a',
      'b c',
      'x:y',
      '80:80',
      '"q\\n"',
      "'s'",
      '-v',
      '?',
      '{a: b}',
      '[a, "b"]',
      '*a',
      '&a',
      '',
    );
    const value = fc.oneof(
      word,
      fc.string({ maxLength: 6 }),
      fc.constantFrom('&a v', '<<: *a', 'k: v', '{}', '[x, {y: }]', '|'),
    );
    const line = fc.oneof(
      { weight: 6, arbitrary: fc.tuple(word, value).map(([key, text]) => `${key}: ${text}`) },
      { weight: 3, arbitrary: value.map((text) => `- ${text}`) },
      { weight: 2, arbitrary: value.map((text) => `${text}:`) },
      { weight: 1, arbitrary: fc.constantFrom('# c', '', '- # c', 'a: # c', '-', '---', 'a', 'a: b # c') },
    );
    const text = fc
      .array(fc.tuple(indentation, line), { minLength: 1, maxLength: 8 })
      .map((lines) => lines.map((parts) => parts.join('')).join('\n'));
    fc.assert(
      fc.property(text, (source) => {
        const document = simpleDocument(source);
        if (document) expect(document.contents).toEqual(packaged(source));
      }),
      { numRuns: 3000 },
    );
  });
});

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const corpus = join(root, '../shared/corpus');

describe('simpleDocument gives what the package gives for the files', () => {
  it('of the fixtures', () => {
    expect(unequalIn(join(root, 'test-fixtures'))).toEqual([]);
  });

  it.skipIf(!existsSync(corpus))('of ../shared/corpus', () => {
    expect(unequalIn(corpus)).toEqual([]);
  });
});

/** The YAML files of a folder that both read, and not alike. */
function unequalIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    if (!/\.ya?ml$/.test(name) || name.includes('node_modules')) return [];
    const text = readFileSync(join(folder, name), 'utf8');
    const document = simpleDocument(text);
    return document && JSON.stringify(document.contents) !== JSON.stringify(packaged(text)) ? [name] : [];
  });
}

describe('simpleDocument leaves to the package', () => {
  it.each([
    ['nothing', '# only a comment\n'],
    ['more documents than one', 'a: 1\n---\nb: 2\n'],
    ['directives', '%YAML 1.1\n---\na: 1\n'],
    ['block scalars', 'a: |\n  b\n'],
    ['scalars of several lines', 'a: b\n  c\n'],
    ['quotes over several lines', 'a: "b\n  c"\n'],
    ['flow collections over several lines', 'a: [b,\n  c]\n'],
    ['tags', 'a: !reset null\n'],
    ['explicit keys', '? a\n: b\n'],
    ['carriage returns', 'a: b\r\nc: d\r\n'],
    ['tabs', 'a:\tb\n'],
    ['an escape sequence that is none', 'a: "\\q"\n'],
    ["an escape sequence that Docker's parser does not know", 'a: "b\\\\\\/"\n'],
    ['values that start with a colon', 'a: {b: :c}\n'],
    ['a colon that misses its space', 'a: {b:[c]}\n'],
    ['wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['a mapping in a line of another', 'a: b: c\n'],
    ['a missing bracket', 'a: [b, c\n'],
    ['long keys', `${'k'.repeat(1100)}: 1\n`],
    ['deep nesting', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
  ])('%s', (_, text) => {
    expect(simpleDocument(text)).toBeUndefined();
  });
});
