import { Composer } from '../../packages/core/src/read/yaml/composer.ts';
import { Scanner } from '../../packages/core/src/read/yaml/scanner.ts';
import type { SyntaxNode } from '../../packages/core/src/read/yaml/syntax.ts';

/** What is written, without places: a plain text as it is, all else as a list that starts with a sign. */
export type YamlForm = string | readonly [string, ...YamlForm[]];

/** What our reader makes of a text; null when it refuses it. Aliases of unknown anchors are refused by go-yaml's parser. */
export function yamlFormOf(text: string): readonly YamlForm[] | null {
  const scanner = new Scanner(text.replace(/\r(?!\n)|\u0085/g, '\n'));
  const documents = new Composer(scanner).documents();
  const anchors = new Set<string>();
  return scanner.faults.length > 0 || documents.some((node) => hasUnknownAlias(node, anchors))
    ? null
    : documents.map(formOf);
}

function formOf(node: SyntaxNode): YamlForm {
  if (node.kind === 'alias') return ['*', node.name];
  const { anchor = '', tag = '' } = node;
  // `!` alone says no more than quotes do.
  const shortTag = tag === '!' ? '' : tag.replace(/^tag:yaml\.org,2002:/, '!!');
  const form = bareFormOf(node);
  return anchor === '' && shortTag === '' ? form : ['&', anchor, shortTag, form];
}

function bareFormOf(node: Exclude<SyntaxNode, { kind: 'alias' }>): YamlForm {
  if (node.kind === 'scalar') return node.plain ? node.value : ["'", node.value];
  return [node.kind === 'seq' ? '[' : '{', ...childrenOf(node).map(formOf)];
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'seq') return node.items;
  return node.kind === 'map' ? node.entries.flatMap(({ key, value }) => [key, value]) : [];
}

/** Anchors are known to the end of the file, in later documents too. */
function hasUnknownAlias(node: SyntaxNode, anchors: Set<string>): boolean {
  if (node.kind === 'alias') return !anchors.has(node.name);
  if (node.anchor !== undefined) anchors.add(node.anchor);
  return childrenOf(node).some((child) => hasUnknownAlias(child, anchors));
}
