import { loadProject, memoryHost } from '@transpose/core';
import type { ConversionResult } from '../convert.ts';
import { convert } from '../convert.ts';
import { dockerRun } from './index.ts';
import type { OptionValues } from '../target.ts';

/** What the target for run scripts makes of a project in `/project`. */
export function runScriptOf(
  compose: string,
  options: OptionValues = {},
  {
    env = {},
    files = {},
  }: { readonly env?: Readonly<Record<string, string>>; readonly files?: Readonly<Record<string, string>> } = {},
): { readonly at: (path: string) => string; readonly lost: readonly string[]; readonly result: ConversionResult } {
  const host = memoryHost({ files: { '/project/compose.yaml': compose, ...files }, cwd: '/project', env });
  const loaded = loadProject(host);
  const result = convert({ host, loaded, target: dockerRun, options });
  return {
    at: (path) => result.files.find((file) => file.path === path)?.content ?? '',
    lost: result.account.entries.flatMap(({ path, support }) =>
      support.kind === 'approximated'
        ? [`~ ${path.join('.')}: ${support.difference}`]
        : support.kind === 'dropped'
          ? [`- ${path.join('.')}: ${support.reason}`]
          : [],
    ),
    result,
  };
}
