import { serviceNamed } from '../container-plan/plan-index.ts';
import { namesNetworkById, networkFlags } from '../container-plan/attachments.ts';
import { createOptions } from '../container-plan/container.ts';
import type { Engine } from '../container-plan/engine.ts';
import { envFileLine, isHarmless } from '../container-plan/handing-over.ts';
import type { Placeholder, Text } from '../container-plan/text.ts';
import { fillText, literalOf, text } from '../container-plan/text.ts';
import type {
  ContainerPlan,
  EnvironmentEntry,
  Flag,
  HookPlan,
  NetworkPlan,
  ServicePlan,
  VolumePlan,
  WaitPlan,
} from '../container-plan/types.ts';
import type { Ledger } from '../ledger.ts';
import { missingWorkdir } from './definitions.ts';
import { crontabLines } from './crontab.ts';
import { quotedText } from '../shared/quoting.ts';
import { shellAssignment, shellComment, shellLines } from '../shared/shell-word.ts';
import { isSecret, word as scriptWord } from './words.ts';

/** How the lines are to be written. */
export interface LineSettings {
  /** The file with the secrets, to be read before; undefined: they stand above the lines. */
  readonly secretsFile: string | undefined;
}

/** The lines are read in the shell of a user: the project's variables have their own names there. */
const word = (one: Text): string => scriptWord(one, '');

