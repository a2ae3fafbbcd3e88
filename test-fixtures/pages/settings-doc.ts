import type { KeyTable, Type } from '@transpose/core';
import { settingsTypes } from '@transpose/core';
import { code, table } from './support-doc.ts';

/** The page on `x-transpose`, in Markdown: its tables are the key table's. */
export function settingsPage(): string {
  return [
    '# x-transpose: what Compose has no word for',
    '',
    'Docker reads no key that starts with `x-`, so a file with these settings stays a Compose file. They are merged like',
    'all other keys (overrides, `extends`, `include`, variables), and checked whatever the target. Kubernetes reads all of them; `schedule`, `secrets`, `plain` and `accept` work with every target.',
    '`accessMode` may be written `access-mode` or `access_mode`. What a file says counts more than an option.',
    '',
    '<!-- Made from packages/core/src/keys/x-transpose.ts by `npm run docs`: edit that. -->',
    '',
    '## Of a service',
    '',
    ...keys(settingsTypes.service.keys),
    '',
    'A service in the Pod of another (`network_mode: service:NAME`) has no settings of the Pod: they belong to that one.',
    '',
    '## Of a top-level volume',
    '',
    ...keys(settingsTypes.volume.keys),
    '',
    '## Of the project',
    '',
    ...keys(settingsTypes.project.keys),
    '',
    '## Accepted losses',
    '',
    '`accept` names keys whose loss or difference is known and meant, each with the reason. Of a service and a volume they are its own keys',
    '(`deploy.placement`), of the project whole paths (`services.web.ports[0]`); all below is accepted with it.',
    'Accepted uses are counted by themselves, are in no report for others, and do not fail `--strict`.',
    '',
    '```yaml',
    'services:',
    '  web:',
    '    image: nginx:1.29',
    '    cgroup_parent: limited.slice',
    '    x-transpose:',
    '      accept:',
    '        cgroup_parent: the nodes limit all Pods',
    '```',
    '',
    '## Patches',
    '',
    'A patch changes an emitted object as `kubectl patch` does (strategic merge). Under a service, `Deployment` is the object',
    'of that kind with the service’s own name, any other is `Kind/name`; at the top level the name is needed but for',
    '`Namespace`. A Job is named without its hash.',
    '',
    '```yaml',
    'services:',
    '  web:',
    '    image: nginx:1.27',
    '    ports: ["8080:80"]',
    '    x-transpose:',
    '      patches:',
    '        Deployment:',
    '          spec:',
    '            template:',
    '              spec:',
    '                priorityClassName: high',
    '                containers:',
    '                - name: web',
    '                  env:',
    '                  - {name: REGION, value: eu}',
    '        Service/web-published:',
    '          spec:',
    '            loadBalancerSourceRanges: [10.0.0.0/8]',
    '```',
    '',
    '- Containers, variables, ports, mounts and volumes are changed by their name, number or path; what is new comes after',
    '  the others. Other lists are replaced as a whole.',
    '- `null` removes a field, `$patch: delete` an item or an object, `$patch: replace` keeps nothing of what was there.',
    '- A patch of an object that is not written, of a field that the API does not have, or with an illegal outcome is an',
    '  error at its place. What it refers to may exist in the cluster already: that is noted.',
    '- A `$` is written `$$`, as everywhere in a Compose file.',
    '',
  ].join('\n');
}

function keys(rows: KeyTable): readonly string[] {
  return table(['Key', 'Takes', 'What it is'], rowsOf(rows, '', new Map()));
}

/** `described`: where the keys of an object are already, when several keys take the same. */
function rowsOf(rows: KeyTable, above: string, described: Map<KeyTable, string>): readonly (readonly string[])[] {
  return Object.entries(rows).flatMap(([name, { type, doc }]) => {
    const path = above + name;
    const inner = branches(type).flatMap((branch) => (branch.is === 'object' ? [branch.keys] : []));
    const [known] = inner.flatMap((one) => described.get(one) ?? []);
    const own = known === undefined ? inner : [];
    for (const one of own) described.set(one, path);
    return [
      [code(path), takes(type), known === undefined ? doc : `${doc} Keys as of ${code(known)}.`],
      ...own.flatMap((one) => rowsOf(one, `${path}.`, described)),
    ];
  });
}

const branches = (type: Type): readonly Type[] => (type.is === 'one-of' ? type.of.flatMap(branches) : [type]);

/** What a key takes, for people. */
function takes(type: Type): string {
  return branches(type).map(words).join(' or ');
}

function words(type: Type): string {
  switch (type.is) {
    case 'enum':
      return type.values.map(code).join(', ');
    case 'boolean':
      return '`true`, `false`';
    case 'string':
      return type.like ?? 'text';
    case 'integer':
    case 'number':
      return type.maximum === undefined ? 'a number' : `a number from ${type.minimum ?? 0} to ${type.maximum}`;
    case 'list':
      return `list: ${takes(type.of)}`;
    case 'map':
      return `names, each with ${takes(type.of)}`;
    case 'object':
      return 'keys';
    default:
      return type.is;
  }
}
