import type { NextStep } from '@transpose/targets';
import { shellQuoted } from '@transpose/targets';
import type { FilePlace } from '../output/output-place.ts';
import type { Style } from './style.ts';

/** The commands that come next, each with what it is for; `stream`: the name of the file that `-o FILE` stands for. */
export function nextStepLines(
  steps: readonly NextStep[],
  place: FilePlace,
  stream: string | undefined,
  style: Style,
): string {
  const above = place.output.endsWith('/') ? place.output : `${place.output}/`;
  const path = (file: string): string => {
    if (place.kind === 'directory') return `${above}${file}`;
    if (file === stream) return place.output;
    return `${place.output.slice(0, place.output.lastIndexOf('/') + 1)}${file}`;
  };
  const lines = steps.map(({ why, words }) => {
    const command = words.map((word) => shellQuoted(typeof word === 'string' ? word : path(word.file))).join(' ');
    return `  ${style.bold(command)}${style.dim(`  # ${why}`)}\n`;
  });
  return lines.length === 0 ? '' : `Next:\n${lines.join('')}`;
}