/** The commands that start a project once, in order, for reading and pasting. What they do not do goes into the ledger. */
export function printLines(plan: ContainerPlan, { secretsFile }: LineSettings, ledger: Ledger): string {
  for (const service of plan.services) tellWhatIsMissing(service, plan.engine.name, ledger);
  const engine = plan.engine.name;
  const fixed = fillFor(plan, '');
  const command = (words: readonly (readonly string[])[]): string =>
    shellLines([[engine, ...(words[0] ?? [])], ...words.slice(1)]);
  const options = (flags: readonly Flag[], fill: Fill) => flags.map((flag) => optionWords(flag, fill));
  const resource = (kind: 'network' | 'volume', one: NetworkPlan | VolumePlan): string =>
    one.external
      ? shellComment(`The ${kind} ${one.key} is external: it has to be there.`)
      : one.flags.length === 0
        ? command([[kind, 'create', word(fixed(one.name))]])
        : command([[kind, 'create'], ...options(one.flags, fixed), [word(fixed(one.name))]]);
  const secrets = plan.secrets.map(({ variable, value }) => quotedText(shellAssignment(variable, value)));
  const head = [
    `#!/bin/sh\n${shellComment(`${plan.project}: the commands that start the project once. Run them in the project directory.`)}\nset -e`,
    ...(secrets.length === 0
      ? []
      : secretsFile === undefined
        ? [secrets.join('\n')]
        : [shellComment(`The secret values come first, with: . ./${secretsFile}`)]),
    plan.services.some((service) => createOptions(service, engine).some(namesNetworkById))
      ? `network_id() { ${engine} network inspect --format '{{.Id}}' "$1"; }`
      : '',
    [
      ...plan.networks.map((one) => resource('network', one)),
      ...plan.volumes.map((one) => resource('volume', one)),
    ].join('\n'),
  ];
  const crontab = crontabLines(plan, ledger, (service) => `${engine} start ${word(fixed(service.name))}`);
  const schedules = crontab.map((line) => shellComment(`On a schedule, as a line of crontab(5): ${line}`));
  const builds = plan.services.flatMap((service) => (service.build ? [buildLine(plan, service, command)] : []));
  return `${[...head, builds.join('\n'), ...plan.services.map((service) => serviceLines(plan, service, command)), schedules.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** As many containers as anybody would read the lines of. */
const mostLines = 100;

const countOf = (service: ServicePlan): number => Math.min(service.replicas, mostLines);

type Fill = (one: Text) => Text;
type Command = (words: readonly (readonly string[])[]) => string;

/** The texts of one container, with what is known of it filled in. */
function fillFor(plan: ContainerPlan, name: Text | string, number = 1): Fill {
  const fill = (placeholder: Placeholder): string | Text | undefined => {
    switch (placeholder.of) {
      case 'project':
        return plan.project;
      case 'number':
        return String(number + (placeholder.after ?? 0));
      case 'name':
        return name;
      case 'anonymous':
        return '';
      case 'network':
        return [{ of: 'network', name: fillText(placeholder.name, fill) }];
      case 'secret':
        return [
          {
            of: 'variable',
            name: placeholder.variable,
            operator: ':?',
            operand: ['the secret values are missing'],
          },
        ];
      default:
        return undefined;
    }
  };
  return (one) => fillText(one, fill);
}

function serviceLines(plan: ContainerPlan, service: ServicePlan, command: Command): string {
  const lines = [shellComment(service.service)];
  for (const wait of service.waits) lines.push(...waitLines(plan, wait));
  for (let number = 1; number <= countOf(service); number += 1) {
    const name = fillFor(plan, '', number)(service.name);
    const fill = fillFor(plan, name, number);
    const environment = handedOver(service.environment, plan.engine.name, fill);
    const first = number === 1 && service.preStart.length > 0;
    const start = first || service.schedule ? ['create'] : ['run', '--detach'];
    const pull = ['always', 'never'].includes(service.pull) ? [['--pull', service.pull]] : [];
    const made = command([
      start,
      ['--name', word(name)],
      ...pull,
      ...environment.options,
      ...createOptions(service, plan.engine.name).map((flag) => optionWords(flag, fill)),
      [word(fill(service.image)), ...service.command.map((one) => word(fill(one)))],
    ]);
    for (const directory of service.mounts.flatMap((mount) => (mount.makeDirectory ? [mount.makeDirectory] : [])))
      lines.push(`[ -e ${word(directory)} ] || mkdir -p ${word(directory)}`);
    lines.push(`${environment.before}${made}`);
    if (service.schedule) continue;
    if (first) {
      lines.push(...service.preStart.map((hook) => beforeLine(plan, service, hook, fill, name, command)));
      lines.push(command([['start', word(name)]]));
    }
    lines.push(...service.postStart.map((hook) => execLine(plan, hook, fill, name, command)));
  }
  return lines.join('\n');
}

function buildLine(plan: ContainerPlan, service: ServicePlan, command: Command): string {
  const fill = fillFor(plan, '');
  const build = service.build;
  if (!build) return '';
  const args = inEnvironment(build.args, fill, '--build-arg');
  const line = command([
    ['build'],
    ...args.options,
    ...build.flags.map((flag) => optionWords(flag, fill)),
    [word(fill(build.context))],
  ]);
  const piped = build.inline === undefined ? '' : `printf %s ${word(fill(build.inline))} | `;
  return `${piped}${args.before}${line}`;
}

/** A wait ends when the container does. It fails as a command does: `set -e` ends the script, and a shell that it is pasted into goes on. */
function waitLines(plan: ContainerPlan, { service: name, condition, required }: WaitPlan): readonly string[] {
  const other = serviceNamed(plan, name);
  const engine = plan.engine.name;
  const otherwise = (what: string) => `|| ${required ? `{ echo ${what} >&2; false; }` : `echo ${what} >&2`}`;
  return Array.from({ length: condition === 'started' || !other ? 0 : countOf(other) }, (_, index) => {
    const container = word(fillFor(plan, '', index + 1)(other?.name ?? []));
    const state = (format: string) => `"$(${engine} inspect --format '${format}' ${container})"`;
    const health = '{{.State.Status}} {{.State.Health.Status}}';
    return condition === 'healthy'
      ? `while case ${state(health)} in r*' starting') ;; *) false ;; esac; do sleep 1; done
