import type { Engine } from '../container-plan/engine.ts';
import { docker } from '../container-plan/engine.ts';
import { withDockersDefaults } from '../container-plan/podman/podman-defaults.ts';
import { planContainers } from '../container-plan/plan.ts';
import type { UnitFile } from '../shared/formats/unit-file.ts';
import type { Conversion, OutputFile } from '../target.ts';
import { buildFiles, buildUnit } from '../unit-plan/build-unit.ts';
import type { InstalledFile } from '../unit-plan/installer/installed-file.ts';
import { installedOutput } from '../unit-plan/installer/installed-output.ts';
import { markersFor, replicasOf, reportReplicas } from '../unit-plan/markers.ts';
import { installedUnit, targetUnit } from '../unit-plan/target-unit.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { stems, unitNames } from '../unit-plan/unit-names.ts';
import { podmanOption } from '../container-plan/engine-options.ts';
import { resourceSecrets } from '../unit-plan/unit-secrets.ts';
import { unitOptions } from '../unit-plan/unit-options.ts';
import { timerFiles } from '../unit-plan/timer-unit.ts';
import { containerFiles } from './container-files.ts';
import { containerUnit } from './container-unit.ts';
import { networkUnit, volumeUnit } from './resource-units.ts';

export function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const { ledger, report } = conversion;
  const engine: Engine =
    conversion.options['engine'] === 'podman'
      ? { name: 'podman', version: podmanOption(conversion.options, '4.3', report) }
      : docker;
  const made = planContainers(project, loaded, ledger, conversion.secrets, engine, undefined, conversion.images);
  const wanted = conversion.options['docker-defaults'] === true;
  const plan = engine.name === 'podman' ? withDockersDefaults(made, { version: engine.version, wanted }, ledger) : made;
  reportReplicas(plan, project, report);
  const markers = markersFor(plan);
  const settings = unitOptions(conversion.options, report);
  const context: UnitContext = { plan, markers, names: unitNames(plan, markers), ledger, report, ...settings };
  return installedOutput({
    plan,
    markers,
    what: 'systemd units',
    ...settings,
    ledger,
    files: allFiles(context),
    spaces: true,
  });
}

function allFiles(context: UnitContext): readonly InstalledFile[] {
  const { plan, names } = context;
  const unit = (name: string, stem: string, file: UnitFile) => installedUnit(name, `${stem}.service`, file);
  return [
    installedUnit(names.target, 'project.target', targetUnit(context)),
    ...plan.networks.flatMap((network) => resourceSecrets(context, 'network', network).files),
    ...plan.volumes.flatMap((volume) => resourceSecrets(context, 'volume', volume).files),
    ...plan.networks.map((network) =>
      unit(names.network(network.key), stems.network(network.key), networkUnit(context, network)),
    ),
    ...plan.volumes.map((volume) =>
      unit(names.volume(volume.key), stems.volume(volume.key), volumeUnit(context, volume)),
    ),
    ...plan.services.flatMap((service) => {
      const build = buildUnit(context, service);
      return [
        ...buildFiles(context, service).files,
        ...(build ? [unit(names.build(service.service), stems.build(service.service), build)] : []),
        ...containerFiles(context, service),
        ...replicasOf(service).flatMap((replica) => [
          unit(names.container(replica), stems.container(replica), containerUnit(context, replica)),
          ...timerFiles(context, replica),
        ]),
      ];
    }),
  ];
}
