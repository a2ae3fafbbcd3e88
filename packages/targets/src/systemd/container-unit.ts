import { networkAt, volumeAt } from '../container-plan/plan-index.ts';
import type { ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry, UnitFile } from '../shared/formats/unit-file.ts';
import type { UnitKey } from '../shared/formats/unit-key.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import { makeDirectories, shellCommand, untilHealthy, untilStarted } from '../unit-plan/engine-waits.ts';
import { postStartEntries, preStartEntries, preStopEntries } from '../unit-plan/hooks.ts';
import { imageVolumeEntries } from '../unit-plan/image-volumes.ts';
import type { Replica } from '../unit-plan/markers.ts';
import { marked, nameOf } from '../unit-plan/markers.ts';
import { connectEntries } from '../unit-plan/networks.ts';
import type { Relations } from '../unit-plan/relations.ts';
import { activeEntries, isAwaitedHealthy, isJob, relationsOf, typeEntries, unitList } from '../unit-plan/relations.ts';
import { exitStatusEntries, restartEntries } from '../unit-plan/restart-entries.ts';
import { engineUnits, startedWith } from '../unit-plan/target-unit.ts';
import { timeouts } from '../unit-plan/timeouts.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { unitTitle, words } from '../unit-plan/unit-context.ts';
import { environmentName, serviceEnvironment } from './container-files.ts';
import { createLines } from './create-command.ts';
import { pathTo } from '../account/key-path.ts';

/**
 * The unit of one container: made, started with its output attached, awaited, stopped and removed. Not `docker run`:
 * systemd would call the unit started before there is a container, and others could not join it.
 */
export function containerUnit(context: UnitContext, replica: Replica): UnitFile {
  const { plan } = context;
  const { service } = replica;
  const job = isJob(plan, service);
  const restart = restartEntries(service, job, context.systemdVersion, context.ledger);
  const relations = relationsOf(context, service);
  const { header, description } = unitTitle(context, service.service, pathTo(['services', service.service]));
  return {
    header,
    sections: [
      {
        name: 'Unit',
        entries: [description, ...unitEntries(context, service, relations), ...restart.unit],
      },
      { name: 'Service', entries: serviceEntries(context, replica, job, restart.service, relations) },
      ...startedWith(context, service, relations),
    ],
  };
}

function unitEntries(context: UnitContext, service: ServicePlan, relations: Relations): readonly UnitEntry[] {
  const { plan, names } = context;
  const engine = engineUnits(context);
  const ofEngine = (key: UnitKey) => engine.filter((entry) => entry.key === key).map(({ value }) => value);
  const made = [
    ...service.networks.filter(({ key }) => networkAt(plan, key) !== undefined).map(({ key }) => names.network(key)),
    ...service.mounts.flatMap(({ volume }) =>
      volume !== undefined && volumeAt(plan, volume) ? [names.volume(volume)] : [],
    ),
    ...(service.builtBy === undefined ? [] : [names.build(service.builtBy)]),
  ];
  return [
    ...unitList('Requires', ofEngine('Requires'), made, relations.requires),
    ...unitList('Wants', ofEngine('Wants'), relations.wants),
    ...unitList('After', ofEngine('After'), made, relations.requires, relations.wants),
    ...unitList('PartOf', [names.target], relations.partOf),
    ...(plan.engine.name === 'podman' ? [unitEntry('RequiresMountsFor', '%t/containers')] : []),
  ];
}

function serviceEntries(
  context: UnitContext,
  replica: Replica,
  job: boolean,
  restart: readonly UnitEntry[],
  relations: Relations,
): readonly UnitEntry[] {
  const { plan, markers } = context;
  const { service } = replica;
  const engine = plan.engine.name;
  const name = nameOf(markers, replica);
  const healthy = isAwaitedHealthy(plan, service);
  const environment = serviceEnvironment(context, service);
  const directories = service.mounts.flatMap((mount) =>
    mount.makeDirectory ? [marked(markers, mount.makeDirectory, replica)] : [],
  );
  const command = (...texts: readonly string[]) => words(context, texts);
  return [
    ...typeEntries(plan, service, [unitEntry('Type', 'exec')]),
    unitEntry('SyslogIdentifier', '%N'),
    ...(engine === 'podman' ? [unitEntry('Environment', 'PODMAN_SYSTEMD_UNIT=%n')] : []),
    ...(environment.lines.length === 0
      ? []
      : [unitEntry('EnvironmentFile', `${markers.config}/${environmentName(service)}`)]),
    ...imageVolumeEntries(context, replica),
    ...activeEntries(context, relations),
    unitEntry('ExecStartPre', `-${command(engine, 'rm', '--force', name)}`),
    ...(directories.length === 0
      ? []
      : [unitEntry('ExecStartPre', command(...shellCommand(makeDirectories, ...directories)))]),
    unitEntry('ExecStartPre', createLines(context, replica, environment.words(service.environment))),
    ...connectEntries(context, replica),
    ...preStartEntries(context, replica, environment, true),
    unitEntry('ExecStart', command(engine, 'start', '--attach', name)),
    ...(job ? [] : [unitEntry('ExecStartPost', command(...shellCommand(untilStarted(engine), name)))]),
    ...postStartEntries(context, replica, environment),
    ...(healthy ? [unitEntry('ExecStartPost', command(...shellCommand(untilHealthy(engine), name)))] : []),
    ...preStopEntries(context, replica, environment),
    unitEntry('ExecStop', `-${command(engine, 'stop', name)}`),
    unitEntry('ExecStopPost', `-${command(engine, 'rm', '--force', name)}`),
    ...restart,
    ...(job ? [] : exitStatusEntries(service)),
    ...timeouts(service, job, healthy),
  ];
}
