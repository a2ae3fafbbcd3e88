import type { Service } from '@transpose/core';
import { parseUser } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { KubernetesContext } from '../facts/context.ts';
import type { SecurityContext } from '../objects/objects.ts';
import type { NumericUser } from './numeric-user.ts';
import { numericUser } from './numeric-user.ts';

/** For init containers of ours: no root, no rights, no way to more. Allowed everywhere, by "restricted" too. */
export const restrictedInit: SecurityContext = {
  runAsNonRoot: true,
  runAsUser: 65534,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/** `appArmorProfile` is a field from this version on, an annotation before. */
export const appArmorFieldSince = 30;

/** The rights of a service's container: `user`, `cap_*`, `privileged`, `read_only`, `security_opt`. */
export function containerSecurity(context: KubernetesContext, service: Service): SecurityContext | undefined {
  const user = userOf(context, service);
  const options = securityOptions(context, service);
  const capabilities = capabilitiesOf(service);
  const security: SecurityContext = {
    ...(user.uid !== undefined && { runAsUser: user.uid }),
    ...(user.gid !== undefined && { runAsGroup: user.gid }),
    ...(service.privileged && { privileged: true }),
    ...(service.read_only && { readOnlyRootFilesystem: true }),
    ...(options.noNewPrivileges && { allowPrivilegeEscalation: false }),
    ...(capabilities && { capabilities }),
    ...(options.seccompUnconfined && { seccompProfile: { type: 'Unconfined' } }),
    ...(options.appArmorUnconfined &&
      context.options.minor >= appArmorFieldSince && { appArmorProfile: { type: 'Unconfined' } }),
    ...(Object.keys(options.seLinux).length > 0 && { seLinuxOptions: options.seLinux }),
  };
  return Object.keys(security).length === 0 ? undefined : security;
}

/** Whether the container runs outside of the runtime's seccomp profile, as it does under Docker. */
export function isUnconfined(service: Service): boolean {
  return service.privileged === true || service.security_opt.some((option) => /^seccomp[:=]unconfined$/.test(option));
}

/** Whether AppArmor is switched off: an annotation says so before 1.30. */
export function isAppArmorUnconfined(service: Service): boolean {
  return service.security_opt.some((option) => /^apparmor[:=]unconfined$/.test(option));
}

function userOf(context: KubernetesContext, service: Service): NumericUser {
  const numbers = numericUser(service.user);
  const { user: name, group = '' } = parseUser(service.user ?? '');
  const path = pathTo(['services', service.name, 'user']);
  const hint =
    'Write the number that the image gives the name (docker run --rm --entrypoint id IMAGE NAME), or give --images';
  if (name !== '' && numbers.uid === undefined) {
    context.ledger.dropped(path, `Kubernetes takes numbers only, and only the image knows the uid of "${name}"`, hint);
    return {};
  }
  if (group !== '' && numbers.gid === undefined) {
    context.ledger.approximated(
      path,
      'Container.securityContext.runAsUser',
      `Only the image knows the gid of "${group}"`,
      hint,
    );
  }
  return numbers;
}

function capabilitiesOf(
  service: Service,
): { readonly add?: readonly string[]; readonly drop?: readonly string[] } | undefined {
  const plain = (names: readonly string[]) => [
    ...new Set(names.map((name) => name.toUpperCase().replace(/^CAP_/, ''))),
  ];
  const add = plain(service.cap_add);
  const drop = plain(service.cap_drop);
  if (add.length === 0 && drop.length === 0) return undefined;
  return { ...(add.length > 0 && { add }), ...(drop.length > 0 && { drop }) };
}

interface SecurityOptions {
  noNewPrivileges: boolean;
  seccompUnconfined: boolean;
  appArmorUnconfined: boolean;
  seLinux: Record<string, string>;
}

function securityOptions(context: KubernetesContext, service: Service): SecurityOptions {
  const found: SecurityOptions = {
    noNewPrivileges: false,
    seccompUnconfined: false,
    appArmorUnconfined: false,
    seLinux: {},
  };
  for (const [index, option] of service.security_opt.entries()) {
    const path = pathTo(['services', service.name, 'security_opt', index]);
    const [, key = option, value = ''] = /^([a-z-]+)[:=](.*)$/.exec(option) ?? [];
    switch (key) {
      case 'no-new-privileges':
        if (value === 'false') break;
        if (!service.privileged && !service.cap_add.some((name) => /^(CAP_)?(SYS_ADMIN|ALL)$/i.test(name))) {
          found.noNewPrivileges = true;
        } else
          context.ledger.dropped(
            path,
            'Kubernetes refuses it beside privileged and SYS_ADMIN, which grant more anyway',
          );
        break;
      case 'seccomp':
        if (value === 'unconfined') found.seccompUnconfined = !service.privileged;
        else if (value !== 'builtin') {
          context.ledger.dropped(
            path,
            'A profile has to lie on each node',
            'Install it on the nodes and set seccompProfile type Localhost in a patch',
          );
        }
        break;
      case 'apparmor':
        if (value === 'unconfined') found.appArmorUnconfined = true;
        else if (value !== 'docker-default') {
          context.ledger.dropped(
            path,
            'A profile has to be loaded on each node',
            'Load it on the nodes and set appArmorProfile type Localhost in a patch',
          );
        }
        break;
      case 'label': {
        const [, part = '', text = ''] = /^(user|role|type|level)[:=](.*)$/.exec(value) ?? [];
        if (part !== '') found.seLinux[part] = text;
        else context.ledger.dropped(path, 'A Pod can name SELinux labels, and not switch them off');
        break;
      }
      default:
        context.ledger.dropped(path, 'A Pod has no field for this');
    }
  }
  return found;
}
