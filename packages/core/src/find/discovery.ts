import type { Host } from '../host/host.ts';
import { absolute, hostForm } from '../host/host-path.ts';
import type { Environment, Loading } from '../loading.ts';
import { displayName } from '../read/read-source.ts';
import { directoryOf, expandHome, joinPath } from '../values/path.ts';

/** Names of Compose files, in the order in which one is chosen. */
export const mainFileNames: readonly string[] = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
];

const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The files that `-f` or `COMPOSE_FILE` name, absolute, `-` for standard input. Undefined: they must be found. */
export function namedFiles(loading: Loading, environment: Environment): readonly string[] | undefined {
  const { host, options } = loading;
  if (options.files?.length) return options.files.map((file) => absolute(host, file));
  const list = environment.get('COMPOSE_FILE');
  // Set but empty it names the working directory, which then cannot be read, as Docker Compose does.
  if (list === undefined) return undefined;
  return list
    .split(environment.get('COMPOSE_PATH_SEPARATOR') || (host.paths?.listSeparator ?? ':'))
    .map((file) => absolute(host, file));
}

/**
 * The Compose file of a directory or of the nearest one above it, and the override beside it.
 * Source: Docker Compose CLI, "Specifying the path to a single Compose file".
 */
export function foundFiles(loading: Loading, start: string): readonly string[] | undefined {
  for (let folder = start; ; folder = directoryOf(folder)) {
    const main = choice(loading, folder, mainFileNames);
    if (main !== undefined) {
      const override = choice(loading, folder, overrideNames);
      return override === undefined ? [main] : [main, override];
    }
    if (folder === '/' || folder === directoryOf(folder)) return undefined;
  }
}

function choice(loading: Loading, folder: string, names: readonly string[]): string | undefined {
  const present = names
    .map((name) => joinPath(folder, name))
    .filter((path) => loading.host.realPath(path) !== undefined);
  const [chosen] = present;
  if (chosen !== undefined && present.length > 1) {
    const all = present.map((path) => displayName(loading, path)).join(', ');
    loading.report.add({
      code: 'several-files',
      message: `of ${all} only ${displayName(loading, chosen)} is read`,
      file: displayName(loading, chosen),
      hint: 'name the files with -f, or remove those that are not meant',
    });
  }
  return chosen;
}

/** The project directory, absolute. `files` are those that were named or found so far. */
export function projectDirectory({ host, options }: Loading, files: readonly string[] = []): string {
  if (options.projectDirectory) return absolute(host, options.projectDirectory);
  const first = files.find((file) => file !== '-');
  return first === undefined ? joinPath(host.cwd) : directoryOf(first);
}

export function absoluteWithHome(host: Host, path: string, home: string | undefined): string {
  return absolute(host, expandHome(hostForm(host, path), home));
}
