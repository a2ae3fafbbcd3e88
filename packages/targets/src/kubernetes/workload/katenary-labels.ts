import type { Severity } from '../../account/severity.ts';
import { table } from '../../shared/formats/table.ts';

/** What to write instead of a label of Katenary, and what not reading it means. */
export interface KatenaryRow {
  readonly instead: string;
  readonly severity: Severity;
}

/** The labels of Katenary by their names behind the prefix. Source: its documentation, "Labels". */
export const katenaryRows: Readonly<Record<string, KatenaryRow>> = table({
  'configmap-files': {
    instead: 'Leave it out: files of the project that are mounted are ConfigMaps',
    severity: 'cosmetic',
  },
  cronjob: { instead: 'Set x-transpose: {schedule: "0 3 * * *"}, and command', severity: 'breaks' },
  dependencies: {
    instead: 'Set x-transpose: {kind: none}, and add the chart to Chart.yaml in a copy of the output',
    severity: 'differs',
  },
  description: { instead: 'Leave it out, or write it into README.md', severity: 'cosmetic' },
  'env-from': { instead: 'Write the variables into an env_file of both services', severity: 'breaks' },
  'exchange-volumes': {
    instead: 'Mount one named volume in both services, with x-transpose: {populate: true} for what the image has there',
    severity: 'breaks',
  },
  'health-check': { instead: 'Write a healthcheck, or set x-transpose: {probes: {liveness: …}}', severity: 'differs' },
  ignore: { instead: 'Set x-transpose: {kind: none}', severity: 'differs' },
  ingress: { instead: 'Write the label kompose.service.expose: HOST', severity: 'breaks' },
  'main-app': { instead: 'Leave it out: the chart has the name of the project', severity: 'cosmetic' },
  'map-env': { instead: 'Write the values into an override file, given with -f', severity: 'breaks' },
  ports: { instead: 'Write expose', severity: 'differs' },
  'same-pod': { instead: 'Write network_mode: service:NAME, which does it under Docker as well', severity: 'breaks' },
  secrets: { instead: 'Set x-transpose: {secrets: [NAME]}', severity: 'loses' },
  values: {
    instead: 'Leave it out: charts have a value for each variable ${NAME} of the Compose file',
    severity: 'differs',
  },
  'values-from': { instead: 'Write the variable ${NAME} at both places', severity: 'differs' },
});

/** What is said of a label; undefined: it is not one of Katenary. */
export function katenaryRow(key: string): KatenaryRow | undefined {
  const name = /^katenary\.(?:v\d+|io)\/(.*)$/s.exec(key)?.[1];
  if (name === undefined) return undefined;
  return katenaryRows[name] ?? { instead: 'Leave it out', severity: 'differs' };
}
