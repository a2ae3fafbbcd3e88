import type { LogLine } from '@transpose/cluster';
import { shownText } from '@transpose/core';
import { maskedText } from '../print/masked-surroundings.ts';
import { wantsColourOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';

/** In the order in which `docker compose` gives them to services. */
const colours = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

export interface LogForm {
  readonly prefix: boolean;
  readonly timestamps: boolean;
}

/** Writes lines of logs as `docker compose logs` does, each with the name of its service; secrets of the project masked. */
export function logPrinter(around: Surroundings, services: readonly string[], form: LogForm): (line: LogLine) => void {
  const width = Math.max(0, ...services.map((name) => name.length));
  const order = new Map(services.map((name, index) => [name, index]));
  const isColoured = wantsColourOn(around, 'out');
  return ({ service, time, text }) => {
    if (!order.has(service)) order.set(service, order.size);
    const name = `${service.padEnd(width)} | `;
    const colour = colours[(order.get(service) ?? 0) % colours.length];
    const prefix = form.prefix ? (isColoured ? `\u001b[${colour}m${name}\u001b[0m` : name) : '';
    const line = shownLine(maskedText(around, text), isColoured);
    around.out(`${prefix}${form.timestamps ? `${time} ` : ''}${line}\n`);
  };
}

const colouring = /(\u001b\[[\d;:]*m)/;

/** What runs may colour its own line, where there are colours; it may neither move the cursor nor colour what follows. */
function shownLine(text: string, isColoured: boolean): string {
  const parts = text.split(colouring);
  const shown = parts.map((part, index) => (index % 2 === 1 ? (isColoured ? part : '') : withTabs(part)));
  return shown.join('') + (isColoured && parts.length > 1 ? '\u001b[0m' : '');
}

const withTabs = (text: string): string => text.split('\t').map(shownText).join('\t');
