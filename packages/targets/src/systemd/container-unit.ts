import { createOptions } from '../container-plan/container.ts';
import { csvLine } from '../container-plan/csv.ts';
import { literalOf } from '../container-plan/text.ts';
import type { Flag, ServicePlan } from '../container-plan/types.ts';
import { sha256Hex } from '../shared/hash.ts';
import { lineValue } from '../shared/systemd-word.ts';
import type { UnitEntry, UnitFile } from '../shared/unit-file.ts';
import { containerLabels, hasLabel } from '../unit-plan/compose-labels.ts';
import { makeDirectories, shellCommand, untilHealthy, untilStarted } from '../unit-plan/engine-waits.ts';
import { postStartEntries, preStartEntries, preStopEntries } from '../unit-plan/hooks.ts';
import type { Replica } from '../unit-plan/markers.ts';
import { marked, nameOf } from '../unit-plan/markers.ts';
import { isAwaitedHealthy, isJob, relationsOf, unitList } from '../unit-plan/relations.ts';
import { restartEntries } from '../unit-plan/restart-entries.ts';
import { engineUnits, startedWith } from '../unit-plan/target-unit.ts';
import { timeouts } from '../unit-plan/timeouts.ts';
import type { UnitContext } from '../unit-plan/unit-context.ts';
import { needed, sayable, word, words } from '../unit-plan/unit-context.ts';
import { contentName, environmentName, serviceEnvironment } from './container-files.ts';

/**
 * The unit of one container: made, started with its output attached, awaited, stopped and removed. Not `docker run`:
 * systemd would call the unit started before there is a container, and others could not join it.
 */
export function containerUnit(context: UnitContext, replica: Replica): UnitFile {
  const { plan, markers } = context;
  const { service } = replica;
  const job = isJob(plan, service);
  const restart = restartEntries(service, job, context.systemdVersion, context.ledger);
  const title = needed(context, lineValue(`${service.service} of ${markers.project}`), ['services', service.service]);
  return {
    header: `${service.service} of ${plan.project}. Written by transpose; changes of your own belong into a drop-in.`,
    sections: [
      {
        name: 'Unit',
        entries: [{ key: 'Description', value: title }, ...unitEntries(context, service), ...restart.unit],
      },
      { name: 'Service', entries: serviceEntries(context, replica, job, restart.service) },
      ...startedWith(context, service),
    ],
  };
}

function unitEntries(context: UnitContext, service: ServicePlan): readonly UnitEntry[] {
  const { plan, names } = context;
  const relations = relationsOf(plan, service, names, context.loose, context.ledger);
  const engine = engineUnits(context);
  const ofEngine = (key: string) => engine.filter((entry) => entry.key === key).map(({ value }) => value);
  const made = [
    ...service.networks
      .filter(({ key }) => plan.networks.some((one) => one.key === key))
      .map(({ key }) => names.network(key)),
    ...service.mounts.flatMap(({ volume }) =>
      volume !== undefined && plan.volumes.some(({ key }) => key === volume) ? [names.volume(volume)] : [],
    ),
    ...(service.builtBy === undefined ? [] : [names.build(service.builtBy)]),
  ];
  return [
    ...unitList('Requires', ofEngine('Requires'), made, relations.requires),
    ...unitList('Wants', ofEngine('Wants'), relations.wants),
    ...unitList('After', ofEngine('After'), made, relations.requires, relations.wants),
    ...unitList('PartOf', [names.target], relations.partOf),
    ...(plan.engine.name === 'podman' ? [{ key: 'RequiresMountsFor', value: '%t/containers' }] : []),
  ];
}

