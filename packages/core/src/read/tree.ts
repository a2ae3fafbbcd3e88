import type { Report } from '../report/report.ts';
import type { MapNode, MergeTag, Node, Origin, ScalarNode, Step } from '../tree/node.ts';
import { isMap, isSeq, pathText } from '../tree/node.ts';
import type { Source, Span } from '../tree/source.ts';
import { repeatMend } from '../fix/key-mends.ts';
import { resolvePlainScalar } from '../values/scalars/yaml-scalar.ts';
import type { Anchor, Anchors } from './anchors.ts';
import { anchorHint } from './anchors.ts';
import { deepestNesting } from './yaml/composer.ts';
import { hiddenItem } from './problems/hidden-item.ts';
import { isMergeKey, joinedMergeKeys, mergeFault } from './merge-keys.ts';
import type { SyntaxAlias, SyntaxMap, SyntaxNode, SyntaxScalar, SyntaxSeq } from './yaml/syntax.ts';
import { taggedScalar } from './tagged-scalar.ts';

/** Nodes that a document may have with its aliases expanded: far more than any project, few enough to be quick. */
export const mostNodes = 1_000_000;

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
  return new TreeMaker(source, report, steps, anchors).treeOf(document);
}

class TreeMaker {
  private readonly source: Source;
  private readonly report: Report;
  private readonly steps: readonly Step[];
  private readonly anchors: Anchors;
  /** Where the node is that is being made. */
  private readonly path: (string | number)[] = [];
  /** Nodes so far, and the deepest of them below the document or the anchor that is open; aliases expanded. */
  private count = 0;
  private peak = 0;
  /** Set by an error after which reading on would take forever. */
  private stopped = false;
  private failed = false;
  /** Values tagged `!reset` around: what is wrong in them does not matter. */
  private resets = 0;

  constructor(source: Source, report: Report, steps: readonly Step[], anchors: Anchors) {
    this.source = source;
    this.report = report;
    this.steps = steps;
    this.anchors = anchors;
  }

  treeOf(document: SyntaxNode): Node | undefined {
    const root = this.nodeOf(document, undefined);
    return this.failed ? undefined : root;
  }

  private problem(code: Parameters<Report['add']>[0]['code'], message: string, span: Span, more: object = {}): void {
    if (this.resets > 0) return;
    this.failed = true;
    this.report.add({ code, message, span, path: [...this.path], ...more });
  }

  private spanOf({ start, end }: SyntaxNode): Span {
    return { source: this.source, start, end };
  }

  private originOf(span: Span, key: Span | undefined): Origin {
    return this.steps.length > 0 ? { span, ...(key && { key }), steps: this.steps } : key ? { span, key } : { span };
  }

  private nodeOf(item: SyntaxNode, key: Span | undefined): Node {
    const span = this.spanOf(item);
    const origin = this.originOf(span, key);
    this.count += 1;
    if (this.path.length > this.peak) this.peak = this.path.length;
    if (this.stopped) return nothing(origin);
    if (this.count > mostNodes)
      return this.stop(
        'too-many-nodes',
        `the document has more than ${mostNodes} values, aliases counted as often as they are used`,
        span,
      );
    if (item.kind === 'alias') return this.aliased(item, span, key);
    const anchor = item.anchor === undefined ? undefined : this.opened(item.anchor);
    if (!anchor) return this.valueOf(item, origin);
    const before = { count: this.count, peak: this.peak };
    this.peak = this.path.length;
    anchor.node = this.valueOf(item, origin);
    anchor.size = this.count - before.count + 1;
    anchor.height = this.peak - this.path.length;
    this.peak = Math.max(this.peak, before.peak);
    return anchor.node;
  }

  private opened(name: string): Anchor {
    const anchor: Anchor = { path: [...this.path], node: undefined, size: 0, height: 0 };
    this.anchors.set(name, anchor);
    return anchor;
  }

  private valueOf(item: Exclude<SyntaxNode, SyntaxAlias>, origin: Origin): Node {
    if (item.kind === 'scalar') return this.scalarOf(item, origin);
    this.warnOfTag(item.tag, origin);
    return tagged(item.kind === 'map' ? this.mapOf(item, origin) : this.seqOf(item, origin), item.tag);
  }

  private warnOfTag(tag: string | undefined, { span }: Origin): void {
    if (tag === undefined || /^(?:!|!reset|!override|tag:yaml\.org,2002:.*)$/.test(tag)) return;
    const message = `the tag ${tag} means nothing to Compose: the value is read without it`;
    this.report.add({ code: 'no-effect', message, span, path: [...this.path] });
  }

  private warnOfHiddenItem({ span }: Origin): void {
    const hidden = hiddenItem(span, this.path);
    if (hidden) this.report.add({ code: 'misread-value', span, path: [...this.path], ...hidden });
  }

  private scalarOf(item: SyntaxScalar, origin: Origin): Node {
    this.warnOfTag(item.tag, origin);
    const { start, end } = origin.span;
    if (item.plain && end - start > item.value.length) this.warnOfHiddenItem(origin);
    if (item.tag === undefined) {
      if (!item.plain) return { kind: 'scalar', type: 'string', value: item.value, origin };
      const { type, value } = resolvePlainScalar(item.value);
      return { kind: 'scalar', type, value, origin };
    }
    const typed = taggedScalar(item.value, item.tag);
    if (!typed.ok) {
      this.problem('bad-tag', typed.message, origin.span);
      return nothing(origin);
    }
    return tagged({ kind: 'scalar', ...typed.value, origin }, item.tag);
  }

  private stop(
    code: 'too-many-nodes' | 'too-deep' | 'alias-cycle',
    message: string,
    span: Span,
    more: object = {},
  ): ScalarNode {
    this.stopped = true;
    this.resets = 0;
    this.problem(code, message, span, more);
    return nothing({ span });
  }

