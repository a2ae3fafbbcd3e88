import type { LoadResult, MemoryEntry } from '@transpose/core';
import { configData, fixProject, jsonText, loadProject, memoryHost } from '@transpose/core';
import { convert, targets } from '@transpose/targets';

/** What a project's files must hold to, whatever is in them. Returns which law is broken, or nothing. */
export function brokenLaw(files: Readonly<Record<string, MemoryEntry>>): string | undefined {
  const host = memoryHost({ files, cwd: '/project', env: { HOME: '/home/user', A: 'a' } });
  try {
    const loaded = loadProject(host, { files: ['compose.yaml'] });
    fixProject(host, { files: ['compose.yaml'] });
    if (!loaded.project) {
      return loaded.diagnostics.some(({ severity }) => severity === 'error') ? undefined : 'failed without an error';
    }
    return broken(files, loaded);
  } catch (error) {
    return `threw ${(error as Error).stack ?? String(error)}`;
  }
}

function broken(files: Readonly<Record<string, MemoryEntry>>, loaded: LoadResult): string | undefined {
  const printed = printedOf(loaded);
  // Docker reads an empty name from a list (`- =x`) and refuses it in the map that it prints.
  if (printed.includes('"": ')) return undefined;
  const environment = { HOME: '/home/user' };
  const again = memoryHost({
    files: { ...files, '/project/printed.json': printed },
    cwd: '/project',
    env: environment,
  });
  const reloaded = loadProject(again, { files: ['printed.json'], profiles: ['*'] });
  if (!reloaded.project) return `what it prints does not load: ${reloaded.diagnostics[0]?.message}`;
  if (printedOf(reloaded) !== printed) return 'what it prints loads as something else';

  const overridden = memoryHost({
    files: { ...files, '/project/empty.yaml': '{}\n' },
    cwd: '/project',
    env: { ...environment, A: 'a' },
  });
  const same = loadProject(overridden, { files: ['compose.yaml', 'empty.yaml'] });
  if (!same.project || printedOf(same) !== printed) return 'an empty override changes it';

  for (const target of targets) convert({ host: again, loaded, target });
  return undefined;
}

/** The project as `config` prints it, all of it: what the YAML form holds, written as JSON. */
function printedOf({ tree }: LoadResult): string {
  return tree ? jsonText(configData(tree, { format: 'yaml' })) : '';
}
