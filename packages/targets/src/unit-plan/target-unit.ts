import type { ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import type { InstalledFile } from './installer/installed-file.ts';
import type { Relations } from './relations.ts';
import { unitList } from './relations.ts';
import type { UnitContext } from './unit-context.ts';
import { printUnit, unitEntry } from '../shared/formats/unit-file.ts';

/** Units of the engine that have to run first; in a user's manager it may be that of the system. */
export function engineUnits({ plan, scope }: UnitContext): readonly (UnitEntry & { readonly value: string })[] {
  if (plan.engine.name === 'docker') {
    return [
      unitEntry(scope === 'system' ? 'Requires' : 'Wants', 'docker.service'),
      unitEntry('After', 'docker.service'),
    ];
  }
  return scope === 'system'
    ? [unitEntry('Wants', 'network-online.target'), unitEntry('After', 'network-online.target')]
    : [];
}

/**
 * The target that stands for the project: starting it is `up`, stopping it is `down`. It starts with the machine, and again
 * with Docker after that was stopped, for what requires Docker stops with it.
 */
export function targetUnit(context: UnitContext): UnitFile {
  const { plan, scope, markers } = context;
  const wanted = [
    scope === 'system' ? 'multi-user.target' : 'default.target',
    ...(plan.engine.name === 'docker' && scope === 'system' ? ['docker.service'] : []),
  ];
  return {
    header: `${plan.project}: all containers of the project. Written by transpose.`,
    sections: [
      {
        name: 'Unit',
        entries: [unitEntry('Description', `${markers.project}, a Compose project`), ...engineUnits(context)],
      },
      { name: 'Install', entries: [unitEntry('WantedBy', wanted.join(' '))] },
    ],
  };
}

/** What starts a container's unit: the project's target, its dependencies and `others`, or the timer alone. */
export function startedWith(
  { names }: UnitContext,
  service: ServicePlan,
  relations: Relations,
  others: readonly string[] = [],
): UnitFile['sections'] {
  if (service.schedule) return [];
  return [{ name: 'Install', entries: unitList('WantedBy', [names.target], relations.wantedBy, others) }];
}

/** A unit as a file for the installer. */
export function installedUnit(name: string, source: string, unit: UnitFile): InstalledFile {
  const units = name.endsWith('.target') ? [] : [name];
  return {
    kind: 'unit',
    name,
    source: `units/${source}`,
    content: printUnit(unit),
    mode: 0o644,
    outputMode: 0o644,
    units,
  };
}
