import type { Path } from '../../tree/node.ts';
import { isMap, nodeAt, pathText } from '../../tree/node.ts';
import type { ServiceRule, ServiceView } from './rule.ts';
import { numberAt, placeOf } from './rule.ts';

/** What the service says itself, and the same in `deploy`. */
const pairs: readonly { readonly key: string; readonly block: Path; readonly inside: string }[] = [
  { key: 'cpus', block: ['deploy', 'resources', 'limits'], inside: 'cpus' },
  { key: 'mem_limit', block: ['deploy', 'resources', 'limits'], inside: 'memory' },
  { key: 'mem_reservation', block: ['deploy', 'resources', 'reservations'], inside: 'memory' },
  { key: 'pids_limit', block: ['deploy', 'resources', 'limits'], inside: 'pids' },
];

/** A limit that is given twice has one value. Quirk: a `limits` block without the key counts as zero. */
export const equalLimits: ServiceRule = (view) => {
  const { service } = view;
  for (const { key, block, inside } of pairs) {
    const own = numberAt(service, [key]) ?? 0;
    if (own === 0 || !isMap(nodeAt(service, block))) continue;
    if ((numberAt(service, [...block, inside]) ?? 0) !== own) conflict(view, [key], [...block, inside]);
  }
};

/** `scale` and `deploy.replicas` are the same number, and none is negative. */
export const equalScale: ServiceRule = (view) => {
  const { service, path, report } = view;
  const scale = numberAt(service, ['scale']);
  const replicas = numberAt(service, ['deploy', 'replicas']);
  if (scale !== undefined && replicas !== undefined && scale !== replicas)
    conflict(view, ['scale'], ['deploy', 'replicas']);
  for (const at of [['scale'], ['deploy', 'replicas']]) {
    const node = nodeAt(service, at);
    if (!node || (numberAt(service, at) ?? 0) >= 0) continue;
    report.add({
      code: 'out-of-range',
      message: `${pathText([...path, ...at])} must be 0 or more`,
      path: [...path, ...at],
      span: node.origin.span,
    });
  }
};

/** A container name stands for one container. */
export const oneNamedContainer: ServiceRule = ({ name, service, path, report }) => {
  const given = nodeAt(service, ['container_name']);
  const at = service.entries.has('scale') ? ['scale'] : ['deploy', 'replicas'];
  const count = nodeAt(service, at);
  if (!given || !count || (numberAt(service, at) ?? 1) <= 1) return;
  report.add({
    code: 'conflict',
    message: `service "${name}" has a \`container_name\` and ${String(numberAt(service, at))} containers, whose names must differ`,
    path: [...path, 'container_name'],
    span: placeOf(given),
    related: [{ message: 'the number of containers', span: placeOf(count) }],
    hint: 'remove `container_name`',
  });
};

function conflict({ service, path, report }: ServiceView, own: Path, other: Path): void {
  const here = nodeAt(service, own);
  // The key may be missing in a block that is there.
  const there = nodeAt(service, other) ?? nodeAt(service, other.slice(0, -1));
  if (!here || !there) return;
  report.add({
    code: 'conflict',
    message: nodeAt(service, other)
      ? `\`${pathText(own)}\` and \`${pathText(other)}\` have different values`
      : `\`${pathText(own)}\` is given and \`${pathText(other)}\` is not: in a block that is there it counts as 0, another value`,
    path: [...path, ...own],
    span: here.origin.span,
    related: [
      {
        message: nodeAt(service, other) ? 'the other value' : 'the block in which it is missing',
        span: placeOf(there),
      },
    ],
    hint: nodeAt(service, other) ? 'keep one of them' : `give \`${pathText(other)}\` instead of \`${pathText(own)}\``,
  });
}
