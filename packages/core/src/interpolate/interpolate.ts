import type { Place } from '../keys/place.ts';
import { below, rootPlace } from '../keys/place.ts';
import type { Cast } from '../keys/rule.ts';
import type { LoadChange, Variable } from '../load-options.ts';
import type { Report } from '../report/report.ts';
import type { MapNode, Node, ScalarNode, SeqNode } from '../tree/node.ts';
import { parseBoolean } from '../values/scalars/boolean.ts';
import { parseFloat64 } from '../values/scalars/float.ts';
import { nearestName } from '../validate/suggest.ts';
import { parseInteger } from '../values/scalars/integer.ts';
import { collectVariables } from './collect-variables.ts';
import { gluedDollar, isLikelyText } from './glued-dollar.ts';
import { spanInScalar } from './span-in-scalar.ts';
import type { Lookup, Template, TemplatePart, TemplateProblem } from './template.ts';
import { evaluate, parseTemplate } from './template.ts';

export interface Interpolation {
  readonly report: Report;
  readonly lookup: Lookup;
  /** The variables that are set, for one that is misspelt. */
  readonly names?: () => Iterable<string>;
  /** The files that set variables for containers alone, by variable. */
  readonly inside?: () => ReadonlyMap<string, string>;
  /** The variables that were met are added here. */
  readonly variables: Map<string, Variable>;
  /** See `LoadChange`. */
  readonly inPlaceOf?: LoadChange['inPlaceOf'];
}

/**
 * Fills in the variables of every string of a file, in keys of any kind, and turns strings into the numbers and booleans
 * that their keys take. A value with an error stays as it is; there is one error for each such value.
 * Source: Compose file, "Interpolation"; compose-go's `interpolation` and its table of casts.
 */
export function interpolate(file: MapNode, given: Interpolation): MapNode {
  return new Interpolator(given).file(file);
}

class Interpolator {
  private readonly given: Interpolation;
  /** Where the value is that is being filled in. */
  private readonly path: (string | number)[] = [];
  /** Where nothing is cast below, a node that is used by many aliases is done once: for each place, where that matters. */
  private readonly doneAt = new Map<Place | undefined, Map<Node, Node>>();

  constructor(given: Interpolation) {
    this.given = given;
  }

  file(node: MapNode): MapNode {
    return this.mapOf(node, rootPlace);
  }

  private visit(node: Node, place: Place | undefined): Node {
    if (node.kind === 'scalar') return typeof node.value === 'string' ? this.text(node, node.value, place) : node;
    const shared = !place?.nearest?.cast && !place?.has('cast');
    const done = this.doneIn(place);
    const known = shared ? done.get(node) : undefined;
    if (known) return known;
    const result = node.kind === 'map' ? this.mapOf(node, place) : this.seqOf(node, place);
    if (shared) done.set(node, result);
    return result;
  }

  private doneIn(place: Place | undefined): Map<Node, Node> {
    const key = this.given.inPlaceOf && place;
    const known = this.doneAt.get(key) ?? new Map<Node, Node>();
    this.doneAt.set(key, known);
    return known;
  }

  private mapOf(node: MapNode, place: Place | undefined): MapNode {
    let entries: Map<string, Node> | undefined;
    for (const [key, value] of node.entries) {
      this.path.push(key);
      const result = this.visit(value, below(place, key));
      this.path.pop();
      if (result === value) continue;
      entries ??= new Map(node.entries);
      entries.set(key, result);
    }
    return entries ? { ...node, entries } : node;
  }

  private seqOf(node: SeqNode, place: Place | undefined): SeqNode {
    let items: Node[] | undefined;
    node.items.forEach((item, index) => {
      this.path.push(index);
      const result = this.visit(item, below(place, index));
      this.path.pop();
      if (result === item) return;
      items ??= [...node.items];
      items[index] = result;
    });
    return items ? { ...node, items } : node;
  }

  private text(node: ScalarNode, written: string, place: Place | undefined): Node {
    const cast = place?.nearest?.cast;
    const filled = written.includes('$') ? this.fill(node, written, place) : node;
    return cast && filled && typeof filled.value === 'string'
      ? this.castTo(cast, filled, filled.value)
      : (filled ?? node);
  }

  /** Undefined after an error. */
  private fill(node: ScalarNode, written: string, place: Place | undefined): ScalarNode | undefined {
    const done = this.doneIn(place);
    const known = done.get(node);
    if (known) return known as ScalarNode;
    const template = parseTemplate(written);
    collectVariables(template, node, this.path, this.given.variables);
    const result = evaluate(template, this.given.lookup);
    for (const name of result.unset) this.warnOfUnset(node, template, name);
    if (!result.ok) {
      const span = spanInScalar(node, partAt(template, result.at));
      const code = result.problem.kind === 'required' ? 'required-variable' : 'interpolation-format';
      const { problem } = result;
      const hint = problem.kind === 'required' ? this.setHint(problem.name) : formHint(problem);
      this.given.report.add({ code, message: result.message, path: [...this.path], span, hint });
      return undefined;
    }
    const variable = template.parts.some((part) => part.kind !== 'text');
    const origin = variable ? { ...node.origin, template } : node.origin;
    const filled: ScalarNode = { ...node, value: this.replaced(template, place) ?? result.value, origin };
    done.set(node, filled);
    return filled;
  }

