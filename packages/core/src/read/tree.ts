import { kindOf } from '../keys/kind.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, MergeTag, Node, Origin, ScalarNode, Step } from '../tree/node.ts';
import { isMap, isSeq, pathText } from '../tree/node.ts';
import type { Source, Span } from '../tree/source.ts';
import { positionOf } from '../tree/source.ts';
import { repeatMend } from '../fix/key-mends.ts';
import { resolvePlainScalar } from '../values/yaml-scalar.ts';
import { deepestNesting } from './composer.ts';
import { hiddenItem } from './hidden-item.ts';
import { joinedMergeKeys } from './merge-keys.ts';
import type { SyntaxAlias, SyntaxMap, SyntaxNode, SyntaxScalar, SyntaxSeq } from './syntax.ts';
import { taggedScalar } from './tagged-scalar.ts';

/** Nodes that a document may have with its aliases expanded: far more than any project, few enough to be quick. */
export const mostNodes = 1_000_000;

/** What anchors stand for, by their names. They are known to the end of the file: later documents may use them. */
export type Anchors = Map<string, Anchor>;

interface Anchor {
  readonly path: readonly (string | number)[];
  /** Undefined while the anchored value is being read. */
  node: Node | undefined;
  /** Nodes in it, aliases expanded. */
  size: number;
  /** Levels of collections in it, aliases expanded. */
  height: number;
}

/**
 * Makes the tree of a document: aliases and merge keys resolved, plain scalars typed, `!reset` and `!override` noted.
 * Undefined when the report got an error. An empty document is the scalar null.
 * Source: YAML 1.2.2; the merge key is that of YAML 1.1, as go-yaml reads it.
 */
