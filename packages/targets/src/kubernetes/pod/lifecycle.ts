import type { Hook, Service } from '@transpose/core';
import { isJoined, seconds } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { expansionText } from '../../shared/formats/k8s-dollar.ts';
import { suffixedName } from '../../shared/names/k8s-name.ts';
import type { KubernetesContext } from '../facts/context.ts';
import { envVar, isWritable } from '../configuration/environment.ts';
import { recordOf } from '../facts/image-facts.ts';
import { numericText } from '../../shared/images/with-images.ts';
import type { ImageRecord } from '../../shared/images/image-record.ts';
import { imageOf } from './image.ts';
import type { Container, EnvVar, Lifecycle, LifecycleHandler, SecurityContext } from '../objects/objects.ts';
import type { TextPlace } from '../../shared/secrets/project-secrets.ts';
import { wordsBefore } from '../../shared/secrets/secret-places.ts';
import type { SecretTexts } from '../configuration/secret-text.ts';
import { shellText } from '../configuration/secret-text.ts';
import { numericUser } from '../security/numeric-user.ts';

/** `post_start` and `pre_stop` of a service. A container has one handler each: several hooks become one script. */
export function lifecycleOf(context: KubernetesContext, service: Service, secrets: SecretTexts): Lifecycle | undefined {
  const postStart = handlerOf(context, service, secrets, 'post_start');
  const preStop = handlerOf(context, service, secrets, 'pre_stop');
  if (!postStart && !preStop) return undefined;
  return { ...(postStart && { postStart }), ...(preStop && { preStop }) };
}

/** Hooks are not expanded by Kubernetes: `$` stays as it is. */
function handlerOf(
  context: KubernetesContext,
  service: Service,
  secrets: SecretTexts,
  key: 'post_start' | 'pre_stop',
): LifecycleHandler | undefined {
  const hooks = service[key].filter((hook) => (hook.command ?? []).length > 0);
  if (hooks.length === 0) return undefined;
  const lines: string[] = [];
  let plain: readonly string[] | undefined;
  for (const hook of hooks) {
    const path = pathTo(['services', service.name, key, service[key].indexOf(hook)]);
    reportHook(context, path, hook);
    const command = (hook.command ?? []).map((word, at) =>
      context.hosts.rewrite(service.name, word, pathTo([...path, 'command', at])),
    );
    const place = (at: number) => ({
      before: wordsBefore(command, at),
      path: pathTo([...path, 'command', at]),
    });
    const words = command.map((word, at) => secrets.parts(word, place(at), shellVariable));
    const simple =
      words.every((parts) => parts.every((part) => typeof part === 'string')) && hook.working_dir === undefined;
    const variables = Object.entries(hook.environment).flatMap(([name, value]) =>
      value === null
        ? []
        : [
            [
              `${name}=`,
              ...secrets.parts(value, { path: pathTo([...path, 'environment', name]), name }, shellVariable),
            ] as const,
          ],
    );
    if (hooks.length === 1 && simple && variables.length === 0) plain = command;
    const run = shellText(context, [...(variables.length > 0 ? [['env']] : []), ...variables, ...words], path);
    lines.push(
      hook.working_dir === undefined ? run : `(${shellText(context, [['cd'], [hook.working_dir]], path)} && ${run})`,
    );
  }
  return { exec: { command: plain ?? ['/bin/sh', '-c', lines.join(' && ')] } };
}

const shellVariable = /^[A-Za-z_]\w*$/;

function reportHook(context: KubernetesContext, path: KeyPath, hook: Hook): void {
  if (hook.user !== undefined) context.ledger.dropped([...path, 'user'], 'A hook runs as the user of its container');
  if (hook.privileged) context.ledger.dropped([...path, 'privileged'], 'A hook has the rights of its container');
}

/**
 * `pre_start`: init containers with the environment and mounts of the service, and with nothing else of it: Docker runs the
 * image's own entrypoint with the words of the hook, as the image's user, in its directory, without the limits of the
 * service's rights. Source: createPreStartContainer of docker/compose, pkg/compose/pre_start.go.
 */