  private aliased(alias: SyntaxAlias, span: Span, key: Span | undefined): Node {
    const anchor = this.anchors.get(alias.name);
    if (!anchor) {
      this.problem(
        'unknown-anchor',
        `there is no anchor "${alias.name}" before this alias`,
        span,
        anchorHint(this.anchors, alias.name),
      );
      return nothing({ span });
    }
    if (!anchor.node) {
      const inside = anchor.path.length > 0 ? pathText(anchor.path) : 'the document';
      return this.stop('alias-cycle', `the alias *${alias.name} is inside its own anchor at ${inside}`, span);
    }
    this.count += anchor.size - 1;
    this.peak = Math.max(this.peak, this.path.length + anchor.height);
    if (this.count > mostNodes)
      return this.stop(
        'too-many-nodes',
        `with its aliases expanded the document has more than ${mostNodes} values`,
        span,
      );
    if (this.peak > deepestNesting)
      return this.stop('too-deep', `more than ${deepestNesting} collections inside one another`, span);
    // The value stays that of the anchor; only the key that names it is another.
    const { key: _, ...origin } = anchor.node.origin;
    return { ...anchor.node, origin: key ? { ...origin, key } : origin };
  }

  private seqOf(item: SyntaxSeq, origin: Origin): Node {
    const items: Node[] = [];
    for (const entry of item.items) {
      if (isMergeKey(entry)) continue;
      this.path.push(items.length);
      const reset = this.enter(entry);
      items.push(this.nodeOf(entry, undefined));
      this.leave(reset);
      this.path.pop();
    }
    return { kind: 'seq', items, origin };
  }

  private mapOf(item: SyntaxMap, origin: Origin): MapNode {
    const entries = new Map<string, Node>();
    /** The mapping's own keys, once it has others too. */
    let own: Map<string, Span> | undefined;
    for (const pair of item.entries) {
      const keySpan = this.spanOf(pair.key);
      const merge = isMergeKey(pair.key);
      const reset = this.enter(pair.value);
      const name = merge ? '<<' : this.keyName(pair.key, keySpan);
      this.leave(reset);
      if (name === undefined) continue;
      this.path.push(name);
      const first = own ? own.get(name) : entries.get(name)?.origin.key;
      this.enter(pair.value);
      const value = this.nodeOf(pair.value, keySpan);
      this.leave(reset);
      if (first) {
        const related = [{ message: 'first defined here', span: first }];
        const mend = repeatMend(entries.get(name), value);
        const hint = merge ? joinedMergeKeys(first, keySpan) : 'keep one of them';
        const more = mend ? { related, mend } : { related, hint };
        this.problem('duplicate-key', `the key "${name}" is defined twice in one mapping`, keySpan, more);
      }
      if (isMergeKey(pair.value) && !merge) {
        this.path.pop();
        continue;
      }
      if (merge) {
        own ??= new Map([...entries].map(([key, node]) => [key, node.origin.key ?? node.origin.span]));
        this.mergeInto(entries, own, value, this.spanOf(pair.value));
      } else entries.set(name, value);
      own?.set(name, keySpan);
      this.path.pop();
      if (this.stopped) break;
    }
    return { kind: 'map', entries, origin };
  }

  /** Before a value, its key or an item is read: nothing is wrong with it when the tag takes it out anyway. */
  private enter(value: SyntaxNode): boolean {
    const reset = value.kind !== 'alias' && value.tag === '!reset';
    if (reset) this.resets += 1;
    return reset;
  }

  private leave(reset: boolean): void {
    if (reset) this.resets = Math.max(0, this.resets - 1);
  }

  /** Own keys win over merged ones, earlier merged ones over later ones. */
  private mergeInto(entries: Map<string, Node>, own: ReadonlyMap<string, Span>, value: Node, span: Span): void {
    if (this.stopped || this.failed) return;
    for (const from of isSeq(value) ? value.items : [value]) {
      if (!isMap(from)) {
        const { message, ...more } = mergeFault(from, span);
        return this.problem('merge-key', message, span, more);
      }
      for (const [name, node] of from.entries) if (!own.has(name) && !entries.has(name)) entries.set(name, node);
    }
  }

  /** The name of a key; reported and undefined when it is not a string. */
  private keyName(key: SyntaxNode, span: Span): string | undefined {
    if (key.kind === 'scalar' && isText(key)) return key.value;
    const value = key.kind === 'alias' ? this.anchors.get(key.name)?.node : this.nodeOfKey(key, span);
    if (value?.kind === 'scalar' && typeof value.value === 'string') return value.value;
    const written = span.source.text.slice(span.start, span.end).trim().split('\n')[0] ?? '';
    const place = this.path.length > 0 ? ` in ${pathText(this.path)}` : '';
    const message =
      written === '' ? `an empty key${place}: keys must be strings` : `the key ${written}${place} is not a string`;
    const mend =
      key.kind === 'scalar' && key.plain && key.tag === undefined && written !== ''
        ? {
            hint: `write "${written}"`,
            mend: { title: 'put the key in quotes', edits: [{ span, text: `"${written}"` }] },
          }
        : {};
    this.problem('non-string-key', message, span, mend);
    return undefined;
  }

  private nodeOfKey(key: Exclude<SyntaxNode, SyntaxAlias>, span: Span): Node | undefined {
    const anchor = key.anchor === undefined ? undefined : this.opened(key.anchor);
    const node = key.kind === 'scalar' ? this.scalarOf(key, { span }) : undefined;
    if (anchor && node) Object.assign(anchor, { node, size: 1 });
    return node;
  }
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
