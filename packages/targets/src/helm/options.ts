import { kubernetesOptions } from '../kubernetes/options.ts';
import type { TargetOption } from '../target.ts';

/** The file with the secret values of the project, which templates read and Git ignores. */
export const secretValuesFile = 'secret-values.yaml';

/** Helm decides the namespace, templates have no JSON form, and values.yaml has the places of the Compose file anyway. */
const notOfCharts: ReadonlySet<string> = new Set(['namespace', 'no-namespace', 'json', 'annotate']);

export const helmOptions: readonly TargetOption[] = [
  {
    name: 'chart-version',
    type: 'string',
    value: 'VERSION',
    default: '0.1.0',
    description: 'version of the chart, in Chart.yaml',
  },
  {
    name: 'keep',
    type: 'list',
    value: 'NAME',
    description:
      'variables of the Compose file that become values of the chart: all that can, none, or names (default: all)',
  },
  ...kubernetesOptions.filter(({ name }) => !notOfCharts.has(name)).map(ofCharts),
];

/** Traefik's annotation names the namespace of its middlewares, which a chart learns when it is installed. */
function ofCharts(option: TargetOption): TargetOption {
  if (option.name !== 'ingress-controller' || !('choices' in option)) return option;
  return { ...option, choices: (option.choices ?? []).filter((name) => name !== 'traefik') };
}
