import type { Report } from '../../report/report.ts';
import type { Node } from '../../tree/node.ts';
import { nodeAt } from '../../tree/node.ts';
import { textAt } from './rule.ts';

/** No two of the services that are kept have the same container name. */
export function containerNames(services: ReadonlyMap<string, Node>, report: Report): void {
  const named = new Map<string, { readonly service: string; readonly node: Node }>();
  for (const [service, settings] of services) {
    const node = nodeAt(settings, ['container_name']);
    const name = textAt(settings, ['container_name']);
    if (!node || name === '') continue;
    const other = named.get(name);
    if (!other) {
      named.set(name, { service, node });
      continue;
    }
    report.add({
      code: 'duplicate-container-name',
      message: `the container name "${name}" is already in use by service "${other.service}"`,
      path: ['services', service, 'container_name'],
      span: node.origin.span,
      related: [{ message: `the name of "${other.service}"`, span: other.node.origin.span }],
    });
  }
}
