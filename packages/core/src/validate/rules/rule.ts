import type { Report } from '../../report/report.ts';
import type { MapNode, Node, Path } from '../../tree/node.ts';
import { nodeAt } from '../../tree/node.ts';

/** What a rule about one active service may look at. */
export interface ServiceView {
  readonly name: string;
  readonly service: MapNode;
  /** `['services', name]` */
  readonly path: Path;
  readonly project: ProjectView;
  readonly report: Report;
}

/** The parts of the whole project, each by name. */
export interface ProjectView {
  readonly services: ReadonlyMap<string, Node>;
  /** Services that no profile switches on. */
  readonly disabled: ReadonlyMap<string, Node>;
  readonly networks: ReadonlyMap<string, Node>;
  readonly volumes: ReadonlyMap<string, Node>;
  readonly secrets: ReadonlyMap<string, Node>;
  readonly configs: ReadonlyMap<string, Node>;
  readonly models: ReadonlyMap<string, Node>;
}

/** A rule about one active service; it reports what breaks it. */
export type ServiceRule = (view: ServiceView) => void;

/** The place to point at for a value: its key, where it has one. */
export const placeOf = (node: Node): NonNullable<Node['origin']['key']> => node.origin.key ?? node.origin.span;

/** The number at a path, or undefined. */
export function numberAt(node: Node | undefined, path: Path): number | undefined {
  const found = nodeAt(node, path);
  if (found?.kind !== 'scalar') return undefined;
  return typeof found.value === 'number' || typeof found.value === 'bigint' ? Number(found.value) : undefined;
}

/** The string at a path; empty when there is none. */
export function textAt(node: Node | undefined, path: Path): string {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : '';
}
