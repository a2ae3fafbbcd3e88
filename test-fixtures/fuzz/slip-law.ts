import type { ConfigData, Host, LoadResult } from '@transpose/core';
import { configData, fixProject, jsonText, loadProject, memoryHost } from '@transpose/core';
import type { Files } from './projects.ts';
import { randomFrom } from './random.ts';
import { slipped } from './slip.ts';

/** What `fix` did with a project in which somebody made a slip. */
export type Outcome =
  /** The file with the slip is read without errors, or the slip changed nothing: there is nothing to fix. */
  | 'reads'
  /** It is refused before and after. */
  | 'refused'
  /** It means what it meant before the slip. */
  | 'restored'
  /** It is read, and means something else: never. */
  | 'changed';

export interface Trial {
  readonly outcome: Outcome;
  readonly kind: string;
  /** The Compose file with the slip, and what `fix` made of it. */
  readonly before: string;
  readonly after: string;
}

const main = '/project/compose.yaml';

const hostOf = (files: Files): Host =>
  memoryHost({ files, cwd: '/project', env: { HOME: '/home/user', A: 'a', PATH: '/usr/bin' } });

/** The project as `config` prints it, its keys sorted; undefined when it is refused. */
export function meaningOf(files: Files): string | undefined {
  const { tree }: LoadResult = loadProject(hostOf(files), { files: [main], profiles: ['*'] });
  return tree && jsonText(sorted(configData(tree, { format: 'yaml' })));
}

/** The order of keys means nothing. */
function sorted(data: ConfigData): ConfigData {
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) return (data as readonly ConfigData[]).map(sorted);
  const entries = Object.entries(data).map(([name, value]) => [name, sorted(value)] as const);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Makes a slip in the Compose file of a project that is read as `meaning`, and lets `fix` have it. */
export function slipTrial(files: Files, meaning: string, seed: number): Trial {
  const text = textOf(files[main]);
  const { kind, text: before } = slipped(text, randomFrom(seed));
  const wrong = { ...files, [main]: before };
  if (before === text || meaningOf(wrong) !== undefined) return { outcome: 'reads', kind, before, after: before };
  const { fixed } = fixProject(hostOf(wrong), { files: [main], profiles: ['*'] });
  const written = Object.fromEntries(fixed.map(({ path, bytes }) => [path, bytes]));
  const right = { ...wrong, ...written };
  const after = textOf(right[main]);
  const now = meaningOf(right);
  const outcome = now === undefined ? 'refused' : now === meaning ? 'restored' : 'changed';
  return { outcome, kind, before, after };
}

const textOf = (content: Files[string] | undefined): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(contentOf(content));

const contentOf = (content: Files[string] | undefined): Uint8Array => {
  if (content instanceof Uint8Array) return content;
  const file = content as { readonly content?: Uint8Array } | undefined;
  return file?.content ?? new Uint8Array();
};
