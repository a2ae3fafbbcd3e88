import type { Emitted, NextStep } from '../../target.ts';
import { installerName } from './installed-file.ts';

/** Installing, and a look at what runs. */
export function installSteps({ project, options }: Emitted): readonly NextStep[] {
  const user = options['scope'] === 'user';
  return [
    { why: 'install and start the units', words: [...(user ? [] : ['sudo']), 'sh', { file: installerName }] },
    {
      why: 'see what runs',
      words: ['systemctl', ...(user ? ['--user'] : []), 'list-units', `${project.name}-*`, `${project.name}.target`],
    },
  ];
}
