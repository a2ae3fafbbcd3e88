import { kindOf } from '../keys/kind.ts';
import type { Related } from '../report/diagnostic.ts';
import type { Node } from '../tree/node.ts';
import type { Span } from '../tree/source.ts';
import { positionOf } from '../tree/source.ts';
import type { SyntaxNode } from './yaml/syntax.ts';

/** As a value it is nothing: go-yaml leaves out the entry or item, a quirk. */
export function isMergeKey(key: SyntaxNode): boolean {
  if (key.kind !== 'scalar' || key.value !== '<<') return false;
  return key.tag === undefined ? key.plain : key.tag === 'tag:yaml.org,2002:merge';
}

/** What is wrong with a merge key, whose value is at `span`, where it leads to something that is not a mapping. */
export function mergeFault(
  from: Node,
  span: Span,
): { readonly message: string; readonly related?: readonly Related[] } {
  const message = 'the merge key << takes a mapping, an alias of one, or a list of those';
  const found = from.origin.span;
  if (found.start >= span.start && found.end <= span.end) return { message };
  const { line } = positionOf(found.source, found.start);
  const related = [{ message: `this is ${kindOf(from)}`, span: found }];
  return { message: `${message}; this alias stands for ${kindOf(from)} (line ${line})`, related };
}

/** What to write instead of two merge keys in one mapping, with the names of their aliases where they are alone. */
export function joinedMergeKeys(first: Span, second: Span): string {
  const [one, other] = [aliasBehind(first) ?? '*a', aliasBehind(second) ?? '*b'];
  return `write one with a list of aliases: <<: [${one}, ${other}]`;
}

const aliasBehind = ({ source, end }: Span): string | undefined =>
  /^[ \t]*:[ \t]+(\*[^\s,[\]{}]{1,100})[ \t]*(?:#.*)?$/m.exec(source.text.slice(end, end + 200))?.[1];
