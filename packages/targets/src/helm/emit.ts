import { Report } from '@transpose/core';
import { targetCodes } from '../codes.ts';
import { checkPlan } from '../kubernetes/check/check.ts';
import { buildScript } from '../kubernetes/output/build-script.ts';
import { planKubernetes } from '../kubernetes/plan.ts';
import type { Ledger } from '../ledger.ts';
import type { Conversion, OutputFile } from '../target.ts';
import { chartYaml, helmIgnore, notesFile, readme, testFile } from './chart-files.ts';
import { chartOf } from './chart.ts';
import { helpersFile } from './helpers-file.ts';
import { secretValues } from './secret-values.ts';
import { templatesOf } from './templates.ts';

/** The chart of a project: the objects of the kubernetes plan, with values where users of charts expect them. */
export function emit(conversion: Conversion): readonly OutputFile[] {
  const told = planKubernetes({ ...conversion, options: { ...conversion.options, 'no-namespace': true } });
  if (!conversion.report.failed) checkPlan(told);
  if (conversion.report.failed) return [];
  // Objects of a namespace that no project has, so that templates know where the release's is to be written.
  const namespace = unusedWord(JSON.stringify([told.workloads, told.access, told.configMaps, told.secrets]));
  const plan = planKubernetes(silent({ ...conversion, options: { ...conversion.options, namespace } }));

  const chart = chartOf(plan, namespace, conversion);
  const templates = templatesOf(chart);
  const secrets = secretValues(chart, templates.secrets, conversion.salt);
  const test = testFile(chart);
  const build = buildScript(told.context, conversion);
  const version = conversion.options['chart-version'];
  const file = (path: string, content: string, mode = 0o644): OutputFile => ({ path, content, mode });
  return [
    file('Chart.yaml', chartYaml(chart, typeof version === 'string' && version !== '' ? version : '0.1.0')),
    file(
      'values.yaml',
      chart.values.print(`The values of chart ${chart.name}, with their places in the Compose file.`),
    ),
    ...secrets,
    file('values.schema.json', `${JSON.stringify(chart.values.schema(), undefined, 2)}\n`),
    file('README.md', readme(chart)),
    file('.helmignore', helmIgnore),
    file('templates/_helpers.tpl', helpersFile(chart)),
    file('templates/NOTES.txt', notesFile(chart)),
    ...templates.files,
    ...(test === undefined ? [] : [file('templates/tests/test-connection.yaml', test)]),
    ...(build === undefined ? [] : [file('build.sh', build, 0o755)]),
  ];
}

/** A word that occurs nowhere: a legal name. */
function unusedWord(texts: string): string {
  let word = 'releasens';
  while (texts.includes(word)) word += 'x';
  return word;
}

/** A conversion that says nothing: the account is written by another one of the same project. */
function silent(conversion: Conversion): Conversion {
  const ledger: Ledger = {
    carried() {},
    approximated() {},
    dropped() {},
    resolved() {},
    besides() {},
    note() {},
  };
  return { ...conversion, ledger, report: new Report(targetCodes) };
}
