import type { Emitted, NextStep } from '../target.ts';
import { libraryName, libraryPlace } from './script/library.ts';
import { scriptName, styleOf } from './options.ts';

export const nextSteps = ({ options }: Emitted): readonly NextStep[] => [
  ...(options['library'] === true
    ? [
        {
          why: 'install the library, once per host',
          words: ['sudo', 'install', '-D', '-m', '644', { file: libraryName }, libraryPlace],
        },
      ]
    : []),
  { why: 'start the project', words: ['sh', { file: scriptName }, ...(styleOf(options) === 'lines' ? [] : ['up'])] },
];
