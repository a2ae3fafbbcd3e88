import { networkFlags } from '../../container-plan/flags/attachments.ts';
import { createOptions } from '../../container-plan/container.ts';
import type { Engine } from '../../container-plan/engine.ts';
import { missingWorkdir } from '../../container-plan/podman/podman-defaults.ts';
import { serviceNamed } from '../../container-plan/plan-index.ts';
import { standardName } from '../../container-plan/names.ts';
import type { Text } from '../../container-plan/text.ts';
import { projectName, text } from '../../container-plan/text.ts';
import type { AttachmentPlan, ContainerPlan, HookPlan, ServicePlan } from '../../container-plan/types.ts';
import { assignment, shellComment, shellLines } from '../../shared/shell/shell-word.ts';
import type { FunctionNames } from './function-names.ts';
import { carriedVariable, environmentWords, flagWords, literal, secretWords, textAssignment, word } from './words.ts';

/** The function that knows a service's container: it hands the words of the definition to the function it is given. */
export function definition(plan: ContainerPlan, service: ServicePlan, names: FunctionNames): string {
  const settings = [
    textAssignment('name', service.name),
    textAssignment('image', service.image),
    ...(service.pull === 'missing' ? [] : [`pull=${service.pull}`]),
    ...(service.platform ? [textAssignment('platform', service.platform)] : []),
    ...(service.builtBy === undefined ? [] : [assignment('builds', service.builtBy)]),
    ...(service.replicas === 1 ? [] : [`replicas=${service.replicas}`]),
    ...(hasFixedName(service) ? ['single=yes'] : []),
    ...(service.waits.length === 0 ? [] : [assignment('depends_on', dependsOnLabel(service))]),
    ...list(
      'optional',
      service.waits.filter((wait) => !wait.required).map((wait) => wait.service),
    ),
    ...list('needs', service.needs),
    ...anonymousTargets(service).map((target) => `${carriedVariable(target)}=$(carried ${literal(target)})`),
  ];
  const groups = [
    ['"$@"'],
    ...service.shares.flatMap((other) => sharedContainer(plan, other)),
    ...secretWords(service.environment),
    ...service.mounts.flatMap((mount) => (mount.makeDirectory ? [['directory', word(mount.makeDirectory)]] : [])),
    ...workdirToMake(service, plan.engine.name),
    ...service.files.map((file) => [
      'file',
      literal(file.target),
      file.mode.toString(8).padStart(4, '0'),
      String(file.uid),
      String(file.gid),
      String(file.owned),
      file.secret === undefined ? word(file.content) : `"\${${file.secret}}"`,
    ]),
    ['--'],
    ...environmentWords(service.environment),
    ...createOptions(service, plan.engine.name).map(flagWords),
    ['"$image"', ...service.command.map((one) => word(one))],
  ];
  return `${shellComment(service.service)}
define_${names.of(service.service)}() {
${settings.map((line) => `  ${line}`).join('\n')}
  ${shellLines(groups, '  ')}
}
`;
}

/** The working directory that the script makes where the image lacks it. */
export function workdirToMake(service: ServicePlan, engine: Engine['name']): readonly (readonly string[])[] {
  const place = engine === 'docker' ? undefined : missingWorkdir(service);
  return place === undefined ? [] : [['workdir', literal(place)]];
}

const list = (name: string, services: readonly string[]): readonly string[] =>
  services.length === 0 ? [] : [assignment(name, services.join(' '))];

const hasFixedName = (service: ServicePlan): boolean =>
  !service.name.some((part) => typeof part !== 'string' && part.of === 'number');

function anonymousTargets(service: ServicePlan): readonly string[] {
  return service.mounts.flatMap((mount) =>
    mount.value.flatMap((part) => (typeof part !== 'string' && part.of === 'anonymous' ? [part.target] : [])),
  );
}

/** `SERVICE:CONDITION:RESTART` per dependency, as Docker's label has it. */
function dependsOnLabel(service: ServicePlan): string {
  const conditions = {
    started: 'service_started',
    healthy: 'service_healthy',
    completed: 'service_completed_successfully',
  } as const;
  return service.waits.map((wait) => `${wait.service}:${conditions[wait.condition]}:${wait.restart}`).join(',');
}

/** The container of another service belongs to the fingerprint: when it is made anew, so is the one that shares with it. */
function sharedContainer(plan: ContainerPlan, other: string): readonly (readonly string[])[] {
  const service = serviceNamed(plan, other);
  if (!service) return [];
  const name = hasFixedName(service) ? service.name : standardName(other);
  return [['shares', `"$(container_id ${word(name)})"`]];
}

/** `pre_start`: a container of its own, on the networks of the service under the name of a container number 0. */
export function preStartCommand(service: ServicePlan, hook: HookPlan, engine: Engine['name']): string {
  // A value of the hook's own comes in the place of the service's, however either of them is given to the engine.
  const environment = [
    ...new Map([...service.environment, ...hook.environment].map((entry) => [entry.name, entry])).values(),
  ];
  const joined = { ...service, networks: service.networks.map((one) => asNumberZero(service, one)), links: [] };
  const groups = [
    ['run_before'],
    ...secretWords(environment),
    ['--'],
    ...environmentWords(environment),
    ...networkFlags(joined, hook.path, engine).map(flagWords),
    ...hookOptions(hook),
    [hook.image ? word(hook.image) : '"$image"', ...hook.command.map((one) => word(one))],
  ];
  return shellLines(groups, '      ');
}

function asNumberZero(service: ServicePlan, one: AttachmentPlan): AttachmentPlan {
  const name: Text = text(projectName, `-${service.service}-0`);
  return {
    key: one.key,
    name: one.name,
    aliases: [name, ...one.aliases],
    linkLocal: [],
    driverOptions: [],
    path: one.path,
  };
}

/** `post_start`, `pre_stop`: a command in the container. */
export function execCommand(hook: HookPlan): string {
  const groups = [
    ['run_inside'],
    ...secretWords(hook.environment),
    ['--'],
    ...environmentWords(hook.environment),
    ...hookOptions(hook),
    ['"$name"', ...hook.command.map((one) => word(one))],
  ];
  return shellLines(groups, '      ');
}

function hookOptions(hook: HookPlan): readonly (readonly string[])[] {
  return [
    ...(hook.user ? [['--user', word(hook.user)]] : []),
    ...(hook.workingDirectory ? [['--workdir', word(hook.workingDirectory)]] : []),
    ...(hook.privileged ? [['--privileged']] : []),
  ];
}
