import type { Code } from '../../report/codes.ts';
import type { Node, Path } from '../../tree/node.ts';
import { isMap, isSeq, isString, nodeAt } from '../../tree/node.ts';
import { nearestName } from '../suggest.ts';
import { nameMend } from '../../fix/value-mends.ts';
import type { ProjectView, ServiceRule, ServiceView } from './rule.ts';
import { placeOf } from './rule.ts';

type Section = Exclude<keyof ProjectView, 'services' | 'disabled'>;

const codes: Readonly<Record<Section, { readonly code: Code; readonly kind: string }>> = {
  networks: { code: 'undefined-network', kind: 'network' },
  volumes: { code: 'undefined-volume', kind: 'volume' },
  secrets: { code: 'undefined-secret', kind: 'secret' },
  configs: { code: 'undefined-config', kind: 'config' },
  models: { code: 'undefined-model', kind: 'model' },
};

/** Networks, volumes, secrets, configs and models that a service names are defined at the top level. */
export const definedResources: ServiceRule = (view) => {
  const { service } = view;
  for (const section of ['networks', 'models'] as const) {
    const named = service.entries.get(section);
    if (!isMap(named)) continue;
    for (const [name, value] of named.entries) check(view, section, name, value, [section, name]);
  }
  const volumes = service.entries.get('volumes');
  for (const [index, mount] of isSeq(volumes) ? volumes.items.entries() : []) {
    const type = nodeAt(mount, ['type']);
    const source = nodeAt(mount, ['source']);
    if (!isString(type) || type.value !== 'volume' || !isString(source) || source.value === '') continue;
    check(view, 'volumes', source.value, source, ['volumes', index, 'source']);
  }
  for (const [section, place] of [
    ['secrets', ['secrets']],
    ['configs', ['configs']],
    ['secrets', ['build', 'secrets']],
  ] as const) {
    const uses = nodeAt(service, place);
    for (const [index, use] of isSeq(uses) ? uses.items.entries() : []) {
      const source = nodeAt(use, ['source']);
      check(view, section, isString(source) ? source.value : '', source ?? use, [...place, index, 'source']);
    }
  }
};

function check(
  { name, path, project, report }: ServiceView,
  section: Section,
  used: string,
  node: Node,
  at: Path,
): void {
  if (project[section].has(used)) return;
  const { code, kind } = codes[section];
  const near = nearestName(used, project[section].keys());
  const empty = node.kind === 'scalar' && node.value === null;
  const span = empty ? placeOf(node) : node.origin.span;
  const mend = nameMend(node, span, used, near);
  report.add({
    code,
    message: `service "${name}" uses ${kind} "${used}", which is not defined`,
    path: [...path, ...at],
    span,
    hint: near === undefined ? define(section, used) : `did you mean "${near}"?`,
    ...(mend ? { mend } : {}),
  });
}

function define(section: Section, name: string): string {
  const hint = `define "${name}" in the top-level \`${section}\``;
  return section === 'volumes' && name.includes('/') ? `${hint}, or write "./${name}" for a path` : hint;
}
