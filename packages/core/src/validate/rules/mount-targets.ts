import type { Node, Path } from '../../tree/node.ts';
import { isSeq, isString, nodeAt, pathText } from '../../tree/node.ts';
import type { ServiceRule } from './rule.ts';

/** Each path in the container is mounted once. */
export const mountTargets: ServiceRule = ({ service, path, report }) => {
  const mounted = new Map<string, { readonly node: Node; readonly path: Path }>();
  const mount = (target: string, node: Node, at: Path): void => {
    const earlier = mounted.get(target);
    if (!earlier) {
      mounted.set(target, { node, path: at });
      return;
    }
    report.add({
      code: 'duplicate-target',
      message: `"${target}" is already mounted as ${pathText(earlier.path)}`,
      path: [...path, ...at],
      span: node.origin.span,
      related: [{ message: 'the other mount', span: earlier.node.origin.span }],
    });
  };
  const tmpfs = service.entries.get('tmpfs');
  for (const [index, item] of isSeq(tmpfs) ? tmpfs.items.entries() : []) {
    if (isString(item)) mount(item.value.split(':')[0] ?? '', item, ['tmpfs', index]);
  }
  const volumes = service.entries.get('volumes');
  for (const [index, item] of isSeq(volumes) ? volumes.items.entries() : []) {
    const target = nodeAt(item, ['target']);
    if (isString(target)) mount(target.value, item, ['volumes', index]);
  }
};
