import type { Surroundings } from '../surroundings.ts';
import { plugInName } from './named.ts';

/** What has to be loaded before the command line can be read: options of plug-ins are flags, too. */
export interface Wanted {
  /** Values of `-t` that name plug-ins. */
  readonly names: readonly string[];
  /** The configuration files of the working directory. */
  readonly configs: readonly string[];
}

/** In the order in which they are looked for; two of them at once are an error. */
const configNames = ['transpose.config.json', 'transpose.config.mjs', 'transpose.config.ts'] as const;

/** A shell that completes a word must run no code. */
const completing = ['completion', '__complete'];

/** Looks for plug-ins and a configuration file; undefined: there are none, as mostly. */
export function wantedPlugIns(words: readonly string[], { host }: Surroundings): Wanted | undefined {
  if (completing.includes(words[0] ?? '')) return undefined;
  const end = words.indexOf('--');
  const given = end < 0 ? words : words.slice(0, end);
  const names = valuesOfTarget(given).filter((name) => plugInName(name) !== undefined);
  const ignored = given.includes('--no-config') || Boolean(host.env['TRANSPOSE_NO_CONFIG']);
  const directory = host.cwd.replace(/\/$/, '');
  const configs = ignored ? [] : configNames.filter((name) => host.lstat(`${directory}/${name}`) !== undefined);
  return names.length === 0 && configs.length === 0 ? undefined : { names, configs };
}

/** The values of all `-t`, however they are written. */
function valuesOfTarget(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (word === '-t' || word === '--target') return words[index + 1] ?? [];
    return /^(?:--target=|-t(?!-))(.+)/s.exec(word)?.[1] ?? [];
  });
}