export function preStartOf(
  context: KubernetesContext,
  service: Service,
  own: Container,
  secrets: SecretTexts,
): readonly Container[] {
  return service.pre_start.flatMap((hook, index): readonly Container[] => {
    const command = hook.command ?? [];
    if (command.length === 0) return [];
    const path = pathTo(['services', service.name, 'pre_start', index]);
    if (hook.per_replica === false && (service.deploy?.replicas ?? service.scale ?? 1) > 1) {
      context.ledger.approximated(
        [...path, 'per_replica'],
        'Pod.spec.initContainers',
        'It runs in each Pod, not once for all',
      );
    }
    const text = (value: string, place: TextPlace, ...field: readonly (string | number)[]) => {
      const at = pathTo([...path, ...field]);
      return expansionText(secrets.parts(context.hosts.rewrite(service.name, value, at), { ...place, path: at }));
    };
    const variables = Object.entries(hook.environment).flatMap(([name, value]): readonly EnvVar[] =>
      value === null || !isWritable(context, name, value, pathTo([...path, 'environment', name]))
        ? []
        : [envVar(name, text(value, { name }, 'environment', name))],
    );
    const words = command.map((word, at) => text(word, { before: wordsBefore(command, at) }, 'command', at));
    const env = [
      // What a variable is made of has to come before it.
      ...secrets.borrowed.filter(({ name }) => own.env?.some((other) => other.name === name) !== true),
      ...(own.env ?? []).filter(({ name }) => !variables.some((other) => other.name === name)),
      ...variables,
    ];
    const record = hook.image === undefined ? recordOf(context, service) : context.images(hook.image);
    const rights = hookRights(context, hook, path, record);
    return [
      {
        name: suffixedName(own.name, `-pre-start-${index + 1}`),
        image: hook.image ?? imageOf(context, service),
        ...(hook.image === undefined && own.imagePullPolicy !== undefined && { imagePullPolicy: own.imagePullPolicy }),
        args: words,
        ...(env.length > 0 && { env }),
        ...(hook.working_dir !== undefined && hook.working_dir !== '' && { workingDir: hook.working_dir }),
        ...(own.volumeMounts && { volumeMounts: own.volumeMounts }),
        ...(Object.keys(rights).length > 0 && { securityContext: rights }),
      },
    ];
  });
}

/** The user of a hook and its privileges, and no more. */
function hookRights(
  context: KubernetesContext,
  hook: Hook,
  path: KeyPath,
  record: ImageRecord | undefined,
): SecurityContext {
  const user = numericText(record ?? {}, hook.user ?? '');
  const { uid, gid } = numericUser(user);
  const name = user.trim();
  if (name !== '' && uid === undefined) {
    context.ledger.dropped(
      [...path, 'user'],
      `Kubernetes takes numbers only, and only the image knows the uid of "${name}"`,
      'Write the number that the image gives the name (docker run --rm --entrypoint id IMAGE NAME), or give --images',
    );
  }
  return {
    ...(uid !== undefined && { runAsUser: uid }),
    ...(uid !== undefined && gid !== undefined && { runAsGroup: gid }),
    ...(hook.privileged && { privileged: true }),
  };
}

/** `stop_grace_period` of the Pod in whole seconds; undefined: Kubernetes' 30 s, which is more than Docker's 10 s. */
export function gracePeriodOf(members: readonly Service[]): number | undefined {
  const periods = members.flatMap((member) =>
    // Docker kills at once where the time is negative.
    member.stop_grace_period === undefined ? [] : [Math.max(0, Math.ceil(seconds(member.stop_grace_period)))],
  );
  if (periods.length === 0) return undefined;
  // A member that asks for nothing keeps what it would have.
  return Math.max(...periods, ...(periods.length < members.length ? [30] : []));
}

/**
 * `init`: with a shared process namespace the pause process is number one. It reaps zombies and signals have their
 * default actions, as with tini.
 */
export function sharesProcesses(context: KubernetesContext, lead: Service): boolean {
  const members = context.pods.membersOf(lead.name);
  if (
    members.some(
      (member) => member.pid !== undefined && context.pods.leadOf(member.name) !== member.name && isJoined(member.pid),
    )
  ) {
    return true;
  }
  let shared = false;
  for (const member of members) {
    if (!member.init) continue;
    if (members.length === 1 && member.pid !== 'host') shared = true;
    else
      context.ledger.dropped(
        ['services', member.name, 'init'],
        'It shares its Pod with others, and one process namespace would show them to each other',
      );
  }
  return shared;
}
