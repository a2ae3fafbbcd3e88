import type { Surroundings } from '../surroundings.ts';

/** Puts colour into words for people, or leaves them as they are. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const painted = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const plain = (text: string) => text;

const colours: Style = {
  bold: painted(1, 22),
  dim: painted(2, 22),
  red: painted(31, 39),
  yellow: painted(33, 39),
  green: painted(32, 39),
  cyan: painted(36, 39),
};
const noColours: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

/**
 * Whether to use colour: `NO_COLOR` (any text) says no, `FORCE_COLOR` (any but `0` and `false`) says yes, else only a
 * terminal that is not `dumb` gets colour. Source: no-color.org, force-color.org.
 */
function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

export const styleFor = (colour: boolean): Style => (colour ? colours : noColours);

/** Whether a stream gets colour. */
export const wantsColourOn = ({ host, terminal }: Surroundings, stream: 'out' | 'err'): boolean =>
  wantsColour(host.env, terminal[stream]);

/** The style for what is written to a stream. */
export const styleOn = (around: Surroundings, stream: 'out' | 'err'): Style => styleFor(wantsColourOn(around, stream));
