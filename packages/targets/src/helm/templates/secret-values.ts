import { printYaml } from '../../shared/formats/yaml.ts';
import type { OutputFile } from '../../target.ts';
import type { Chart } from '../chart/chart.ts';
import type { SecretValue } from './configuration.ts';
import { secretValuesFile } from '../options.ts';
import { text, nested } from '../values.ts';

export function secretValues(
  chart: Chart,
  values: readonly Pick<SecretValue, 'path' | 'value'>[],
  variables: Readonly<Record<string, string>>,
  salt: string | undefined,
): readonly OutputFile[] {
  if (chart.secrets.size > 0 && salt !== undefined) {
    const about = `part of the checksums of secret values; ${secretValuesFile} has it`;
    chart.values.add({ path: ['checksumSalt'], value: '', about, schema: text });
  }
  if (values.length === 0 && Object.keys(variables).length === 0) return [];
  const header = [
    `# The secret values of project ${chart.context.project.name}, written by Transpose. The templates read this file; what is`,
    '# given below `secrets:` on the command line goes before it. Keep it out of Git, and do not publish a chart package with it:',
    `# uncomment ${secretValuesFile} in .helmignore, and give it with -f when you install.`,
    ...(values.some(({ value }) => typeof value !== 'string')
      ? [
          '# A list is a text with variables in it: [NAME, OPERATOR, TEXT…] is ${NAME OPERATOR TEXT} of the Compose file.',
        ]
      : []),
    ...(salt === undefined ? [] : [`# Salt: ${salt}   (keep it: a new one restarts the Pods)`]),
  ];
  const data = {
    ...(salt !== undefined && { checksumSalt: salt }),
    ...(Object.keys(variables).length > 0 && { variables }),
    ...nested(values.map(({ path, value }) => [path, value])),
  };
  return [{ path: secretValuesFile, content: `${header.join('\n')}\n${printYaml(data)}`, mode: 0o600 }];
}