export function treeOf(
  document: SyntaxNode,
  source: Source,
  report: Report,
  { steps = [], anchors = new Map() }: { readonly steps?: readonly Step[]; readonly anchors?: Anchors } = {},
): Node | undefined {
  const path: (string | number)[] = [];
  let count = 0;
  let peak = 0;
  /** Set by an error after which reading on would take forever. */
  let stopped = false;
  let failed = false;
  /** Values tagged `!reset` around: what is wrong in them does not matter. */
  let resets = 0;

  const root = nodeOf(document, undefined);
  return failed ? undefined : root;

  function problem(code: Parameters<Report['add']>[0]['code'], message: string, span: Span, more: object = {}): void {
    if (resets > 0) return;
    failed = true;
    report.add({ code, message, span, path: [...path], ...more });
  }

  function spanOf({ start, end }: SyntaxNode): Span {
    return { source, start, end };
  }

  function originOf(span: Span, key: Span | undefined): Origin {
    return steps.length > 0 ? (key ? { span, key, steps } : { span, steps }) : key ? { span, key } : { span };
  }

  function nodeOf(item: SyntaxNode, key: Span | undefined): Node {
    const span = spanOf(item);
    const origin = originOf(span, key);
    count += 1;
    if (path.length > peak) peak = path.length;
    if (stopped) return nothing(origin);
    if (count > mostNodes)
      return stop(
        'too-many-nodes',
        `the document has more than ${mostNodes} values, aliases counted as often as they are used`,
        span,
      );
    if (item.kind === 'alias') return aliased(item, span, key);
    const anchor = item.anchor === undefined ? undefined : opened(item.anchor);
    if (!anchor) return valueOf(item, origin);
    const before = { count, peak };
    peak = path.length;
    anchor.node = valueOf(item, origin);
    anchor.size = count - before.count + 1;
    anchor.height = peak - path.length;
    peak = Math.max(peak, before.peak);
    return anchor.node;
  }

  function opened(name: string): Anchor {
    const anchor: Anchor = { path: [...path], node: undefined, size: 0, height: 0 };
    anchors.set(name, anchor);
    return anchor;
  }

  function valueOf(item: Exclude<SyntaxNode, SyntaxAlias>, origin: Origin): Node {
    if (item.kind === 'scalar') return scalarOf(item, origin);
    warnOfTag(item.tag, origin);
    return tagged(item.kind === 'map' ? mapOf(item, origin) : seqOf(item, origin), item.tag);
  }

  function warnOfTag(tag: string | undefined, { span }: Origin): void {
    if (tag === undefined || /^(?:!|!reset|!override|tag:yaml\.org,2002:.*)$/.test(tag)) return;
    const message = `the tag ${tag} means nothing to Compose: the value is read without it`;
    report.add({ code: 'no-effect', message, span, path: [...path] });
  }

  function warnOfHiddenItem({ span }: Origin): void {
    const hidden = hiddenItem(span, path);
    if (hidden) report.add({ code: 'misread-value', span, path: [...path], ...hidden });
  }

  function scalarOf(item: SyntaxScalar, origin: Origin): Node {
    warnOfTag(item.tag, origin);
    const { start, end } = origin.span;
    if (item.plain && end - start > item.value.length) warnOfHiddenItem(origin);
    if (item.tag === undefined) {
      if (!item.plain) return { kind: 'scalar', type: 'string', value: item.value, origin };
      const { type, value } = resolvePlainScalar(item.value);
      return { kind: 'scalar', type, value, origin };
    }
    const typed = taggedScalar(item.value, item.tag);
    if (!typed.ok) {
      problem('bad-tag', typed.message, origin.span);
      return nothing(origin);
    }
    return tagged({ kind: 'scalar', ...typed.value, origin }, item.tag);
  }

  function stop(
    code: 'too-many-nodes' | 'too-deep' | 'alias-cycle',
    message: string,
    span: Span,
    more: object = {},
  ): ScalarNode {
    stopped = true;
    resets = 0;
    problem(code, message, span, more);
    return nothing({ span });
  }

  function aliased(alias: SyntaxAlias, span: Span, key: Span | undefined): Node {
    const anchor = anchors.get(alias.name);
    if (!anchor) {
      problem('unknown-anchor', `there is no anchor "${alias.name}" before this alias`, span, suggestion(alias.name));
      return nothing({ span });
    }
    if (!anchor.node) {
      const inside = anchor.path.length > 0 ? pathText(anchor.path) : 'the document';
      return stop('alias-cycle', `the alias *${alias.name} is inside its own anchor at ${inside}`, span);
    }
    count += anchor.size - 1;
    peak = Math.max(peak, path.length + anchor.height);
    if (count > mostNodes)
      return stop('too-many-nodes', `with its aliases expanded the document has more than ${mostNodes} values`, span);
    if (peak > deepestNesting)
      return stop('too-deep', `more than ${deepestNesting} collections inside one another`, span);
    // The value stays that of the anchor; only the key that names it is another.
    const { key: _, ...origin } = anchor.node.origin;
    return { ...anchor.node, origin: key ? { ...origin, key } : origin };
  }

  function suggestion(name: string): object {
    const near = [...anchors.keys()].find((known) => known.toLowerCase() === name.toLowerCase());
    return near === undefined ? {} : { hint: `did you mean *${near}?` };
  }

  function seqOf(item: SyntaxSeq, origin: Origin): Node {
    const items: Node[] = [];
    for (const entry of item.items) {
      if (isMergeKey(entry)) continue;
      path.push(items.length);
      const reset = enter(entry);
      items.push(nodeOf(entry, undefined));
      leave(reset);
      path.pop();
    }
    return { kind: 'seq', items, origin };
  }

  function mapOf(item: SyntaxMap, origin: Origin): MapNode {
    const entries = new Map<string, Node>();
    /** The mapping's own keys, once it has others too. */
    let own: Map<string, Span> | undefined;
    for (const pair of item.entries) {
      const keySpan = spanOf(pair.key);
      const merge = isMergeKey(pair.key);
      const reset = enter(pair.value);
      const name = merge ? '<<' : keyName(pair.key, keySpan);
      leave(reset);
      if (name === undefined) continue;
      path.push(name);
      const first = own ? own.get(name) : entries.get(name)?.origin.key;
      enter(pair.value);
      const value = nodeOf(pair.value, keySpan);
      leave(reset);
      if (first) {
        const related = [{ message: 'first defined here', span: first }];
        const mend = repeatMend(entries.get(name), value);
        const hint = merge ? joinedMergeKeys(first, keySpan) : 'keep one of them';
        const more = mend ? { related, mend } : { related, hint };
        problem('duplicate-key', `the key "${name}" is defined twice in one mapping`, keySpan, more);
      }
      if (isMergeKey(pair.value) && !merge) {
        path.pop();
        continue;
      }
      if (merge) {
        own ??= new Map([...entries].map(([key, node]) => [key, node.origin.key ?? node.origin.span]));
        mergeInto(entries, own, value, spanOf(pair.value));
      } else entries.set(name, value);
      own?.set(name, keySpan);
      path.pop();
      if (stopped) break;
    }
    return { kind: 'map', entries, origin };
  }

  /** Before a value, its key or an item is read: nothing is wrong with it when the tag takes it out anyway. */
  function enter(value: SyntaxNode): boolean {
    const reset = value.kind !== 'alias' && value.tag === '!reset';
    if (reset) resets += 1;
    return reset;
  }

  function leave(reset: boolean): void {
    if (reset) resets = Math.max(0, resets - 1);
  }

  /** Own keys win over merged ones, earlier merged ones over later ones. */
  function mergeInto(entries: Map<string, Node>, own: ReadonlyMap<string, Span>, value: Node, span: Span): void {
    if (stopped || failed) return;
    for (const from of isSeq(value) ? value.items : [value]) {
      if (!isMap(from)) return refuseMerge(from, span);
      for (const [name, node] of from.entries) if (!own.has(name) && !entries.has(name)) entries.set(name, node);
    }
  }

  function refuseMerge(from: Node, span: Span): void {
    const message = 'the merge key << takes a mapping, an alias of one, or a list of those';
    const found = from.origin.span;
    if (found.start >= span.start && found.end <= span.end) return problem('merge-key', message, span);
    const { line } = positionOf(found.source, found.start);
    const related = [{ message: `this is ${kindOf(from)}`, span: found }];
    problem('merge-key', `${message}; this alias stands for ${kindOf(from)} (line ${line})`, span, { related });
  }

  /** The name of a key; reported and undefined when it is not a string. */
  function keyName(key: SyntaxNode, span: Span): string | undefined {
    if (key.kind === 'scalar' && isText(key)) return key.value;
    const value = key.kind === 'alias' ? anchors.get(key.name)?.node : nodeOfKey(key, span);
    if (value?.kind === 'scalar' && typeof value.value === 'string') return value.value;
    const written = span.source.text.slice(span.start, span.end).trim().split('\n')[0] ?? '';
    const place = path.length > 0 ? ` in ${pathText(path)}` : '';
    const message =
      written === '' ? `an empty key${place}: keys must be strings` : `the key ${written}${place} is not a string`;
    const mend =
      value?.kind === 'scalar' && key.kind === 'scalar' && key.plain && written !== ''
        ? {
            hint: `write "${written}"`,
            mend: { title: 'put the key in quotes', edits: [{ span, text: `"${written}"` }] },
          }
        : {};
    problem('non-string-key', message, span, mend);
    return undefined;
  }

  function nodeOfKey(key: Exclude<SyntaxNode, SyntaxAlias>, span: Span): Node | undefined {
    const anchor = key.anchor === undefined ? undefined : opened(key.anchor);
    const node = key.kind === 'scalar' ? scalarOf(key, { span }) : undefined;
    if (anchor && node) Object.assign(anchor, { node, size: 1 });
    return node;
  }
}

/** As a value it is nothing: go-yaml leaves out the entry or item, a quirk. */
function isMergeKey(key: SyntaxNode): boolean {
  if (key.kind !== 'scalar' || key.value !== '<<') return false;
  return key.tag === undefined ? key.plain : key.tag === 'tag:yaml.org,2002:merge';
}

/** Whether a scalar is a string as it is: most keys are. */
function isText({ anchor, tag, plain, value }: SyntaxScalar): boolean {
  return anchor === undefined && tag === undefined && (!plain || resolvePlainScalar(value).type === 'string');
}

function nothing(origin: Origin): ScalarNode {
  return { kind: 'scalar', type: 'null', value: null, origin };
}

function tagged<N extends Node>(node: N, tag: string | undefined): N {
  const name: MergeTag | undefined = tag === '!reset' ? 'reset' : tag === '!override' ? 'override' : undefined;
  return name ? { ...node, tag: name } : node;
}
