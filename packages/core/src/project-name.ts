import { interpolate } from './interpolate/interpolate.ts';
import { scalarText } from './tree/scalar-text.ts';
import type { Environment, Loading } from './loading.ts';
import { loaderReport } from './report.ts';
import type { MapNode, Node } from './tree/node.ts';
import { isMap, map } from './tree/node.ts';
import { baseName } from './values/path.ts';
import { isProjectName, normalizeProjectName } from './values/project-name.ts';

/**
 * The name of the project: `-p`, else `COMPOSE_PROJECT_NAME`, else the last `name:` of the files, else the directory's
 * name. The first two must be legal; the others are made so. Empty when there is none; undefined after an error.
 * Source: Compose file, "Version and name top-level elements".
 */
export function projectName(
  loading: Loading,
  files: readonly Node[],
  directory: string,
  environment: Environment,
): string | undefined {
  const chosen = loading.options.projectName || environment.get('COMPOSE_PROJECT_NAME');
  if (chosen) {
    if (isProjectName(chosen)) return chosen;
    loading.report.add({
      code: 'project-name',
      message: `the project name "${chosen}" must hold only a-z, 0-9, _ and -, and start with a letter or digit`,
      ...(normalizeProjectName(chosen) && { hint: `"${normalizeProjectName(chosen)}" would be legal` }),
    });
    return undefined;
  }
  const written = files.map(nameIn).findLast((node) => node !== undefined);
  if (!written) return normalizeProjectName(baseName(directory));
  const name = valueOf(loading, written, environment);
  if (name === undefined) return undefined;
  if (normalizeProjectName(name) !== '') return normalizeProjectName(name);
  loading.report.add({
    code: 'project-name',
    message: 'the project name must not be empty',
    path: ['name'],
    span: written.origin.span,
  });
  return undefined;
}

function nameIn(file: Node): Node | undefined {
  const name = isMap(file) ? file.entries.get('name') : undefined;
  return name?.kind === 'scalar' && name.value !== null && name.value !== '' ? name : undefined;
}

/** The name with its variables filled in; they are reported when the file itself is interpolated, but errors now. */
function valueOf(loading: Loading, node: Node, environment: Environment): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (typeof node.value !== 'string') return scalarText(node);
  if (loading.options.interpolate === false) return node.value;
  const file: MapNode = map([['name', node]], node.origin);
  const report = loaderReport();
  const lookup = (name: string): string | undefined => environment.get(name);
  const filled = interpolate(file, { report, lookup, variables: new Map() }).entries.get('name');
  if (report.failed) {
    loading.report.take(report.diagnostics.filter((problem) => problem.severity === 'error'));
    return undefined;
  }
  return filled?.kind === 'scalar' ? scalarText(filled) : undefined;
}
