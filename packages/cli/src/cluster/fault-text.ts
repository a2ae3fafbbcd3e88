import type { Fault } from '@transpose/cluster';
import type { LoadResult, Path, Position } from '@transpose/core';
import { positionOf, shownText } from '@transpose/core';
import { objectName } from '@transpose/targets';
import type { Style } from '../print/style.ts';

/** The file, line and column of what a fault lies in. */
export function faultPlace({ path }: Fault, loaded: LoadResult): ({ readonly file: string } & Position) | undefined {
  const origin = loaded.origins.nearest(inProject(path, loaded));
  const span = origin?.key ?? origin?.span;
  return span && { file: span.source.file, ...positionOf(span.source, span.start) };
}

/** The path in the project of what is named by its object. */
function inProject([section = '', name = '', ...rest]: readonly string[], { project }: LoadResult): Path {
  const names = Object.keys(project?.[section as 'services' | 'volumes'] ?? {});
  const steps = rest.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return [section, names.includes(name) ? name : (names.find((one) => objectName(one) === name) ?? name), ...steps];
}

/** A fault for people: what, where, the words of the cluster, what to do. */
export function faultText(fault: Fault, loaded: LoadResult, style: Style): string {
  const place = faultPlace(fault, loaded);
  return [
    `${style.red('error')}: ${style.bold(shownText(fault.what))}`,
    ...(place ? [`  ${style.cyan('-->')} ${shownText(place.file)}:${place.line}:${place.column}`] : []),
    ...fault.details.map((line) => `  ${style.dim('|')} ${shownText(line)}`.trimEnd()),
    `  ${style.green('help')}: ${shownText(fault.hint)}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
