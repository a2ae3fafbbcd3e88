import type { LoadResult, MemoryEntry, Node } from '@transpose/core';
import { configData, fixProject, isMap, isSeq, jsonText, loadProject, memoryHost } from '@transpose/core';
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
  const around = (path: string, text: string) =>
    memoryHost({
      files: { ...files, [`/project/${path}`]: text },
      cwd: '/project',
      env: { HOME: '/home/user', A: 'a' },
    });

  const empty = loadProject(around('empty.yaml', '{}\n'), { files: ['compose.yaml', 'empty.yaml'] });
  if (!empty.project || printedOf(empty) !== printed) return 'an empty override changes it';

  const host = around('printed.json', printed);
  if (isPrintedWhole(loaded, printed)) {
    const again = loadProject(host, { files: ['printed.json'], profiles: ['*'] });
    if (!again.project) return `what it prints does not load: ${again.diagnostics[0]?.message}`;
    if (printedOf(again) !== printed) return 'what it prints loads as something else';
  }
  for (const target of targets) convert({ host, loaded, target });
  return undefined;
}

/**
 * Docker's own print of some projects does not load again, and ours is the same: it leaves out empty texts (an empty
 * `context` then gets a default), prints an empty name of a list (`- =x`), and optional dependencies on services that
 * are switched off.
 */
function isPrintedWhole({ project, tree }: LoadResult, printed: string): boolean {
  const services = Object.values(project?.services ?? {});
  const dangling = services.some(({ depends_on }) => Object.keys(depends_on).some((name) => !project?.services[name]));
  return !dangling && !printed.includes('"": ') && !holdsEmptyText(tree);
}

const holdsEmptyText = (node: Node | undefined): boolean =>
  isMap(node)
    ? [...node.entries.values()].some(holdsEmptyText)
    : isSeq(node)
      ? node.items.some(holdsEmptyText)
      : node?.value === '';

/** The project as `config` prints it, all of it: what the YAML form holds, written as JSON. */
function printedOf({ tree }: LoadResult): string {
  return tree ? jsonText(configData(tree, { format: 'yaml' })) : '';
}
