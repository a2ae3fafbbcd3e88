import { serviceNamed } from '../../container-plan/plan-index.ts';
import { namesNetworkById, networkFlags } from '../../container-plan/flags/attachments.ts';
import { createOptions } from '../../container-plan/container.ts';
import type { Text } from '../../container-plan/text.ts';
import type {
  ContainerPlan,
  Flag,
  HookPlan,
  NetworkPlan,
  ServicePlan,
  VolumePlan,
  WaitPlan,
} from '../../container-plan/types.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import { quotedText } from '../../shared/shell/quoting.ts';
import { shellAssignment, shellComment, shellLines } from '../../shared/shell/shell-word.ts';
import { buildLine } from '../build/build-line.ts';
import { asByHand, countOf } from './by-hand.ts';
import type { Environment, Fill } from '../script/command-words.ts';
import { before, commandOf, fillFor, handedOver, optionWords, word } from '../script/command-words.ts';
import { crontabLines } from '../script/crontab.ts';
import { tellWhatIsLeftOut } from '../left-out.ts';
import type { SecretsPlace } from '../values/secrets-place.ts';
import { exportHint } from '../values/secrets-place.ts';
import type { EngineField } from '../../container-plan/engine-field.ts';

/** The commands that start a project once, in order, for reading and pasting. What they do not do goes into the ledger. */
export function printLines(given: ContainerPlan, secrets: SecretsPlace, ledger: CheckedLedger<EngineField>): string {
  const plan = asByHand(given);
  tellWhatIsLeftOut(plan, 'lines', ledger);
  const engine = plan.engine.name;
  const fixed = fillFor(plan, '');
  const command: Command = (words, piped = false) =>
    shellLines([[engine, ...(words[0] ?? [])], ...words.slice(1)], piped ? '  ' : '');
  const options = (flags: readonly Flag[], fill: Fill) => flags.map((flag) => optionWords(flag, fill));
  const resource = (kind: 'network' | 'volume', one: NetworkPlan | VolumePlan): string =>
    one.external
      ? shellComment(`The ${kind} ${one.key} is external: it has to be there.`)
      : commandOf([[engine, kind, 'create'], ...options(one.flags, fixed), [word(fixed(one.name))]]);
  const head = [
    `#!/bin/sh\n${shellComment(`${plan.project}: the commands that start the project once. Run them in the project directory.`)}\nset -e`,
    secretLines(plan, secrets),
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
  const builds = plan.services.flatMap((service) => (service.build ? [buildLine(plan, service.build)] : []));
  return `${[...head, builds.join('\n'), ...plan.services.map((service) => serviceLines(plan, service, command)), schedules.join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Where the values of the secrets come from. */
function secretLines({ secrets }: ContainerPlan, place: SecretsPlace): string {
  if (secrets.length === 0) return '';
  switch (place.in) {
    case 'script':
      return secrets.map(({ variable, value }) => quotedText(shellAssignment(variable, value))).join('\n');
    case 'file':
      return shellComment(`The secret values come first, with: . ./${place.name}`);
    case 'environment':
      return shellComment(exportHint(secrets));
  }
}

/** A command of the engine; `piped`: it is the second line of a pipe. */
type Command = (words: readonly (readonly string[])[], piped?: boolean) => string;

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
    const made = command(
      [
        start,
        ['--name', word(name)],
        ...pull,
        ...environment.options,
        ...createOptions(service, plan.engine.name).map((flag) => optionWords(flag, fill)),
        [word(fill(service.image)), ...service.command.map((one) => word(fill(one)))],
      ],
      isMoved(environment),
    );
    for (const directory of service.mounts.flatMap((mount) => (mount.makeDirectory ? [mount.makeDirectory] : [])))
      lines.push(`[ -e ${word(directory)} ] || mkdir -p ${word(directory)}`);
    lines.push(`${before(environment)}${made}`);
    if (service.schedule) continue;
    if (first) {
      lines.push(...service.preStart.map((hook) => beforeLine(plan, service, hook, fill, name, command)));
      lines.push(command([['start', word(name)]]));
    }
    lines.push(...service.postStart.map((hook) => execLine(plan, hook, fill, name, command)));
  }
  return lines.join('\n');
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
  const line = command(
    [
      ['run', '--rm', '--volumes-from', word(name)],
      ...environment.options,
      ...joined.map((flag) => optionWords(flag, fill)),
      ...hookOptions(hook, fill),
      [word(fill(hook.image ?? service.image)), ...hook.command.map((one) => word(fill(one)))],
    ],
    isMoved(environment),
  );
  return `${before(environment)}${line}`;
}

function execLine(plan: ContainerPlan, hook: HookPlan, fill: Fill, name: Text, command: Command): string {
  const environment = handedOver(hook.environment, plan.engine.name, fill);
  const line = command(
    [
      ['exec'],
      ...environment.options,
      ...hookOptions(hook, fill),
      [word(name), ...hook.command.map((one) => word(fill(one)))],
    ],
    isMoved(environment),
  );
  return `${before(environment)}${line}`;
}

/** Whether something comes before the command, which is on a line of its own then. */
const isMoved = ({ piped, assigned }: Environment): boolean => piped.length + assigned.length > 0;

function hookOptions(hook: HookPlan, fill: Fill): readonly (readonly string[])[] {
  return [
    ...(hook.user ? [['--user', word(fill(hook.user))]] : []),
    ...(hook.workingDirectory ? [['--workdir', word(fill(hook.workingDirectory))]] : []),
    ...(hook.privileged ? [['--privileged']] : []),
  ];
}
