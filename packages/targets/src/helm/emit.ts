import { keptByChoice } from '../shared/variables/choice.ts';
import type { OpenVariables } from '../shared/variables/open-variables.ts';
import { openVariables } from '../shared/variables/open-variables.ts';
import { checkPlan } from '../kubernetes/check/check.ts';
import { buildScript } from '../kubernetes/output/build-script.ts';
import { pictureOf } from '../kubernetes/picture.ts';
import type { KubernetesPlan } from '../kubernetes/plan.ts';
import { planKubernetes } from '../kubernetes/plan.ts';
import { silentConversion } from '../shared/silent-conversion.ts';
import type { Conversion, OptionValues, OutputFile } from '../target.ts';
import { chartYaml, helmIgnore, notesFile, readme, testFile } from './chart-files.ts';
import { chartOf } from './chart.ts';
import { helpersFile } from './helpers-file.ts';
import { secretValues } from './secret-values.ts';
import { templatesOf } from './templates.ts';
import { reportClosed, variableValues } from './variables.ts';

/** The chart of a project: the objects of the kubernetes plan, with values where users of charts expect them. */
export function emit(conversion: Conversion): readonly OutputFile[] {
  const wanted = keptByChoice(conversion.options, conversion.base.loaded, conversion.report, true);
  const told = planKubernetes(withOptions(conversion, { 'no-namespace': true }));
  if (!conversion.report.failed) checkPlan(told);
  if (conversion.report.failed) return [];
  const picture = (one: Conversion): unknown => {
    const plan = planKubernetes(withOptions(one, { 'no-namespace': true }));
    return one.report.failed ? undefined : pictureOf(plan);
  };
  const closed = new Set<string>();
  for (;;) {
    const marked = openVariables(conversion, (name) => wanted(name) && !closed.has(name), picture);
    const { files, used } = chartFiles(conversion, told, marked);
    // Where no template is evaluated, a mark is left: its variables cannot stay open.
    const left = marked ? files.flatMap(({ content }) => marked.marks.namesIn(content)) : [];
    for (const name of left) closed.add(name);
    if (left.length > 0) continue;
    reportClosed(conversion, wanted, used, marked?.names ?? used);
    return files;
  }
}

const withOptions = (conversion: Conversion, more: OptionValues): Conversion => ({
  ...conversion,
  options: { ...conversion.options, ...more },
});

interface ChartFiles {
  readonly files: readonly OutputFile[];
  /** The variables of the Compose file that are values of the chart. */
  readonly used: ReadonlySet<string>;
}

/** `told`: the plan of the project as it is now. */
function chartFiles(conversion: Conversion, told: KubernetesPlan, marked: OpenVariables | undefined): ChartFiles {
  // Objects of a namespace that no project has, so that templates know where the release's is to be written.
  const namespace = unusedWord(JSON.stringify([told.workloads, told.access, told.configMaps, told.secrets]));
  const source = marked?.conversion ?? silentConversion(conversion);
  const plan = planKubernetes(withOptions(source, { namespace }));

  const chart = chartOf(plan, namespace, conversion, marked);
  const templates = templatesOf(chart);
  const used = chart.open.used;
  const inSecrets = new Set([...chart.open.usedInSecrets].filter((name) => !used.has(name)));
  const variables = variableValues(conversion, new Set([...used, ...inSecrets]), inSecrets);
  chart.values.putFirst(variables.values);
  if (variables.values.length > 0)
    chart.values.group(['variables'], 'Variables of the Compose file; null: it is not set');
  const secrets = secretValues(chart, templates.secrets, variables.secret, conversion.salt);
  const test = testFile(chart);
  const build = buildScript(told.context, conversion);
  const version = conversion.options['chart-version'];
  const file = (path: string, content: string, mode = 0o644): OutputFile => ({ path, content, mode });
  const files = [
    file('Chart.yaml', chartYaml(chart, typeof version === 'string' && version !== '' ? version : '0.1.0')),
    file(
      'values.yaml',
      chart.values.print(`The values of chart ${chart.name}, with their places in the Compose file.`),
    ),
    ...secrets,
    file('values.schema.json', `${JSON.stringify(chart.values.schema(), undefined, 2)}\n`),
    file('README.md', readme(chart)),
    file('.helmignore', helmIgnore),
    file('templates/_helpers.tpl', helpersFile(chart, variables.values.length > 0)),
    file('templates/NOTES.txt', notesFile(chart)),
    ...templates.files,
    ...(test === undefined ? [] : [file('templates/tests/test-connection.yaml', test)]),
    ...(build === undefined ? [] : [file('build.sh', build, 0o755)]),
  ];
  return { files, used: new Set([...used, ...inSecrets]) };
}

/** A word that occurs nowhere: a legal name. */
function unusedWord(texts: string): string {
  let word = 'releasens';
  while (texts.includes(word)) word += 'x';
  return word;
}
