import { interpolate } from '../interpolate/interpolate.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { Environment, Loading } from '../loading.ts';
import { loaderReport } from '../report/report.ts';
import type { MapNode, Node } from '../tree/node.ts';
import { isMap, map } from '../tree/node.ts';
import { quoteMend } from '../fix/value-mends.ts';
import { baseName } from '../values/path.ts';
import { isProjectName, normalizeProjectName } from '../values/project-name.ts';

/**
 * The name of the project: `-p`, else `COMPOSE_PROJECT_NAME`, else the last `name:` of the files, else the directory's
 * name. The first two must be legal; the others are made so. Empty when nothing is left; undefined after an error.
 * Source: Compose file, "Version and name top-level elements".
 */
export function projectName(
  loading: Loading,
  files: readonly (readonly Node[])[],
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
  const written = files.flat().findLast((document) => nameIn(document));
  const node = written && nameIn(written);
  const name = node ? valueOf(loading, node, environment) : '';
  if (name === undefined) return undefined;
  const legal = loading.options.normalize === false ? name : normalizeProjectName(name);
  // A quirk: that there is a name is seen in first documents alone; where it is, the directory does not count.
  // A name with its variables still in it says nothing yet.
  const isWhole = loading.options.interpolate !== false;
  if (node && isWhole && legal !== name && legal !== '') warnOfName(loading, node, name, legal);
  const counts = files.some(([first]) => first && nameIn(first));
  return legal !== '' || counts ? legal : normalizeProjectName(baseName(directory));
}

function warnOfName({ report }: Loading, node: Node, name: string, legal: string): void {
  const message = `the project name "${name}" is read as "${legal}"`;
  const hint = `write \`name: ${legal}\``;
  report.add({ code: 'misread-value', message, path: ['name'], span: node.origin.span, hint });
}

function nameIn(file: Node): Node | undefined {
  const name = isMap(file) ? file.entries.get('name') : undefined;
  return name?.kind === 'scalar' && name.value !== null && name.value !== '' ? name : undefined;
}

/** The name with its variables filled in; they are reported when the file itself is interpolated, but errors now. */
function valueOf(loading: Loading, node: Node, environment: Environment): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (node.type === 'timestamp') {
    const message = 'the name of the project must be a string, and is a date';
    const mend = quoteMend(node, true);
    loading.report.add({
      code: 'wrong-type',
      message,
      path: ['name'],
      span: node.origin.span,
      ...(mend ? { mend, hint: 'put it in quotes' } : {}),
    });
    return undefined;
  }
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
