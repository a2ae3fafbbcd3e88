import { fieldName, sourceOf } from '../../kubernetes/output/annotate.ts';
import type { YamlPath } from '../../shared/formats/yaml.ts';
import type { Variation } from '../../target.ts';
import type { Form } from './form.ts';
import { valueExpression } from '../templates/go-template.ts';
import { anyOf } from '../templates/guarded-list.ts';
import type { PlacedTemplate } from '../templates/templates.ts';
import { changeTexts, isTree } from '../templates/tree.ts';

/** A form of the project beside its base, with the outline that tells what values cannot change. */
export interface OtherForm {
  readonly variation: Variation;
  readonly form: Form;
  readonly outline: Form;
  /** The outline that it is compared with: see `wholeOutline`. */
  readonly whole: ReadonlyMap<string, unknown>;
}

const enabledIn = ({ chart }: Form): readonly string[] =>
  chart.values.all.flatMap(({ path: [key, field] }) => (field === 'enabled' && key !== undefined ? [key] : []));

/**
 * Puts the services that only other forms have into the chart, switched off, with what belongs to them. What the forms
 * share is under a condition where one of them has it for its own services alone.
 */
export function wholeForm(base: Form, others: readonly OtherForm[]): Form {
  const whole = new WholeForm(base);
  for (const other of others) whole.add(other);
  return whole.form();
}

/** What a form brings into the chart. */
interface Brought {
  readonly form: Form;
  readonly kind: Variation['kind'];
  /** The keys of the services that the base does not have. */
  readonly added: readonly string[];
  /** Their templates, as one text. */
  readonly bodies: string;
  /** Whether a value belongs to what is brought. */
  readonly belongs: (path: readonly string[]) => boolean;
}

class WholeForm {
  readonly #base: Form;
  readonly #own: readonly string[];
  readonly #templates: PlacedTemplate[];
  readonly #secrets: Form['templates']['secrets'][number][];
  /** By the id of a template: it is there where one of these holds. */
  readonly #conditions = new Map<string, string[]>();
  readonly #used: Set<string>;
  readonly #variables: Form['variables']['values'][number][];
  readonly #secretVariables: Record<string, Form['variables']['secret'][string]>;

  constructor(base: Form) {
    this.#base = base;
    this.#own = enabledIn(base);
    this.#templates = [...base.templates.all];
    this.#secrets = [...base.templates.secrets];
    this.#used = new Set(base.used);
    this.#variables = [...base.variables.values];
    this.#secretVariables = { ...base.variables.secret };
  }

  add({ variation: { kind }, form }: OtherForm): void {
    const theirs = enabledIn(form);
    const added = theirs.filter((key) => !this.#own.includes(key));
    this.#switchOffGone(form, theirs);
    const ids = new Set(this.#templates.map(({ id }) => id));
    // A profile changes no service that is there without it, not even by a container more in its Pod.
    const taken = form.templates.all.filter(
      ({ id, of, switched }) =>
        !ids.has(id) &&
        (switched ? kind === 'overlay' : of === undefined ? added.length > 0 : isAdded(form, of, added)),
    );
    if (taken.length === 0 && added.length === 0) return;
    for (const template of taken) {
      this.#templates.push(template);
      if (template.of === undefined && !template.switched) this.#addCondition(template.id, added);
    }
    const bodies = taken.map(({ before = '', body }) => `${before}\n${body}`).join('\n');
    const brought = { form, kind, added, bodies, belongs: belongsTo(form, added, taken, bodies) };
    this.#takeValues(brought);
    this.#takeVariables(brought, this.#takeDefinitions(brought));
  }

  /** What the base has and the form does not is there for the services that the form lacks. */
  #switchOffGone(form: Form, theirs: readonly string[]): void {
    const gone = this.#own.filter((key) => !theirs.includes(key));
    if (gone.length === 0) return;
    const has = new Set(form.templates.all.map(({ id }) => id));
    for (const { id, of } of this.#base.templates.all)
      if (of === undefined && !has.has(id)) this.#addCondition(id, gone);
  }

  #addCondition(id: string, keys: readonly string[]): void {
    this.#conditions.set(id, [...(this.#conditions.get(id) ?? []), anyEnabled(keys)]);
  }

  #takeValues({ form, belongs }: Brought): void {
    const { chart } = this.#base;
    chart.values.take(form.chart.values, (value) =>
      belongs(value.path) ? { ...value, value: value.path.at(-1) === 'enabled' ? false : value.value } : undefined,
    );
    for (const one of form.templates.secrets)
      if (belongs(one.path) && !this.#secrets.some(({ path }) => path.join('\0') === one.path.join('\0')))
        this.#secrets.push(one);
    for (const [key, one] of form.chart.open.followed) if (belongs(JSON.parse(key))) chart.open.followed.set(key, one);
  }

  /** The helpers that templates ask for. */
  #takeDefinitions({ form, bodies }: Brought): readonly string[] {
    const { definitions } = this.#base.chart;
    const needed = form.chart.definitions.filter((definition) => {
      const name = /"[^"]*"/.exec(definition)?.[0];
      return name !== undefined && bodies.includes(name) && !definitions.includes(definition);
    });
    definitions.push(...needed);
    return needed;
  }

  #takeVariables({ form, kind, bodies, belongs }: Brought, definitions: readonly string[]): void {
    const secrets = form.templates.secrets.filter(({ path }) => belongs(path));
    const texts = JSON.stringify([bodies, definitions, secrets]);
    for (const value of form.variables.values.filter(({ path }) => texts.includes(`"${String(path[1])}`))) {
      this.#used.add(String(value.path[1]));
      if (!this.#variables.some(({ path }) => path[1] === value.path[1]))
        this.#variables.push(kind === 'profile' ? value : { ...value, value: null });
    }
    // An environment has its own, in its own file; with a profile variables are what they are.
    if (kind === 'profile')
      for (const [name, value] of Object.entries(form.variables.secret)) this.#secretVariables[name] ??= value;
  }

  form(): Form {
    return {
      chart: this.#base.chart,
      templates: { all: this.#templates.map((template) => this.#guarded(template)), secrets: this.#secrets },
      used: this.#used,
      variables: { values: this.#variables, secret: this.#secretVariables },
    };
  }

  #guarded(template: PlacedTemplate): PlacedTemplate {
    const found = this.#conditions.get(template.id);
    if (!found) return template;
    const condition = found.length === 1 ? found[0] : `and ${found.map((one) => `(${one})`).join(' ')}`;
    return { ...template, body: `{{- if ${condition} }}\n${template.body}\n{{- end }}` };
  }
}

