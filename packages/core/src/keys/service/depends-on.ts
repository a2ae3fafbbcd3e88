import { changeEntries } from '../../tree/change.ts';
import type { MapNode, Node, Origin } from '../../tree/node.ts';
import { implied, isMap, isSeq, isString, map as mapNode, scalar, text as textNode } from '../../tree/node.ts';
import { refuseForm } from '../expand.ts';
import type { RuleContext } from '../rule.ts';
import { bool, flag, key, map, names, object, oneOf, text, uniqueList, words } from '../type.ts';

export const dependsOn = oneOf(
  uniqueList(text),
  map(
    object(
      {
        condition: key(
          words('service_started', 'service_healthy', 'service_completed_successfully'),
          'What must have happened to the other service before this one starts.',
        ),
        restart: key(flag, 'Restart this service after `docker compose` restarted the other.', {
          since: '2.17.0',
          cast: 'boolean',
          decode: 'boolean',
        }),
        required: key(bool, 'Fail when the other service is not there.', {
          since: '2.20.0',
          cast: 'boolean',
          decode: 'boolean',
          zero: 'always',
        }),
      },
      { required: ['condition'] },
    ),
    { names },
  ),
);

/** What a bare name in `depends_on` stands for. */
export function startedDependency(origin: Origin): MapNode {
  const filled = implied(origin);
  return mapNode(
    [
      ['condition', textNode('service_started', filled)],
      ['required', scalar(true, 'bool', filled)],
    ],
    origin,
  );
}

/** A list of names becomes a map; `required` is filled in. */
export function expandDependsOn(node: Node, context: RuleContext): Node {
  if (isSeq(node)) {
    const entries = new Map<string, Node>();
    for (const item of node.items) if (isString(item)) entries.set(item.value, startedDependency(item.origin));
    return { kind: 'map', entries, origin: node.origin };
  }
  if (!isMap(node)) {
    refuseForm(node, 'a list or a mapping', context);
    return node;
  }
  return changeEntries(node, (dependency) => {
    if (!isMap(dependency) || (dependency.entries.has('condition') && dependency.entries.has('required')))
      return dependency;
    return mapNode([...startedDependency(dependency.origin).entries, ...dependency.entries], dependency.origin);
  });
}
