import type { NetworkPlan, VolumePlan } from '../container-plan/types.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import { resourceLabels } from '../unit-plan/compose-labels.ts';
import { shellCommand } from '../unit-plan/engine-waits.ts';
import { marked } from '../unit-plan/markers.ts';
import { engineUnits } from '../unit-plan/target-unit.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { sayable, unitTitle, word, words } from '../unit-plan/unit-context.ts';
import { resourceSecrets } from '../unit-plan/unit-secrets.ts';
import { pathTo } from '../account/key-path.ts';

/** The unit of a network: made when it is not there, and removed with the project unless others still use it. */
export function networkUnit(context: UnitContext, network: NetworkPlan): UnitFile {
  const name = marked(context.markers, network.name);
  const remove = `-${words(context, [context.plan.engine.name, 'network', 'rm', name], pathTo(['networks', network.key]))}`;
  return resourceUnit(context, 'network', network, network.external ? [] : [unitEntry('ExecStop', remove)]);
}

/** The unit of a volume: made when it is not there, and never removed. */
export function volumeUnit(context: UnitContext, volume: VolumePlan): UnitFile {
  return resourceUnit(context, 'volume', volume, []);
}

function resourceUnit(
  context: UnitContext,
  kind: 'network' | 'volume',
  resource: NetworkPlan | VolumePlan,
  more: readonly UnitEntry[],
): UnitFile {
  const { markers, plan, names } = context;
  const path = pathTo([`${kind}s`, resource.key]);
  const name = marked(markers, resource.name);
  const { header, description } = unitTitle(context, `${kind} ${resource.key}`, path);
  return {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [description, ...engineUnits(context), unitEntry('PartOf', names.target)],
      },
      {
        name: 'Service',
        entries: [
          unitEntry('Type', 'oneshot'),
          unitEntry('RemainAfterExit', 'yes'),
          ...resourceSecrets(context, kind, resource).entries,
          unitEntry(
            'ExecStart',
            resource.external
              ? words(context, [plan.engine.name, kind, 'inspect', name], path)
              : createLines(context, kind, resource, name),
          ),
          ...more,
        ],
      },
    ],
  };
}

function createLines(
  context: UnitContext,
  kind: 'network' | 'volume',
  resource: NetworkPlan | VolumePlan,
  name: string,
): readonly string[] {
  const { markers, plan } = context;
  const unlessThere = `${plan.engine.name} ${kind} inspect "$1" >/dev/null 2>&1 || { shift; exec "$@"; }`;
  const path = pathTo([`${kind}s`, resource.key]);
  return [
    words(context, [...shellCommand(unlessThere, name), plan.engine.name, kind, 'create'], path),
    ...resource.flags.flatMap((flag): readonly string[] => {
      if (flag.value === undefined) return [flag.flag];
      const value = sayable(context, word(markers, marked(markers, flag.value)), flag.path);
      return value === undefined ? [] : [`${flag.flag} ${value}`];
    }),
    ...resourceLabels(markers, kind, resource.key).map(
      ([key, value]) => `--label ${words(context, [`${key}=${value}`], path)}`,
    ),
    words(context, [name], path),
  ];
}
