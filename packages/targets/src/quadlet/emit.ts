import { isSince } from '../container-plan/engine.ts';
import { withDockersDefaults } from '../container-plan/podman/podman-defaults.ts';
import { planContainers } from '../container-plan/plan.ts';
import type { UnitFile } from '../shared/formats/unit-file.ts';
import { printUnit } from '../shared/formats/unit-file.ts';
import type { Conversion, OutputFile } from '../target.ts';
import { buildUnit, buildFiles } from '../unit-plan/build-unit.ts';
import type { InstalledFile } from '../unit-plan/installer/installed-file.ts';
import { installedOutput } from '../unit-plan/installer/installed-output.ts';
import { markersFor, replicasOf, reportReplicas } from '../unit-plan/markers.ts';
import { installedUnit, targetUnit } from '../unit-plan/target-unit.ts';
import { stems, unitNames } from '../unit-plan/unit-names.ts';
import { podmanOption } from '../container-plan/engine-options.ts';
import { timerFiles } from '../unit-plan/timer-unit.ts';
import { resourceSecrets } from '../unit-plan/unit-secrets.ts';
import { unitOptions } from '../unit-plan/unit-options.ts';
import { containerFile } from './container-file.ts';
import type { QuadletContext } from './entries.ts';
import { podFile } from './pod-file.ts';
import { buildFile, networkFile, volumeFile } from './resource-files.ts';
import { hookFiles, secretFiles } from './secrets.ts';

export function emit(conversion: Conversion): readonly OutputFile[] {
  const { project, loaded } = conversion.base;
  const { ledger, report } = conversion;
  const version = podmanOption(conversion.options, '4.4', report);
  const pod = conversion.options['pod'] === true && isSince(version, '5.0');
  const made = planContainers(
    project,
    loaded,
    ledger,
    conversion.secrets,
    { name: 'podman', version },
    undefined,
    conversion.images,
  );
  const wanted = conversion.options['docker-defaults'] === true;
  const plan = withDockersDefaults(made, { version, wanted, pod }, ledger);
  reportReplicas(plan, project, report);
  const markers = markersFor(plan);
  const settings = unitOptions(conversion.options, report);
  const autoUpdate = conversion.options['auto-update'];
  const context: QuadletContext = {
    plan,
    markers,
    names: unitNames(plan, markers),
    ledger,
    report,
    ...settings,
    version,
    pod,
    ...(autoUpdate === 'registry' || autoUpdate === 'local' ? { autoUpdate } : {}),
    composeLabels: conversion.options['compose-labels'] === true,
  };
  const files = installedOutput({
    plan,
    markers,
    what: 'Quadlet files',
    ...settings,
    ledger,
    files: allFiles(context),
    spaces: false,
  });
  if (conversion.options['single-file'] !== true) return files;
  const single = singleFile(plan.project, files);
  if (single.content.includes(markers.directory))
    ledger.note(
      `${single.path} has the marker ${markers.directory} where it names the project directory, which only install.sh fills in: for \`podman quadlet install\`, convert with --host-directory DIR.`,
    );
  return [...files, single];
}

/** All Quadlet files as one. Source: podman-quadlet-install(1). */
function singleFile(project: string, files: readonly OutputFile[]): OutputFile & { readonly content: string } {
  const parts = files.flatMap(({ path, content }) => {
    const [, name] = /^quadlet\/(.*)\.\w+$/.exec(path) ?? [];
    return name === undefined ? [] : [`# FileName=${name}\n${String(content)}`];
  });
  return { path: `${project}.quadlets`, content: parts.join('---\n'), mode: 0o644 };
}

function allFiles(context: QuadletContext): readonly InstalledFile[] {
  const { plan, markers, names } = context;
  const file = (stem: string, type: string, unit: UnitFile, service: string): InstalledFile => ({
    kind: 'quadlet',
    name: `${markers.project}-${stem}.${type}`,
    source: `quadlet/${stem}.${type}`,
    content: printUnit(unit),
    mode: 0o644,
    outputMode: 0o644,
    units: [service],
  });
  const pod = podFile(context);
  return [
    installedUnit(names.target, 'project.target', targetUnit(context)),
    ...(pod
      ? [
          {
            ...file('', 'pod', pod, `${markers.project}-pod.service`),
            name: `${markers.project}.pod`,
            source: 'quadlet/project.pod',
          },
        ]
      : []),
    ...plan.networks.flatMap((network) => resourceSecrets(context, 'network', network).files),
    ...plan.volumes.flatMap((volume) => resourceSecrets(context, 'volume', volume).files),
    ...plan.networks
      .filter((network) => !network.external)
      .map((network) => file(network.key, 'network', networkFile(context, network), names.network(network.key))),
    ...plan.volumes
      .filter((volume) => !volume.external)
      .map((volume) => file(volume.key, 'volume', volumeFile(context, volume), names.volume(volume.key))),
    ...plan.services.flatMap((service) => {
      const { files, environment, inline } = buildFiles(context, service);
      const built = isSince(context.version, '5.2') ? buildFile(context, service, environment, inline) : undefined;
      const plain = built ? undefined : buildUnit(context, service);
      return [
        ...files,
        ...(built ? [file(service.service, 'build', built, names.build(service.service))] : []),
        ...(plain
          ? [installedUnit(names.build(service.service), `${stems.build(service.service)}.service`, plain)]
          : []),
        ...replicasOf(service).flatMap((replica) => [
          file(stems.container(replica), 'container', containerFile(context, replica), names.container(replica)),
          ...timerFiles(context, replica),
        ]),
      ];
    }),
    ...secretFiles(plan, markers, names),
    ...hookFiles(context),
  ];
}
