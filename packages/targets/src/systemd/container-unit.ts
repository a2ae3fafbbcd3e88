import { createOptions } from '../container-plan/container.ts';
import type { ContainerPlan, HookPlan, ServicePlan } from '../container-plan/types.ts';
import { shellWord } from '../shared/shell-word.ts';
import { quotedText } from '../shared/quoting.ts';
import type { UnitEntry, UnitFile } from '../shared/unit-file.ts';
import type { UnitSettings } from './settings.ts';
import { containerUnits, environmentFile, imageUnit, networkUnit, projectTarget, volumeUnit } from './unit-names.ts';
import type { WordSettings } from './words.ts';
import { environmentLines, flagLine, literal, plain, secretsOf, word } from './words.ts';

/** Seconds for pulling an image and making a container, beside what its health takes. */
const startTime = 600;
/** Seconds that the engine needs to stop a container beside the grace period; ten is the engine's own period. */
const usualGrace = 10;
const stopMargin = 15;

/**
 * The unit of one container: made, started with its output attached, awaited, stopped and removed.
 * Not `docker run`: systemd would call the unit started before the container exists.
 */
export function containerUnitFile(plan: ContainerPlan, service: ServicePlan, number: number, settings: UnitSettings): UnitFile {
  const bare: WordSettings = { project: plan.project, container: { service: service.service, name: '', number } };
  const name = plain(bare, service.name);
  const words: WordSettings = { project: plan.project, container: { service: service.service, name, number } };
  return {
    header: `${service.service} of ${plan.project}. Written by transpose; put changes of your own into a drop-in.`,
    sections: [
      { name: 'Unit', entries: unitEntries(plan, service, settings) },
      { name: 'Service', entries: serviceEntries(plan, service, words, name, settings) },
      { name: 'Install', entries: [{ key: 'WantedBy', value: projectTarget(plan) }] },
    ],
  };
}

function unitEntries(plan: ContainerPlan, service: ServicePlan, settings: UnitSettings): readonly UnitEntry[] {
  const byName = new Map(plan.services.map((one) => [one.service, one]));
  const unitsOf = (names: readonly string[]) => names.flatMap((name) => containerUnits(plan, byName.get(name) ?? service));
  const optional = service.waits.filter((wait) => !wait.required).map((wait) => wait.service);
  const required = service.needs.filter((name) => byName.has(name) && !optional.includes(name));
  const restarting = service.waits.filter((wait) => wait.restart).map((wait) => wait.service);
  const requires = [
    ...settings.engineUnits,
    ...service.networks.map((one) => networkUnit(plan, one.key)),
    ...service.mounts.flatMap((mount) => (mount.volume === undefined ? [] : [volumeUnit(plan, mount.volume)])),
    ...(service.build ? [imageUnit(plan, service.service)] : []),
    ...unitsOf(required),
  ];
  const wants = unitsOf(optional.filter((name) => byName.has(name)));
  const entries: UnitEntry[] = [{ key: 'Description', value: `${service.service} of ${plan.project}` }];
  const unique = (list: readonly string[]) => [...new Set(list)].join(' ');
  if (requires.length > 0) entries.push({ key: 'Requires', value: unique(requires) });
  if (wants.length > 0) entries.push({ key: 'Wants', value: unique(wants) });
  if (requires.length + wants.length > 0) entries.push({ key: 'After', value: unique([...requires, ...wants]) });
  entries.push({ key: 'PartOf', value: unique([projectTarget(plan), ...unitsOf(restarting)]) });
  return [...entries, ...startLimits(service)];
}

/** How often systemd tries again: for ever, or as often as `on-failure:N` says. */
function startLimits(service: ServicePlan): readonly UnitEntry[] {
  const attempts = service.restart?.attempts;
  if (service.restart?.policy === 'on-failure' && attempts !== undefined && attempts > 0) {
    return [
      { key: 'StartLimitIntervalSec', value: 'infinity' },
      { key: 'StartLimitBurst', value: String(attempts + 1) },
    ];
  }
  return [{ key: 'StartLimitIntervalSec', value: '0' }];
}

/** Whether others wait for its end. */
function isJob(plan: ContainerPlan, service: ServicePlan): boolean {
  return plan.services.some((other) => other.waits.some((wait) => wait.service === service.service && wait.condition === 'completed'));
}

function isAwaitedHealthy(plan: ContainerPlan, service: ServicePlan): boolean {
  return plan.services.some((other) => other.waits.some((wait) => wait.service === service.service && wait.condition === 'healthy'));
}

