import type { Host, LoadResult, MemoryEntry, Node } from '@transpose/core';
import { configData, fixProject, isMap, isSeq, jsonText, loadProject, memoryHost } from '@transpose/core';
import type { Target } from '@transpose/targets';
import { convert, targets } from '@transpose/targets';

/** What a project's files must hold to, whatever is in them and for each target. Returns which law is broken, or nothing. */
export function brokenLaw(
  files: Readonly<Record<string, MemoryEntry>>,
  among: readonly Target[] = targets,
): string | undefined {
  const host = memoryHost({ files, cwd: '/project', env: { HOME: '/home/user', A: 'a' } });
  try {
    const loaded = loadProject(host, { files: ['compose.yaml'] });
    const hasError = loaded.diagnostics.some(({ severity }) => severity === 'error');
    const fix = fixLaw(host, hasError);
    if (fix !== undefined) return fix;
    if (!loaded.project) return hasError ? undefined : 'failed without an error';
    return broken(files, loaded, among);
  } catch (error) {
    return `threw ${(error as Error).stack ?? String(error)}`;
  }
}

/** What `fix` alone must hold to. */
export function brokenFix(files: Readonly<Record<string, MemoryEntry>>): string | undefined {
  const host = memoryHost({ files, cwd: '/project', env: { HOME: '/home/user', A: 'a' } });
  const { diagnostics } = loadProject(host, { files: ['compose.yaml'] });
  return fixLaw(
    host,
    diagnostics.some(({ severity }) => severity === 'error'),
  );
}

/** `fix` leaves files without errors alone, and finds nothing to do in what it wrote. */
function fixLaw(host: Host, hasError: boolean): string | undefined {
  const { fixed } = fixProject(host, { files: ['compose.yaml'] });
  if (fixed.length === 0) return undefined;
  if (!hasError) return `fix changes a valid file: ${fixed[0]?.mended[0]?.code}`;
  const written = new Map(fixed.map(({ path, bytes }) => [path, bytes]));
  const readFile: Host['readFile'] = (path) => {
    const value = written.get(path);
    return value ? { ok: true, value } : host.readFile(path);
  };
  const again = fixProject({ ...host, readFile }, { files: ['compose.yaml'] }).fixed;
  return again.length === 0 ? undefined : `fix is not done after a run: ${again[0]?.mended[0]?.code}`;
}

function broken(
  files: Readonly<Record<string, MemoryEntry>>,
  loaded: LoadResult,
  among: readonly Target[],
): string | undefined {
  const printed = printedOf(loaded);
  const around = (path: string, text: string) =>
    memoryHost({
      files: { ...files, [`/project/${path}`]: text },
      cwd: '/project',
      env: { HOME: '/home/user', A: 'a' },
    });

  const empty = loadProject(around('empty.yaml', '{}\n'), { files: ['compose.yaml', 'empty.yaml'] });
  // Names in lists are checked only when a merge has made them keys: so does Docker.
  const named = empty.diagnostics.some(({ code }) => code === 'invalid-name');
  if (!named && (!empty.project || printedOf(empty) !== printed)) return 'an empty override changes it';

  const host = around('printed.json', printed);
  if (isPrintedWhole(loaded, printed)) {
    const again = loadProject(host, { files: ['printed.json'], profiles: ['*'] });
    // It leaves out hooks without a command, which are then refused.
    const bareHook = again.diagnostics.some(
      ({ code, message }) => code === 'missing-key' && message.endsWith('`command`'),
    );
    if (!again.project && !bareHook) return `what it prints does not load: ${again.diagnostics[0]?.message}`;
    if (again.project && printedOf(again) !== printed) return 'what it prints loads as something else';
  }
  for (const target of among) convert({ host, loaded, target });
  return undefined;
}

/**
 * Docker's own print of some projects does not load again, and ours is the same: it leaves out empty texts (an empty
 * `context` then gets a default), prints an empty name of a list (`- =x`), an address with a comma (`a=1,2` are two when
 * it is read again), a port's target of 0, and optional dependencies on services that are switched off; it doubles dollar signs in keys, where none is halved, and writes negative modes in a form
 * that it refuses.
 */
function isPrintedWhole({ project, tree }: LoadResult, printed: string): boolean {
  const services = Object.values(project?.services ?? {});
  const dangling = services.some(({ depends_on }) => Object.keys(depends_on).some((name) => !project?.services[name]));
  const unreadable = /"(?:[^"\\]|\\.)*\$\$(?:[^"\\]|\\.)*": |"mode": "0-|"": /.test(printed);
  const hosts = services.flatMap(({ extra_hosts, build }) => [extra_hosts, build?.extra_hosts ?? {}]);
  const listed = hosts.some((named) =>
    Object.values(named)
      .flat()
      .some((address) => address.includes(',')),
  );
  const targetless = services.some(({ ports }) => ports.some(({ target }) => target === 0));
  return !dangling && !listed && !targetless && !unreadable && !holdsEmptyText(tree);
}

const holdsEmptyText = (node: Node | undefined): boolean =>
  isMap(node)
    ? [...node.entries.values()].some(holdsEmptyText)
    : isSeq(node)
      ? node.items.some(holdsEmptyText)
      : node?.value === '';

/** The project as `config` prints it, all of it: what the YAML form holds, as JSON that is YAML too. */
function printedOf({ tree }: LoadResult): string {
  const printed = tree ? jsonText(configData(tree, { format: 'yaml' })) : '';
  return printed.replace(yamlBreaks, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

/** What YAML reads as a line break or takes away where it is bare, and JSON does not. */
const yamlBreaks = /[\u007F-\u009F\u2028\u2029\uFEFF]/g;
