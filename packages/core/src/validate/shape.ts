import { kindOf } from '../keys/kind.ts';
import { ruleAt } from '../keys/place.ts';
import type { Type } from '../keys/rule.ts';
import { projectType } from '../keys/table.ts';
import type { LoadOptions } from '../load-options.ts';
import type { Diagnostic } from '../report/diagnostic.ts';
import type { Report } from '../report/report.ts';
import { loaderReport } from '../report/report.ts';
import type { MapNode, Node, Path, ScalarNode, SeqNode } from '../tree/node.ts';
import { isMap, isNull, nodeAt, pathText } from '../tree/node.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { equalItems } from './equal-items.ts';
import type { Suggestion } from '../fix/key-mends.ts';
import { movedOut } from '../fix/key-mends.ts';
import { literalQuotes } from './literal-quotes.ts';
import { loneText, pairItem } from './list-form.ts';
import { dashMend, quoteMend } from '../fix/value-mends.ts';
import { nearestName } from './suggest.ts';
import { branchesOf, branchFor, fits, typeText, wantsText } from './type-branches.ts';
import type { Around } from './unknown-key.ts';
import { unknownKey } from './unknown-key.ts';

type Of<K extends Type['is']> = Extract<Type, { readonly is: K }>;

/**
 * Checks a tree against the key table and reports every violation with its place. The tree is that of the files merged
 * so far, in which earlier files already have their long forms. Source: compose-spec's JSON schema, which says the same.
 */
export function checkShape(tree: MapNode, report: Report, options: ShapeOptions = {}): void {
  checkType(tree, projectType, [], report, options);
}

/** Whether keys that the table does not know are errors. */
type ShapeOptions = Pick<LoadOptions, 'unknownKeys'>;
type UnknownKeys = NonNullable<LoadOptions['unknownKeys']>;

/** Checks a value against a type of the key table. `at`: its path in the project. */
export function checkType(
  node: Node,
  wanted: Type,
  at: Path,
  report: Report,
  { unknownKeys = 'error' }: ShapeOptions = {},
): void {
  new ShapeCheck(node, at, report, unknownKeys).check(node, wanted);
}

class ShapeCheck {
  private readonly root: Node;
  private readonly report: Report;
  private readonly unknownKeys: UnknownKeys;
  private readonly path: (string | number)[];
  /** The fixed keys of the objects around, innermost last: for keys that are one level too low. */
  private readonly around: Around[] = [];

  constructor(root: Node, at: Path, report: Report, unknownKeys: UnknownKeys) {
    this.root = root;
    this.report = report;
    this.unknownKeys = unknownKeys;
    this.path = [...at];
  }

  check(node: Node, type: Type): void {
    if (type.is === 'one-of') return this.checkOneOf(node, type);
    if (type.is === 'any') return this.checkFinite(node);
    if (type.is === 'object') return isMap(node) ? this.checkObject(node, type) : this.wrongType(node, type);
    if (type.is === 'map') return isMap(node) ? this.checkMap(node, type) : this.wrongType(node, type);
    if (type.is === 'list') return node.kind === 'seq' ? this.checkList(node, type) : this.wrongType(node, type);
    if (node.kind !== 'scalar') return this.wrongType(node, type);
    if (node.type === 'string') this.warnOfQuotes(node);
    if (!fits(node, type)) return this.wrongType(node, type);
    if (type.is === 'string' || type.is === 'enum' || type.is === 'number' || type.is === 'integer')
      this.checkScalar(node, type);
  }

  private checkOneOf(node: Node, type: Of<'one-of'>): void {
    const branch = branchFor(node, type);
    if (branch) this.check(node, branch);
    else this.wrongType(node, type);
  }

  private checkObject(node: MapNode, type: Of<'object'>): void {
    this.around.push({ type, node, depth: this.path.length });
    for (const [name, value] of node.entries) {
      const row = Object.hasOwn(type.keys, name) ? type.keys[name] : undefined;
      this.path.push(name);
      if (row) this.check(value, row.type);
      else if (type.open || (name.startsWith('x-') && !type.closed)) this.checkFinite(value);
      else
        unknownKey({
          name,
          value,
          around: this.around,
          path: this.path,
          report: this.report,
          unknownKeys: this.unknownKeys,
          fits: hasType,
        });
      this.path.pop();
    }
    this.around.pop();
    for (const name of type.required ?? []) {
      if (node.entries.has(name)) continue;
      this.report.add({
        code: 'missing-key',
        message: `${pathText(this.path)} needs the key \`${name}\``,
        path: [...this.path],
        span: node.origin.key ?? node.origin.span,
      });
    }
  }

