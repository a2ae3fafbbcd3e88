import type { ClusterEvent, ServiceState } from '@transpose/cluster';
import { shownName } from '@transpose/cluster';
import type { LoadResult } from '@transpose/core';
import { shownText } from '@transpose/core';
import { maskedData } from '../print/masked-surroundings.ts';
import type { Style } from '../print/style.ts';
import { styleOn } from '../print/style.ts';
import type { Surroundings } from '../surroundings.ts';
import type { ClusterOptions } from './cluster-options.ts';
import { copyText, isNews } from './copy-text.ts';
import { faultPlace, faultText } from './fault-text.ts';

/** Shows events as they come. */
export type Show = (event: ClusterEvent) => void;

/** How the command line wants events shown: lines that change in place on a terminal, else one line after another. */
export function progressOf(around: Surroundings, loaded: LoadResult, { progress = 'auto' }: ClusterOptions): Show {
  const style = styleOn(around, 'err');
  if (progress === 'json')
    return (event) => around.out(`${JSON.stringify(maskedData(around, eventData(event, loaded)))}\n`);
  if (progress === 'quiet')
    return (event) => {
      if (event.type === 'fault') around.err(faultText(event.fault, loaded, style));
    };
  const inPlace =
    progress === 'tty' || (progress === 'auto' && around.terminal.err && around.host.env['TERM'] !== 'dumb');
  return inPlace ? changingLines(around, loaded, style) : plainLines(around, loaded, style);
}

/** An event as `--progress json` prints it: with the place of a fault. */
const eventData = (event: ClusterEvent, loaded: LoadResult): object => {
  if (event.type !== 'fault') return event;
  const { patience: _, path, ...fault } = event.fault;
  return { type: 'fault', ...fault, path: path.join('.'), ...faultPlace(event.fault, loaded) };
};

function plainLines(around: Surroundings, loaded: LoadResult, style: Style): Show {
  return (event) => around.err(event.type === 'copy' && !isNews(event) ? '' : eventText(event, loaded, style));
}

/** The lines of services and of what is copied stay at the end and change in place; all else is written above them. */
function changingLines(around: Surroundings, loaded: LoadResult, style: Style): Show {
  const lines = new Map<string, string>();
  let shown = 0;
  return (event) => {
    const changes = event.type === 'service' || event.type === 'copy';
    const text = eventText(event, loaded, style);
    if (changes) lines.set(event.type === 'copy' ? `${event.claim} ${event.source}` : event.service, text);
    else if (text === '') return;
    const above = changes ? '' : text;
    const back = shown === 0 ? '' : `\u001b[${shown}A\r\u001b[J`;
    around.err(`${back}${above}${[...lines.values()].join('')}`);
    shown = lines.size;
    // What was ready when the end is told stays as it is.
    if (event.type === 'done') shown = 0;
  };
}

const marks: Readonly<Record<ServiceState, string>> = {
  waiting: '·',
  starting: '·',
  ready: '✔',
  completed: '✔',
  failed: '✘',
};

function serviceText(event: ClusterEvent & { readonly type: 'service' }, style: Style): string {
  const colours = {
    waiting: style.dim,
    starting: style.cyan,
    ready: style.green,
    completed: style.green,
    failed: style.red,
  };
  return ` ${colours[event.state](marks[event.state])} ${event.service.padEnd(20)} ${event.text}\n`;
}

function eventText(event: ClusterEvent, loaded: LoadResult, style: Style): string {
  switch (event.type) {
    case 'applied':
      return event.what === 'unchanged' ? '' : ` ${style.green('+')} ${shownName(event.object)} ${event.what}\n`;
    case 'removed':
      return ` ${style.yellow('-')} ${shownName(event.object)} removed\n`;
    case 'kept':
      return ` ${style.dim('=')} ${shownName(event.object)} stays: ${event.why}\n`;
    case 'copy':
      return copyText(event, style);
    case 'stopped':
      return ` ${style.yellow('-')} ${shownName(event.object)} stopped while its data is copied\n`;
    case 'started':
      return ` ${style.green('+')} ${shownName(event.object)} started again\n`;
    case 'image':
      return ` ${style.cyan('·')} ${shownText(event.image)} ${event.what}\n`;
    case 'warning':
      return `${style.yellow('warning')}: ${shownText(event.text)}\n`;
    case 'retry':
      return `${style.yellow('warning')}: ${event.why}; trying again\n`;
    case 'fault':
      return faultText(event.fault, loaded, style);
    case 'service':
      return serviceText(event, style);
    case 'done':
      return '';
  }
}
