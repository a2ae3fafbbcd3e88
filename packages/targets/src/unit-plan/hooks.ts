import { networkFlags } from '../container-plan/flags/attachments.ts';
import { projectName, text } from '../container-plan/text.ts';
import type { AttachmentPlan, HookPlan, ServicePlan } from '../container-plan/types.ts';
import type { Quoted } from '../shared/shell/quoting.ts';
import { joinQuoted } from '../shared/shell/quoting.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { HookKey } from './unit-field.ts';
import { imageVolumesWords } from './image-volumes.ts';
import type { Replica } from './markers.ts';
import { marked, nameOf } from './markers.ts';
import type { UnitContext } from './unit-context.ts';
import { sayable, word } from './unit-context.ts';
import type { UnitEnvironment } from './unit-environment.ts';

/** `post_start`: commands in the container once it runs. One that fails, fails the start. */
export function postStartEntries(
  context: UnitContext,
  replica: Replica,
  environment: UnitEnvironment,
): readonly UnitEntry[] {
  return replica.service.postStart.flatMap((hook) =>
    entry(context, 'ExecStartPost', '', hook, quotedWords(context, execWords(context, replica, environment, hook))),
  );
}

/** `pre_stop`: commands in the container before it is stopped, whatever becomes of them. */
export function preStopEntries(
  context: UnitContext,
  replica: Replica,
  environment: UnitEnvironment,
): readonly UnitEntry[] {
  return replica.service.preStop.flatMap((hook) =>
    entry(context, 'ExecStop', '-', hook, quotedWords(context, execWords(context, replica, environment, hook))),
  );
}

/**
 * `pre_start`: containers of their own before the first container of a service starts. `existing`: its container is made
 * already, so that its volumes can be borrowed.
 */
export function preStartEntries(
  context: UnitContext,
  replica: Replica,
  environment: UnitEnvironment,
  existing: boolean,
): readonly UnitEntry[] {
  if (replica.number !== 1) return [];
  return replica.service.preStart.flatMap((hook) =>
    entry(context, 'ExecStartPre', '', hook, runWords(context, replica, environment, hook, existing)),
  );
}

function entry(
  context: UnitContext,
  key: HookKey,
  prefix: string,
  hook: HookPlan,
  quoted: readonly Quoted[],
): readonly UnitEntry[] {
  const value = sayable(context, joinQuoted(quoted), hook.path);
  return value === undefined ? [] : [unitEntry(key, prefix + value)];
}

const quotedWords = ({ markers }: UnitContext, texts: readonly string[]): readonly Quoted[] =>
  texts.map((one) => word(markers, one));

function execWords(
  context: UnitContext,
  replica: Replica,
  environment: UnitEnvironment,
  hook: HookPlan,
): readonly string[] {
  const { markers } = context;
  return [
    context.plan.engine.name,
    'exec',
    ...environment.words(hook.environment),
    ...hookOptions(context, hook, replica),
    nameOf(markers, replica),
    ...hook.command.map((one) => marked(markers, one, replica)),
  ];
}

function runWords(
  context: UnitContext,
  replica: Replica,
  environment: UnitEnvironment,
  hook: HookPlan,
  existing: boolean,
): readonly Quoted[] {
  const { markers, plan } = context;
  const { service } = replica;
  const joined = { ...service, networks: service.networks.map((one) => asNumberZero(service, one)), links: [] };
  const mounts = existing
    ? ['--volumes-from', nameOf(markers, replica)]
    : service.mounts.flatMap((mount) => [`--${mount.form}`, marked(markers, mount.value, replica)]);
  const quoted = (...texts: readonly string[]) => quotedWords(context, texts);
  return [
    ...quoted(plan.engine.name, 'run', '--rm', ...mounts),
    ...(existing ? [] : imageVolumesWords(service)),
    ...quoted(
      ...environment.words([...service.environment, ...hook.environment]),
      ...networkFlags(joined, hook.path, plan.engine.name).flatMap(({ flag, value = [] }) => [
        flag,
        marked(markers, value, replica),
      ]),
      ...hookOptions(context, hook, replica),
      marked(markers, hook.image ?? service.image, replica),
      ...hook.command.map((one) => marked(markers, one, replica)),
    ),
  ];
}

/** On the networks of the service under the name of a container number 0, so that nobody takes it for the service. */
function asNumberZero(service: ServicePlan, one: AttachmentPlan): AttachmentPlan {
  const name = text(projectName, `-${service.service}-0`);
  return { key: one.key, name: one.name, aliases: [name], linkLocal: [], driverOptions: [], path: one.path };
}

function hookOptions({ markers }: UnitContext, hook: HookPlan, replica: Replica): readonly string[] {
  return [
    ...(hook.user ? ['--user', marked(markers, hook.user, replica)] : []),
    ...(hook.workingDirectory ? ['--workdir', marked(markers, hook.workingDirectory, replica)] : []),
    ...(hook.privileged ? ['--privileged'] : []),
  ];
}
