import type { KubernetesPlan } from '../../kubernetes/plan.ts';
import type { OpenVariables } from '../../shared/variables/open-variables.ts';
import type { Conversion, OptionValues } from '../../target.ts';
import type { Chart, ChartForm } from '../chart/chart.ts';
import { chartOf } from '../chart/chart.ts';
import type { Templates } from '../templates/templates.ts';
import { templatesOf } from '../templates/templates.ts';
import type { VariableValues } from './variables.ts';
import { variableValues } from './variables.ts';

/** The chart of one form of the project: as it is, of an environment, or with a profile. */
export interface Form {
  readonly chart: Chart;
  readonly templates: Templates;
  readonly variables: VariableValues;
  /** The variables of the Compose file that are values of the chart. */
  readonly used: ReadonlySet<string>;
}

export const withOptions = (conversion: Conversion, more: OptionValues): Conversion => ({
  ...conversion,
  options: { ...conversion.options, ...more },
});

/** `namespace`: a name that no project has, so that templates know where that of the release is to be written. */
export function formOf(
  conversion: Conversion,
  plan: KubernetesPlan,
  marked: OpenVariables | undefined,
  namespace: string,
  form: ChartForm,
): Form {
  const chart = chartOf(plan, namespace, conversion, marked, form);
  const templates = templatesOf(chart);
  const inSecrets = new Set([...chart.open.usedInSecrets].filter((name) => !chart.open.used.has(name)));
  const used = new Set([...chart.open.used, ...inSecrets]);
  return { chart, templates, used, variables: variableValues(conversion, used, inSecrets) };
}
