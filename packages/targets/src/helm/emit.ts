import { checkPlan } from '../kubernetes/check/check.ts';
import { buildScript } from '../kubernetes/output/build-script.ts';
import { pictureOf } from '../kubernetes/picture.ts';
import type { KubernetesPlan } from '../kubernetes/plan.ts';
import { planKubernetes } from '../kubernetes/plan.ts';
import { keptByChoice } from '../shared/variables/choice.ts';
import type { OpenVariables } from '../shared/variables/open-variables.ts';
import { openVariables } from '../shared/variables/open-variables.ts';
import type { Conversion, OutputFile } from '../target.ts';
import type { OpenVariation } from './environments/all-forms.ts';
import { allForms } from './environments/all-forms.ts';
import { chartYaml, helmIgnore, notesFile, readme, testFile } from './chart/chart-files.ts';
import { environmentFiles } from './environments/environment-values.ts';
import { withOptions } from './environments/form.ts';
import { helpersFile } from './chart/helpers-file.ts';
import { secretValues } from './templates/secret-values.ts';
import { templateFiles } from './templates/templates.ts';
import { reportFixed, wholeForm } from './environments/variations.ts';
import { reportClosed } from './environments/variables.ts';

/** The chart of a project: the objects of the kubernetes plan, with values where users of charts expect them. */
export function emit(conversion: Conversion): readonly OutputFile[] {
  const wanted = keptByChoice(conversion.options, conversion.base.loaded, conversion.report, true);
  const told = toldPlans([conversion, ...conversion.variations.map((one) => one.conversion)]);
  if (!told) return [];
  const closed = new Set<string>();
  for (;;) {
    const marked = openIn(conversion, (name) => wanted(name) && !closed.has(name), told);
    const { files, used } = chartFiles(conversion, told, wanted, marked);
    // Where no template is evaluated, a mark is left: its variables cannot stay open.
    const left = marked ? files.flatMap(({ content }) => marked.marks.namesIn(content)) : [];
    for (const name of left) closed.add(name);
    if (left.length > 0) continue;
    reportClosed(conversion, wanted, used, marked?.names ?? used);
    return files;
  }
}

/** The plans of the project and its variations as they are now, of which the account tells. */
type ToldPlans = ReadonlyMap<Conversion, KubernetesPlan>;

/** Undefined where one of them has errors. */
function toldPlans(conversions: readonly Conversion[]): ToldPlans | undefined {
  const plans = new Map(conversions.map((one) => [one, planOf(one)]));
  for (const [{ report }, plan] of plans) if (!report.failed) checkPlan(plan);
  return conversions.some(({ report }) => report.failed) ? undefined : plans;
}

const planOf = (conversion: Conversion): KubernetesPlan =>
  planKubernetes(withOptions(conversion, { 'no-namespace': true }));

/** The variables of one form of the project that stay open. */
function openIn(conversion: Conversion, wanted: (name: string) => boolean, told: ToldPlans): OpenVariables | undefined {
  let usual: unknown;
  return openVariables(conversion, wanted, picture, () => {
    const plan = told.get(conversion);
    return (usual ??= plan && pictureOf(plan));
  });
}

function picture(conversion: Conversion): unknown {
  const plan = planOf(conversion);
  return conversion.report.failed ? undefined : pictureOf(plan);
}

interface ChartFiles {
  readonly files: readonly OutputFile[];
  /** The variables of the Compose file that are values of the chart. */
  readonly used: ReadonlySet<string>;
}

function chartFiles(
  conversion: Conversion,
  told: ToldPlans,
  wanted: (name: string) => boolean,
  marked: OpenVariables | undefined,
): ChartFiles {
  const plans = [...told.values()];
  const namespace = unusedWord(
    JSON.stringify(plans.map((one) => [one.workloads, one.access, one.configMaps, one.secrets])),
  );
  const services = [...new Set(plans.flatMap(({ context }) => context.pods.emitted.map(({ name }) => name)))];
  const variations = openVariations(conversion, wanted, told, marked);
  const { base, others } = allForms(conversion, marked, variations, namespace, services);
  const form = wholeForm(base, others);
  const fixed = others.map((other) => reportFixed(form, other));
  const { chart, templates, variables } = form;
  chart.values.putFirst(variables.values);
  if (variables.values.length > 0)
    chart.values.group(['variables'], 'Variables of the Compose file; null: it is not set');
  const secrets = secretValues(chart, templates.secrets, variables.secret, conversion.salt);
  const test = testFile(chart);
  const plan = told.get(conversion);
  const build = plan && buildScript(plan.context, conversion);
  const version = conversion.options['chart-version'];
  const file = (path: string, content: string, mode = 0o644): OutputFile => ({ path, content, mode });
  const files = [
    file('Chart.yaml', chartYaml(chart, typeof version === 'string' && version !== '' ? version : '0.1.0')),
    file(
      'values.yaml',
      chart.values.print(`The values of chart ${chart.name}, with their places in the Compose file.`),
    ),
    ...others.flatMap(({ variation: { kind, name }, form: other }, index) =>
      kind === 'overlay' ? environmentFiles(name, form, other, fixed[index] ?? new Set()) : [],
    ),
    ...secrets,
    file('values.schema.json', `${JSON.stringify(chart.values.schema(), undefined, 2)}\n`),
    file('README.md', readme(chart)),
    file('.helmignore', helmIgnore),
    file('templates/_helpers.tpl', helpersFile(chart, variables.values.length > 0)),
    file('templates/NOTES.txt', notesFile(chart)),
    ...templateFiles(templates.all),
    ...(test === undefined ? [] : [file('templates/tests/test-connection.yaml', test)]),
    ...(build === undefined ? [] : [file('build.sh', build, 0o755)]),
  ];
  return { files, used: form.used };
}

/** The environments and the profiles that are off, with the variables that stay open in them. */
function openVariations(
  { base: { loaded }, variations }: Conversion,
  wanted: (name: string) => boolean,
  told: ToldPlans,
  marked: OpenVariables | undefined,
): readonly OpenVariation[] {
  const known = new Set(loaded.variables.map(({ name }) => name));
  const isOpen = (name: string) => wanted(name) && (!known.has(name) || marked?.names.has(name) === true);
  // A service of a profile has the values that it has with the profile; environments say what they have otherwise.
  const inOrder = variations.toSorted((a, b) => Number(a.kind === 'overlay') - Number(b.kind === 'overlay'));
  return inOrder.map((variation) => ({
    variation,
    open: openIn(variation.conversion, isOpen, told),
  }));
}

/** A word that occurs nowhere: a legal name. */
function unusedWord(texts: string): string {
  let word = 'releasens';
  while (texts.includes(word)) word += 'x';
  return word;
}