function serviceEntries(
  context: UnitContext,
  replica: Replica,
  job: boolean,
  restart: readonly UnitEntry[],
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
    ...(job
      ? [{ key: 'Type', value: 'oneshot' }, ...(service.schedule ? [] : [{ key: 'RemainAfterExit', value: 'yes' }])]
      : [{ key: 'Type', value: 'exec' }]),
    ...(environment.lines.length === 0
      ? []
      : [{ key: 'EnvironmentFile', value: `${markers.config}/${environmentName(service)}` }]),
    { key: 'ExecStartPre', value: `-${command(engine, 'rm', '--force', name)}` },
    ...(directories.length === 0
      ? []
      : [{ key: 'ExecStartPre', value: command(...shellCommand(makeDirectories, ...directories)) }]),
    { key: 'ExecStartPre', value: createLines(context, replica, environment.words(service.environment)) },
    ...preStartEntries(context, replica, environment, true),
    { key: 'ExecStart', value: command(engine, 'start', '--attach', name) },
    ...(job ? [] : [{ key: 'ExecStartPost', value: command(...shellCommand(untilStarted(engine), name)) }]),
    ...postStartEntries(context, replica, environment),
    ...(healthy ? [{ key: 'ExecStartPost', value: command(...shellCommand(untilHealthy(engine), name)) }] : []),
    ...preStopEntries(context, replica, environment),
    { key: 'ExecStop', value: `-${command(engine, 'stop', name)}` },
    { key: 'ExecStopPost', value: `-${command(engine, 'rm', '--force', name)}` },
    ...restart,
    ...(job
      ? []
      : [
          {
            key: service.restart?.policy === 'on-failure' ? 'RestartForceExitStatus' : 'SuccessExitStatus',
            value: '143',
          },
        ]),
    ...timeouts(service, job, healthy),
  ];
}

/** Options that are of `podman` itself, before its command. */
const ofPodman = new Set(['--runtime']);

/** The command that makes the container, an option a line. */
function createLines(context: UnitContext, replica: Replica, environment: readonly string[]): readonly string[] {
  const { plan, markers } = context;
  const { service } = replica;
  const engine = plan.engine.name;
  const path = ['services', service.service];
  const options = createOptions(service, engine).filter(({ flag }) => flag !== '--restart');
  const first = options.filter(({ flag }) => engine === 'podman' && ofPodman.has(flag));
  const option = (flag: Flag): readonly string[] => {
    if (flag.value === undefined) return [flag.flag];
    const value = sayable(
      context,
      word(markers, entrypointWord(context, flag, marked(markers, flag.value, replica))),
      flag.path,
    );
    return value === undefined ? [] : [`${flag.flag} ${value}`];
  };
  const labels = containerLabels(plan, markers, replica).filter(([key]) => !hasLabel(service, key));
  const definition = [
    ...options.filter((one) => !first.includes(one)).flatMap(option),
    ...service.files.flatMap((file) => fileOption(context, service, file)),
    [service.image, ...service.command]
      .map((one, index) =>
        needed(context, word(markers, marked(markers, one, replica)), [...path, index === 0 ? 'image' : 'command']),
      )
      .join(' '),
  ];
  const variables = pairs(environment).flatMap(([flag, value]) => {
    const quoted = sayable(context, word(markers, value), [...path, 'environment', value.split('=', 1)[0] ?? value]);
    return quoted === undefined ? [] : [`${flag} ${quoted}`];
  });
  return [
    [engine, ...first.flatMap(option), 'create', '--pull', service.builtBy === undefined ? service.pull : 'never'].join(
      ' ',
    ),
    `--name ${words(context, [nameOf(markers, replica)])}`,
    ...labels.map(([key, value]) => `--label ${words(context, [`${key}=${value}`])}`),
    `--label com.docker.compose.config-hash=${sha256Hex([...variables, ...definition].join('\n'))}`,
    ...variables,
    ...definition,
  ];
}

/** Podman takes a word that begins with a bracket for an array of JSON. */
function entrypointWord({ plan }: UnitContext, flag: Flag, text: string): string {
  return flag.flag === '--entrypoint' && plan.engine.name === 'podman' && text.startsWith('[')
    ? JSON.stringify([text])
    : text;
}

/** A content that the installer put beside the units, bound into the container. */
function fileOption(context: UnitContext, service: ServicePlan, file: ServicePlan['files'][number]): readonly string[] {
  const source = `${context.markers.config}/${contentName(service, file)}`;
  const [option, text] = file.target.includes(':')
    ? [
        '--mount',
        literalOf(csvLine([['type', ['bind']], ['source', [source]], ['target', [file.target]], ['readonly']])),
      ]
    : ['--volume', `${source}:${file.target}:ro,z`];
  const value = sayable(context, word(context.markers, text ?? ''), file.path);
  return value === undefined ? [] : [`${option} ${value}`];
}

function pairs(list: readonly string[]): readonly (readonly [string, string])[] {
  return list.flatMap((one, index) => (index % 2 === 0 ? [[one, list[index + 1] ?? ''] as const] : []));
}