/** Values of services that are added, of their Secrets and claims, and what their templates name. */
function belongsTo(
  form: Form,
  added: readonly string[],
  taken: readonly PlacedTemplate[],
  bodies: string,
): Brought['belongs'] {
  const objects = new Set(taken.map(({ object }) => object.metadata.name));
  const groups = new Set(
    [form.chart.secrets, form.chart.claims].flatMap((keys) =>
      [...keys].flatMap(([name, key]) => (objects.has(name) ? [key] : [])),
    ),
  );
  return (path) => {
    const [first = '', second = ''] = path;
    return (
      added.includes(first) ||
      (['secrets', 'persistence'].includes(first) && groups.has(second)) ||
      (path.length > 1 && first !== 'variables' && bodies.includes(valueExpression(path)))
    );
  };
}

function isAdded({ chart }: Form, service: string, added: readonly string[]): boolean {
  const key = chart.keys.get(chart.context.names.service(service));
  return key !== undefined && added.includes(key);
}

const anyEnabled = (keys: readonly string[]): string => anyOf(keys.map((key) => valueExpression([key, 'enabled'])));

/**
 * Says what a form has otherwise than values can say, at its place in the Compose files. Gives the keys of the services
 * whose Pods it is about.
 */
export function reportFixed(chart: Form, { variation, outline, whole }: OtherForm): ReadonlySet<string> {
  const changed = new Set<string>();
  const { kind, name, conversion } = variation;
  const { origins } = conversion.base.loaded;
  const what =
    kind === 'overlay' ? `values-${name}.yaml cannot change` : `The chart does not change with profile ${name}`;
  const taken = new Set(chart.templates.all.map(({ id }) => id));
  const say = ({ object }: PlacedTemplate, path: YamlPath, more: string): void => {
    const source =
      sourceOf(outline.chart.context, origins, object, path) ??
      sourceOf(outline.chart.context, origins, object, ['kind']);
    conversion.ledger.note(`${what} ${fieldName(object, path)}${more}`, source?.path, 'loses');
  };
  const fixed = fixedFields(whole, outline);
  for (const template of outline.templates.all) {
    const paths = taken.has(template.id) ? fixed.get(template.id) : undefined;
    if (paths === undefined) say(template, ['kind'], ': it is not in the chart');
    for (const path of paths ?? []) say(template, path, '');
    const { context, keys } = outline.chart;
    const key = template.of === undefined ? undefined : keys.get(context.names.service(template.of));
    if ((paths ?? [['kind']]).length > 0 && key !== undefined) changed.add(key);
  }
  return changed;
}

/** The objects of the whole chart, as the first form that has each has it: by their ids, without marks. */
export function wholeOutline(outlines: readonly Form[]): ReadonlyMap<string, unknown> {
  const trees = new Map<string, unknown>();
  for (const outline of outlines)
    for (const { id, tree } of outline.templates.all) if (!trees.has(id)) trees.set(id, opened(outline, tree));
  return trees;
}

/** Where the objects of an outline differ from those of the whole chart, by their ids. */
export function fixedFields(
  whole: ReadonlyMap<string, unknown>,
  other: Form,
): ReadonlyMap<string, readonly YamlPath[]> {
  return new Map(
    other.templates.all.flatMap(({ id, tree }) =>
      whole.has(id) ? [[id, fixedPaths(whole.get(id), opened(other, tree))] as const] : [],
    ),
  );
}

/** Marks of variables are numbered in each form: what they stand for tells whether texts are equal. */
const opened = ({ chart: { open } }: Form, tree: unknown): unknown =>
  open.isIn(tree)
    ? changeTexts(JSON.parse(JSON.stringify(tree)), (text) => (open.isIn(text) ? open.words(text) : text))
    : tree;

/** Where two trees differ: at most one place per list. */
function fixedPaths(one: unknown, other: unknown, path: YamlPath = []): readonly YamlPath[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (isTree(one) && isTree(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => fixedPaths(one[key], other[key], [...path, key]));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const known = new Set(one.map((item) => JSON.stringify(item)));
    if (one.length === other.length)
      return one.flatMap((item, index) => fixedPaths(item, other[index], [...path, index]));
    const added = other.findIndex((item) => !known.has(JSON.stringify(item)));
    return [added < 0 ? path : [...path, added]];
  }
  return [Array.isArray(other) && one === undefined ? [...path, 0] : path];
}
