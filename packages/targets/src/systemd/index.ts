import { planContainers } from '../container-plan/plan.ts';
import { literalOf } from '../container-plan/text.ts';
import type { ContainerPlan, ServicePlan } from '../container-plan/types.ts';
import type { Ledger } from '../ledger.ts';
import { quotedText } from '../shared/quoting.ts';
import { environmentFileLine } from '../shared/systemd-word.ts';
import { printUnit } from '../shared/unit-file.ts';
import type { Conversion, OutputFile, Target } from '../target.ts';
import { containerUnitFile } from './container-unit.ts';
import { options } from './options.ts';
import { imageUnitFile, resourceUnit, targetUnit } from './resource-units.ts';
import type { UnitSettings } from './settings.ts';
import { support } from './support.ts';
import { containerUnit, environmentFile, imageUnit, networkUnit, projectTarget, volumeUnit } from './unit-names.ts';
import { secretsOf } from './words.ts';

/** Plain systemd units that do with a container engine what `docker compose` does. */
export const systemd: Target = {
  name: 'systemd',
  summary: 'systemd units that run the project with docker',
  options,
  support,
  emit,
};

function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const plan = planContainers(project, loaded, conversion.ledger);
  stateDifferences(plan, conversion.ledger);
  const engine = conversion.options['engine'] === 'podman' ? 'podman' : 'docker';
  const user = conversion.options['scope'] === 'user';
  const settings: UnitSettings = {
    engine,
    engineUnits: engine === 'docker' && !user ? ['docker.service'] : [],
    directory: `/srv/${plan.project}`,
    configDirectory: `${user ? '%E' : '/etc'}/${plan.project}`,
  };
  return [...units(plan, settings), ...environmentFiles(plan)];
}

function units(plan: ContainerPlan, settings: UnitSettings): readonly OutputFile[] {
  const unit = (path: string, content: Parameters<typeof printUnit>[0]): OutputFile => ({ path, content: printUnit(content), mode: 0o644 });
  return [
    unit(projectTarget(plan), targetUnit(plan)),
    ...plan.networks.map((network) => unit(networkUnit(plan, network.key), resourceUnit(plan, 'network', network, settings))),
    ...plan.volumes.map((volume) => unit(volumeUnit(plan, volume.key), resourceUnit(plan, 'volume', volume, settings))),
    ...plan.services.flatMap((service) => {
      const image = imageUnitFile(plan, service, settings);
      const containers = Array.from({ length: service.replicas }, (_, index) =>
        unit(containerUnit(plan, service, index + 1), containerUnitFile(plan, service, index + 1, settings)),
      );
      return [...(image ? [unit(imageUnit(plan, service.service), image)] : []), ...containers];
    }),
  ];
}

/** The secret environment of the services, for `EnvironmentFile=`. */
function environmentFiles(plan: ContainerPlan): readonly OutputFile[] {
  const files = plan.services.flatMap((service): readonly OutputFile[] => {
    const lines = secretLines(service);
    return lines.length === 0 ? [] : [{ path: environmentFile(service), content: `${lines.join('\n')}\n`, mode: 0o600 }];
  });
  if (files.length === 0) return [];
  return [...files, { path: '.gitignore', content: files.map((file) => `${file.path}\n`).join(''), mode: 0o644 }];
}

function secretLines(service: ServicePlan): readonly string[] {
  const hooks = [...service.preStart, ...service.postStart, ...service.preStop].flatMap((hook) => hook.environment);
  return secretsOf([...service.environment, ...hooks]).map((entry) => quotedText(environmentFileLine(entry.name, literalOf(entry.value ?? []) ?? '')));
}

/** What the units do otherwise than the plan says. */
function stateDifferences(plan: ContainerPlan, ledger: Ledger): void {
  for (const service of plan.services) {
    for (const file of service.files) {
      ledger.dropped(file.path, 'These units do not copy content into containers yet.', 'put it into a file and name it with `file`');
    }
    if (service.restart && service.restart.policy !== 'no') {
      ledger.approximated(service.restart.path, 'Restart=', 'systemd restarts the container, after one second each time; Docker doubles the time from 100 ms on.');
    }
  }
}