  private checkMap(node: MapNode, type: Of<'map'>): void {
    for (const [name, value] of node.entries) {
      this.path.push(name);
      if (isGlued(name, value)) this.warnOfGlued(name, value);
      if (!type.names || type.names.test(name)) this.check(value, type.of);
      else if (type.otherNames !== 'unchecked') {
        this.report.add({
          code: 'invalid-name',
          message: `"${name}" is not a name that may appear in ${pathText(this.path.slice(0, -1))}`,
          path: [...this.path],
          span: value.origin.key ?? value.origin.span,
          hint: 'names consist of letters, digits, `.`, `_` and `-`',
        });
      } else this.checkFinite(value);
      this.path.pop();
    }
  }

  /** The text of an earlier file is checked once more with each later one. */
  private warnOfQuotes(node: ScalarNode): void {
    const found = literalQuotes(node, typeof this.path.at(-1) === 'number' && isListOfEntries(this.path));
    const { span } = node.origin;
    const isSame = (one: Diagnostic): boolean =>
      one.code === 'literal-quotes' && one.span?.source === span.source && one.span.start === span.start;
    if (found && !this.report.diagnostics.some(isSame))
      this.report.add({ code: 'literal-quotes', ...found, path: [...this.path], span });
  }

  /** `{NAME:value}`: a name that nobody has, without a value. */
  private warnOfGlued(name: string, value: Node): void {
    this.report.add({
      code: 'misread-value',
      message: `"${name.slice(0, name.indexOf(':') + 1)}…" is all of it a name: the colon has no space behind it`,
      path: [...this.path],
      span: value.origin.key ?? value.origin.span,
      hint: 'put a space after the colon',
    });
  }

  private checkList(node: SeqNode, type: Of<'list'>): void {
    for (const [index, item] of node.items.entries()) {
      this.path.push(index);
      this.check(item, type.of);
      if (item.kind === 'scalar' && item.entryValue && item.entryValue.kind !== 'scalar') {
        this.wrongType(item.entryValue, type.of);
      }
      this.path.pop();
    }
    if (!type.unique) return;
    for (const [first, second] of equalItems(node.items)) {
      const [earlier, item] = [node.items[first], node.items[second]];
      if (!earlier || !item) continue;
      this.report.add({
        code: 'duplicate-item',
        message: `${pathText([...this.path, second])} is equal to item ${first} of the list, and its items must differ`,
        path: [...this.path, second],
        span: item.origin.span,
        related: [{ message: 'the same', span: earlier.origin.span }],
      });
    }
  }

  private checkScalar(node: ScalarNode, type: Of<'string' | 'enum' | 'number' | 'integer'>): void {
    const value = scalarText(node);
    if (type.is === 'enum' && !type.values.includes(value)) {
      const near = nearestName(value, type.values);
      this.report.add({
        code: 'invalid-value',
        message: `${pathText(this.path)} is "${value}", and takes ${type.values.map((word) => `"${word}"`).join(', ')}`,
        path: [...this.path],
        span: node.origin.span,
        ...(near === undefined ? {} : { hint: `did you mean \`${near}\`?` }),
      });
    } else if (type.is === 'string' && type.pattern && !type.pattern.test(value)) {
      this.report.add({
        code: 'invalid-value',
        message: `${pathText(this.path)} is "${value}", ${type.like === undefined ? `which does not match ${type.pattern.source}` : `and must be ${type.like}`}`,
        path: [...this.path],
        span: node.origin.span,
      });
    } else if (type.is === 'number' || type.is === 'integer') {
      this.checkFinite(node);
      const tooSmall = type.minimum !== undefined && Number(value) < type.minimum;
      const tooLarge = type.maximum !== undefined && Number(value) > type.maximum;
      if (!tooSmall && !tooLarge) return;
      this.report.add({
        code: 'out-of-range',
        message: `${pathText(this.path)} is ${value}, and must be ${tooSmall ? `${type.minimum} or more` : `${type.maximum} or less`}`,
        path: [...this.path],
        span: node.origin.span,
      });
    }
  }