[ ${state(health)} = 'running healthy' ] ${otherwise(word([`${name} is not healthy`]))}`
      : `[ "$(${engine} wait ${container})" = 0 ] ${otherwise(word([`${name} failed`]))}`;
  });
}

function beforeLine(
  plan: ContainerPlan,
  service: ServicePlan,
  hook: HookPlan,
  fill: Fill,
  name: Text,
  command: Command,
): string {
  const all = [...new Map([...service.environment, ...hook.environment].map((entry) => [entry.name, entry])).values()];
  const environment = handedOver(all, plan.engine.name, fill);
  const networks = service.networks.map((one) => ({ ...one, aliases: [], linkLocal: [], driverOptions: [] }));
  const joined = networkFlags({ ...service, networks, links: [] }, hook.path, plan.engine.name);
  const line = command([
    ['run', '--rm', '--volumes-from', word(name)],
    ...environment.options,
    ...joined.map((flag) => optionWords(flag, fill)),
    ...hookOptions(hook, fill),
    [word(fill(hook.image ?? service.image)), ...hook.command.map((one) => word(fill(one)))],
  ]);
  return `${environment.before}${line}`;
}

function execLine(plan: ContainerPlan, hook: HookPlan, fill: Fill, name: Text, command: Command): string {
  const environment = handedOver(hook.environment, plan.engine.name, fill);
  const line = command([
    ['exec'],
    ...environment.options,
    ...hookOptions(hook, fill),
    [word(name), ...hook.command.map((one) => word(fill(one)))],
  ]);
  return `${environment.before}${line}`;
}

function hookOptions(hook: HookPlan, fill: Fill): readonly (readonly string[])[] {
  return [
    ...(hook.user ? [['--user', word(fill(hook.user))]] : []),
    ...(hook.workingDirectory ? [['--workdir', word(fill(hook.workingDirectory))]] : []),
    ...(hook.privileged ? [['--privileged']] : []),
  ];
}

const optionWords = ({ flag, value }: Flag, fill: Fill): readonly string[] =>
  value === undefined ? [flag] : [flag, word(fill(value))];

/** The environment of a command: its options, and what comes before it on its line. */
interface Environment {
  readonly before: string;
  readonly options: readonly (readonly string[])[];
}

/** Secrets come as lines of an env file through a pipe; what no line can hold comes in the environment of the command. */
function handedOver(environment: readonly EnvironmentEntry[], engine: Engine['name'], fill: Fill): Environment {
  const isPiped = (entry: EnvironmentEntry): boolean => {
    if (!isSecret(entry) || entry.onlyIf !== undefined) return false;
    const known = entry.secret === undefined ? '' : (literalOf(entry.value ?? []) ?? '');
    return envFileLine(engine, entry.name, known) !== undefined;
  };
  const piped = environment.filter(isPiped);
  const rest = inEnvironment(
    environment.filter((entry) => !isPiped(entry)),
    fill,
  );
  if (piped.length === 0) return rest;
  const lines = piped.map((entry) => nameAndValue(entry, fill));
  return {
    before: `printf '%s\\n' ${lines.join(' \\\n  ')} |\n  ${rest.before}`,
    options: [['--env-file', '/dev/stdin'], ...rest.options],
  };
}

/** Secrets as assignments in front of the command. */
function inEnvironment(environment: readonly EnvironmentEntry[], fill: Fill, flag = '--env'): Environment {
  const assigned = environment.filter(
    (entry) => isSecret(entry) && entry.onlyIf === undefined && isHarmless(entry.name),
  );
  return {
    before: assigned.map((entry) => `${assignment(entry, fill)} \\\n  `).join(''),
    options: environment.map((entry) =>
      isSecret(entry) || entry.value === null
        ? [flag, word([entry.name])]
        : [flag, word(text(`${entry.name}=`, fill(entry.value)))],
    ),
  };
}

const secretValue = (variable: string): string => `\${${variable}:?the secret values are missing}`;

const assignment = ({ name, secret, value }: EnvironmentEntry, fill: Fill): string =>
  `${name}=${secret === undefined ? word(fill(value ?? [])) : `"${secretValue(secret)}"`}`;

const nameAndValue = ({ name, secret, value }: EnvironmentEntry, fill: Fill): string =>
  secret === undefined ? word(text(`${name}=`, fill(value ?? []))) : `${word([`${name}=`])}"${secretValue(secret)}"`;

/** What the script does and plain lines do not. */
function tellWhatIsMissing(service: ServicePlan, engine: Engine['name'], ledger: Ledger): void {
  if (missingWorkdir(service, engine).length > 0)
    ledger.besides(
      ['services', service.service, 'working_dir'],
      'Podman does not start a container whose image lacks this directory, which Docker makes',
      'Take the script, or make the directory in the image',
    );
  for (const file of service.files)
    ledger.dropped(
      file.path,
      'Plain lines copy no content into containers',
      'Give the top-level entry a `file`, or take the script',
    );
  if (service.replicas > mostLines)
    ledger.besides(
      ['services', service.service, 'deploy', 'replicas'],
      `There are lines for the first ${mostLines} containers`,
      'Take the script',
    );
  if (service.schedule)
    for (const hook of [...service.preStart, ...service.postStart])
      ledger.dropped(hook.path, 'The line of the crontab starts the container and nothing else', 'Take the script');
  for (const hook of service.preStop) ledger.dropped(hook.path, 'Plain lines stop nothing', 'Take the script');
  for (const wait of service.waits)
    if (wait.restart) ledger.dropped([...wait.path, 'restart'], 'Plain lines restart nothing', 'Take the script');
}
