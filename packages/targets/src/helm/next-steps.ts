import type { Emitted, NextStep } from '../target.ts';
import { chartName } from './names.ts';

export function nextSteps({ files, project }: Emitted): readonly NextStep[] {
  const name = chartName(project.name);
  const place = ['--namespace', name];
  return [
    ...(files.some(({ path }) => path === 'build.sh')
      ? [{ why: 'build the images, and push those that name a registry', words: ['sh', { file: 'build.sh' }] }]
      : []),
    {
      why: 'install the chart, or upgrade it',
      words: ['helm', 'upgrade', '--install', name, { file: '' }, ...place, '--create-namespace'],
    },
    { why: 'connect to each Service', words: ['helm', 'test', name, ...place] },
  ];
}