  /** Numbers that no JSON can say are refused wherever they are. */
  private checkFinite(node: Node): void {
    if (node.kind === 'scalar') {
      if (typeof node.value !== 'number' || Number.isFinite(node.value)) return;
      this.report.add({
        code: 'invalid-value',
        message: `${pathText(this.path)} is not a finite number`,
        path: [...this.path],
        span: node.origin.span,
      });
      return;
    }
    const children = node.kind === 'map' ? node.entries : node.items.entries();
    for (const [step, child] of children) {
      this.path.push(step);
      this.checkFinite(child);
      this.path.pop();
    }
  }

  private wrongType(node: Node, type: Type): void {
    this.report.add({
      code: 'wrong-type',
      message: `${pathText(this.path) || 'the file'} must be ${typeText(type)}, and is ${kindOf(node)}`,
      path: [...this.path],
      span: isNull(node) ? (node.origin.key ?? node.origin.span) : node.origin.span,
      ...this.formSuggestion(node, type),
    });
  }

  /** What was probably meant by a value of another form. */
  private formSuggestion(node: Node, type: Type): Partial<Suggestion> {
    if (ruleAt(this.path)?.decode === 'duration' && isNumber(node))
      return { hint: 'write it with a unit: `10s`, `1m30s`' };
    const quotes = wantsText(type) ? quoteMend(node, this.isFreeText()) : undefined;
    if (quotes) return { hint: 'put it in quotes', mend: quotes };
    const dashes = branchesOf(type).some(({ is }) => is === 'list') ? dashMend(node) : undefined;
    if (dashes) return { hint: 'an item starts with a dash and a space', mend: dashes };
    const form = isTextList(type)
      ? loneText(node, this.isService(node))
      : isListOfEntries(this.path)
        ? pairItem(node)
        : undefined;
    if (form) return form;
    const name = this.path.at(-1);
    const outer = this.around.at(-1);
    const row =
      typeof name === 'string' && outer && this.path.length > outer.depth + 1 ? outer.type.keys[name] : undefined;
    if (!outer || !row || !Object.hasOwn(outer.type.keys, String(name)) || !hasType(node, row.type)) return {};
    const from = nodeAt(outer.node, this.path.slice(outer.depth, -1));
    // A text may have been meant for a mapping that lost its lines: only lists and mappings tell their key.
    const mend = isMap(from) && node.kind !== 'scalar' ? movedOut(node, from, outer, this.path) : undefined;
    return { hint: `\`${name}\` belongs one level further out`, ...(mend ? { mend } : {}) };
  }

  /** Whether a text is the name of a service, in a place that takes a list of such names. */
  private isService(item: Node): boolean {
    const name = item.kind === 'scalar' ? item.value : undefined;
    return (
      this.path.at(-1) === 'depends_on' &&
      typeof name === 'string' &&
      nodeAt(this.root, ['services', name]) !== undefined
    );
  }

  /** Items of most lists have a form of their own (mounts, names): a number among them may belong to another list. */
  private isFreeText(): boolean {
    const decode = ruleAt(this.path)?.decode;
    return typeof this.path.at(-1) === 'string' || decode === 'words' || decode === 'test';
  }
}

/** Whether the items are such as `NAME=value`. */
function isListOfEntries(path: Path): boolean {
  const decode = ruleAt(path)?.decode;
  return decode === 'entries' || decode === 'mapping';
}

const isTextList = (type: Type): boolean =>
  branchesOf(type).some((branch) => branch.is === 'list' && wantsText(branch.of));

const isGlued = (name: string, value: Node): boolean =>
  isNull(value) && /^[A-Za-z_][\w.-]*:[^/]/.test(name) && value.origin.span.end <= (value.origin.key?.end ?? 0) + 1;

const isNumber = (node: Node): boolean => node.kind === 'scalar' && (node.type === 'int' || node.type === 'float');

/** Whether a value has a type of the key table, with all that is in it. */
function hasType(node: Node, type: Type): boolean {
  const report = loaderReport();
  checkType(node, type, [], report);
  return !report.failed;
}