function serviceEntries(plan: ContainerPlan, service: ServicePlan, words: WordSettings, name: string, settings: UnitSettings): readonly UnitEntry[] {
  const { engine } = settings;
  const job = isJob(plan, service);
  const healthy = isAwaitedHealthy(plan, service);
  const grace = service.stopGrace ?? usualGrace;
  const hidden = [...secretsOf(service.environment), ...[...service.preStart, ...service.postStart, ...service.preStop].flatMap((hook) => secretsOf(hook.environment))];
  const directories = service.mounts.flatMap((mount) => (mount.makeDirectory ? [word(words, mount.makeDirectory)] : []));
  const shell = (line: string) => `/bin/sh -c ${literal(line)}`;
  const entries: UnitEntry[] = [{ key: 'Type', value: job ? 'oneshot' : 'exec' }];
  if (job) entries.push({ key: 'RemainAfterExit', value: 'yes' });
  entries.push({ key: 'WorkingDirectory', value: settings.directory });
  if (hidden.length > 0) entries.push({ key: 'EnvironmentFile', value: `${settings.configDirectory}/${environmentFile(service)}` });
  entries.push({ key: 'ExecStartPre', value: `-${engine} rm --force ${literal(name)}` });
  if (directories.length > 0) entries.push({ key: 'ExecStartPre', value: `mkdir -p ${directories.join(' ')}` });
  entries.push({ key: 'ExecStartPre', value: [`${engine} create --name ${literal(name)}`, ...createLines(service, words)] });
  if (words.container?.number === 1) for (const hook of service.preStart) entries.push({ key: 'ExecStartPre', value: preStartLine(service, hook, words, name, engine) });
  entries.push({ key: 'ExecStart', value: `${engine} start --attach ${literal(name)}` });
  if (!job) entries.push({ key: 'ExecStartPost', value: shell(healthy ? untilHealthy(engine, name) : untilRunning(engine, name)) });
  for (const hook of service.postStart) entries.push({ key: 'ExecStartPost', value: execLine(hook, words, name, engine) });
  for (const hook of service.preStop) entries.push({ key: 'ExecStop', value: `-${execLine(hook, words, name, engine)}` });
  entries.push({ key: 'ExecStop', value: `-${engine} stop ${literal(name)}` });
  entries.push({ key: 'ExecStopPost', value: `-${engine} rm --force ${literal(name)}` });
  entries.push(...restartEntries(service, job));
  if (!job) entries.push({ key: 'SuccessExitStatus', value: '143' });
  entries.push({ key: 'TimeoutStartSec', value: String(startTime + (healthy ? (service.health?.patience ?? 0) : 0)) });
  if (job) entries[entries.length - 1] = { key: 'TimeoutStartSec', value: 'infinity' };
  entries.push({ key: 'TimeoutStopSec', value: String(grace + stopMargin) });
  return entries;
}

/** What follows `create --name NAME`: the same words as in the run script, without the engine's own restarts. */
export function createLines(service: ServicePlan, words: WordSettings): readonly string[] {
  const label = (key: string, value: string) => `--label ${literal(`com.docker.compose.${key}=${value}`)}`;
  return [
    label('project', words.project),
    label('service', service.service),
    label('container-number', String(words.container?.number ?? 1)),
    label('oneoff', 'False'),
    ...environmentLines(words, service.environment),
    ...createOptions(service)
      .filter(({ flag }) => flag !== '--restart')
      .map((flag) => flagLine(words, flag)),
    [word(words, service.image), ...service.command.map((one) => word(words, one))].join(' '),
  ];
}

function execLine(hook: HookPlan, words: WordSettings, name: string, engine: string): string {
  return [`${engine} exec`, ...hookOptions(hook, words), ...environmentLines(words, hook.environment), literal(name), ...hook.command.map((one) => word(words, one))].join(' ');
}

function preStartLine(service: ServicePlan, hook: HookPlan, words: WordSettings, name: string, engine: string): string {
  const network = service.networkMode ?? service.networks[0]?.name;
  return [
    `${engine} run --rm --volumes-from ${literal(name)}`,
    ...(network ? [`--network ${word(words, network)}`] : []),
    ...hookOptions(hook, words),
    ...environmentLines(words, [...service.environment, ...hook.environment]),
    word(words, hook.image ?? service.image),
    ...hook.command.map((one) => word(words, one)),
  ].join(' ');
}

function hookOptions(hook: HookPlan, words: WordSettings): readonly string[] {
  return [
    ...(hook.user ? [`--user ${word(words, hook.user)}`] : []),
    ...(hook.workingDirectory ? [`--workdir ${word(words, hook.workingDirectory)}`] : []),
    ...(hook.privileged ? ['--privileged'] : []),
  ];
}

const inspect = (engine: string, template: string, name: string): string => `${engine} inspect --format '${template}' ${quotedText(shellWord(name))}`;

function untilRunning(engine: string, name: string): string {
  return `while [ "$(${inspect(engine, '{{.State.Status}}', name)})" = created ]; do sleep 0.2; done`;
}

function untilHealthy(engine: string, name: string): string {
  const template = '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}';
  return (
    `while :; do case $(${inspect(engine, template, name)}) in` +
    ` 'running healthy') exit 0 ;; created* | 'running starting') sleep 0.5 ;; *) exit 1 ;; esac; done`
  );
}

const policies: Readonly<Record<string, string>> = { always: 'always', 'unless-stopped': 'always', 'on-failure': 'on-failure' };

/** A oneshot may not be restarted always. */
function restartEntries(service: ServicePlan, job: boolean): readonly UnitEntry[] {
  const policy = policies[service.restart?.policy ?? ''];
  if (policy === undefined || (job && policy === 'always')) return [];
  return [
    { key: 'Restart', value: policy },
    { key: 'RestartSec', value: '1' },
  ];
}