  /** A value with other texts in the place of its variables; undefined where none takes the place of one. */
  private replaced(template: Template, place: Place | undefined): string | undefined {
    const { inPlaceOf, lookup } = this.given;
    if (!inPlaceOf || place?.nearest?.cast) return undefined;
    const texts = template.parts.map((part) =>
      part.kind === 'variable' ? inPlaceOf({ part, path: [...this.path], keyPath: place?.keyPath }) : undefined,
    );
    if (texts.every((text) => text === undefined)) return undefined;
    const valueOf = (part: TemplatePart): string => {
      const value = evaluate({ source: template.source, parts: [part] }, lookup);
      return value.ok ? value.value : '';
    };
    return template.parts.map((part, index) => texts[index] ?? valueOf(part)).join('');
  }

  private warnOfUnset(node: ScalarNode, template: Template, name: string): void {
    const part = template.parts.find((candidate) => candidate.kind === 'variable' && candidate.name === name);
    const common = { code: 'unset-variable', path: [...this.path], span: spanInScalar(node, part) } as const;
    if (part && typeof node.value === 'string' && isLikelyText(node.value, part.start)) {
      this.given.report.add({
        ...common,
        message: gluedDollar,
        hint: 'for a dollar sign write $$; for a variable write ${NAME:-DEFAULT}',
      });
      return;
    }
    const message = `the variable ${name} is not set: an empty string is used`;
    this.given.report.add({
      ...common,
      message,
      hint: `${this.setHint(name)}, or give a default: \${${name}:-DEFAULT}`,
    });
  }

  private setHint(name: string): string {
    const { names, inside } = this.given;
    const file = inside?.().get(name);
    if (file !== undefined)
      return `${file} sets it for the container alone: add a line \`${name}=VALUE\` to .env too, or give --env-file ${file}`;
    const near = names && name.length > 2 ? nearestName(name, names()) : undefined;
    return `${near === undefined ? '' : `did you mean ${near}, which is set? Else `}add a line \`${name}=VALUE\` to .env`;
  }

  private castTo(cast: Cast, node: ScalarNode, value: string): ScalarNode {
    if (cast === 'boolean') return this.toBoolean(node, value);
    const number = cast === 'integer' ? parseInteger(value) : parseFloat64(value);
    if (number.ok) return { ...node, type: cast === 'integer' ? 'int' : 'float', value: number.value };
    return this.refuse(node, value, cast === 'integer' ? 'a whole number' : 'a number');
  }

  private toBoolean(node: ScalarNode, value: string): ScalarNode {
    const boolean = parseBoolean(value);
    if (!boolean.ok) return this.refuse(node, value, 'true or false');
    if (boolean.value.legacy) {
      const word = String(boolean.value.value);
      this.given.report.add({
        code: 'yaml-1.1-boolean',
        message: `"${value}" is not a boolean in YAML 1.2; it is read as ${word}`,
        path: [...this.path],
        span: node.origin.span,
        hint: `write ${word}`,
      });
    }
    return { ...node, type: 'bool', value: boolean.value.value };
  }

  private refuse(node: ScalarNode, value: string, wanted: string): ScalarNode {
    const variable = node.origin.template ? ', which comes from a variable,' : '';
    const message = `"${value}"${variable} must be ${wanted}`;
    this.given.report.add({ code: 'failed-cast', message, path: [...this.path], span: node.origin.span });
    return node;
  }
}

function partAt(template: Template, at: number): TemplatePart | undefined {
  return template.parts.find((part) => part.start <= at && at < Math.max(part.end, part.start + 1));
}

/** `${TAG` and `${TAG:default}` are the usual slips. */
function formHint(problem: Exclude<TemplateProblem, { readonly kind: 'required' }>): string {
  if (problem.kind === 'too-long') return 'look for variables that hold each other several times';
  const [, open] = /^\$\{([A-Za-z_]\w*)$/.exec(problem.text) ?? [];
  if (open !== undefined) return `close the brace: \${${open}}; write $$ for a dollar sign that is meant as such`;
  const [, name, value] = /^\$\{([A-Za-z_]\w*):([^-+?}][^}]*)\}$/.exec(problem.text) ?? [];
  if (name !== undefined) return `for a default write \${${name}:-${value}}`;
  return 'write $$ for a dollar sign that is meant as such';
}
