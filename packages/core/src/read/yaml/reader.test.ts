import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isScalar, parseAllDocuments } from 'yaml';
import type { YamlForm } from '../../../../../test-fixtures/fuzz/yaml-form.ts';
import { childrenOf, yamlFormOf } from '../../../../../test-fixtures/fuzz/yaml-form.ts';
import { recordedAnswers, unlikeAnswers } from '../../../../../test-fixtures/fuzz/run-yaml.ts';
import { Composer } from './composer.ts';
import { Scanner } from './scanner.ts';
import type { SyntaxNode } from './syntax.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const fixtures = join(root, 'test-fixtures');
const corpus = join(root, '../shared/corpus');

/** Without those that are refused before they are read, as a NUL in them is. */
const textsOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /compose[^/]*\.ya?ml$/.test(name) && !name.includes('node_modules'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, ''))
    .filter((text) => !text.includes('\0'));

it('reads generated texts as go-yaml does', () => {
  const answers = recordedAnswers(fixtures);
  expect(answers.filter(([, documents]) => documents).length).toBeGreaterThan(150);
  expect(answers.filter(([, documents]) => !documents).length).toBeGreaterThan(150);
  expect(unlikeAnswers(answers)).toEqual([]);
});

describe('gives the values and places that the package `yaml` gives for the files', () => {
  it('of the fixtures', () => {
    expect(textsOf(fixtures).filter(isUnlikePackage)).toEqual([]);
  });

  it.skipIf(!existsSync(corpus))('of ../shared/corpus', () => {
    expect(textsOf(corpus).filter(isUnlikePackage)).toEqual([]);
  });
});

const options = { schema: 'failsafe', resolveKnownTags: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** Whether both read a text, and not alike. */
function isUnlikePackage(text: string): boolean {
  const ours = yamlFormOf(text);
  const documents = parseAllDocuments(text, options);
  if (!ours || !Array.isArray(documents)) return false;
  if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) return false;
  const theirs = documents.map(({ contents }) => packagedForm(contents, text));
  return JSON.stringify(ours) !== JSON.stringify(theirs);
}

/** A block that the file ends is not ended by a line feed in Docker's parser. */
function packagedForm(node: unknown, text: string): YamlForm {
  if (isAlias(node)) return ['*', node.source];
  if (isScalar(node)) {
    const isBlock = node.type?.startsWith('BLOCK') && node.range?.[1] === text.length && !text.endsWith('\n');
    const value = isBlock ? String(node.value).replace(/\n$/, '') : typeof node.value === 'string' ? node.value : '';
    return withProperties(node, node.type === 'PLAIN' ? value : ["'", value]);
  }
  if (node === null) return '';
  const { items } = node as { readonly items: readonly unknown[] };
  const children = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : items;
  return withProperties(node as object, [
    isMap(node) ? '{' : '[',
    ...children.map((child) => packagedForm(child, text)),
  ]);
}

function withProperties({ anchor = '', tag = '' }: { anchor?: string; tag?: string }, form: YamlForm): YamlForm {
  const shortTag = tag.replace(/^tag:yaml\.org,2002:/, '!!');
  return anchor === '' && tag === '' ? form : ['&', anchor, shortTag, form];
}

it('knows where each value is written', () => {
  const misplaced = textsOf(fixtures).flatMap((text) => {
    const documents = new Composer(new Scanner(text)).documents();
    return documents.flatMap((document) => nodesOf(document)).filter((node) => !isInPlace(node, text));
  });
  expect(misplaced).toEqual([]);
});

const nodesOf = (node: SyntaxNode): readonly SyntaxNode[] => [node, ...childrenOf(node).flatMap(nodesOf)];

/** A scalar without quotes is written as it is, and what a collection holds lies inside of it. */
function isInPlace(node: SyntaxNode, text: string): boolean {
  const written = text.slice(node.start, node.end);
  if (node.kind === 'alias') return written === `*${node.name}`;
  if (node.kind === 'scalar') return !node.plain || written.includes('\n') || written === node.value;
  return childrenOf(node).every(({ start, end }) => start >= node.start && end <= node.end);
}
