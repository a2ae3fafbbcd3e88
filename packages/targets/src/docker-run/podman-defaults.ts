import type { PodmanVersion } from '../container-plan/engine.ts';
import { isSince } from '../container-plan/engine.ts';
import { literalOf, text } from '../container-plan/text.ts';
import type { ContainerPlan, EnvironmentEntry, Flag, HookPlan, ServicePlan } from '../container-plan/types.ts';
import type { Ledger } from '../ledger.ts';

/** Capabilities that Docker gives every container and Podman does not. Source: moby, `oci/caps`; containers.conf(5). */
const capabilities = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'];

/**
 * What Podman does otherwise for every container, as Docker does it, where that is asked for: the capabilities and the limit
 * of processes, of which Podman's are the safer ones, and a hosts file of the container's own, for which older Podmans have no
 * option. What stays is said once.
 */
export function withDockersDefaults(
  plan: ContainerPlan,
  version: PodmanVersion,
  wanted: boolean,
  ledger: Ledger,
): ContainerPlan {
  const ownHosts = wanted && isSince(version, '5.3');
  if (!ownHosts && plan.services.length > 1)
    ledger.note(
      'Podman copies the host\'s /etc/hosts into containers, where a name in it wins over the service of that name: set `base_hosts_file = "none"` in containers.conf, or convert with --docker-defaults for Podman 5.3 or newer.',
    );
  if (!wanted && plan.services.length > 0)
    ledger.note(
      'Containers of Podman lack the capabilities NET_RAW (ping), MKNOD and AUDIT_WRITE and have at most 2048 processes, unlike those of Docker: --docker-defaults gives them what Docker does.',
    );
  return {
    ...plan,
    services: plan.services.map((service) => ({
      ...service,
      flags: [
        ...service.flags,
        ...(ownHosts && !sharesNetwork(service) ? [flagOf(service, '--hosts-file', 'none')] : []),
        ...(wanted ? defaultFlags(service) : []),
      ],
      environment: throughEnvironment(service.environment),
      preStart: hooksOf(service.preStart),
      postStart: hooksOf(service.postStart),
      preStop: hooksOf(service.preStop),
    })),
  };
}

const flagOf = ({ service }: ServicePlan, flag: string, value: string): Flag => ({
  flag,
  value: text(value),
  path: ['services', service],
});

/** It has the file of the container or host whose network it is in. */
const sharesNetwork = ({ networkMode }: ServicePlan): boolean => {
  const [first] = networkMode ?? [];
  return typeof first === 'string' && (first === 'host' || first.startsWith('container:'));
};

function defaultFlags(service: ServicePlan): readonly Flag[] {
  const said = (flag: string) =>
    service.flags.filter((one) => one.flag === flag).map(({ value }) => literalOf(value ?? []));
  const dropped = said('--cap-drop').map((one) => one?.toUpperCase().replace(/^CAP_/, ''));
  const isPrivileged = said('--privileged').length > 0;
  const missing = isPrivileged || dropped.includes('ALL') ? [] : capabilities.filter((one) => !dropped.includes(one));
  return [
    ...missing.map((one) => flagOf(service, '--cap-add', one)),
    ...(said('--pids-limit').length > 0 ? [] : [flagOf(service, '--pids-limit', '-1')]),
  ];
}

const hooksOf = (hooks: readonly HookPlan[]): readonly HookPlan[] =>
  hooks.map((hook) => ({ ...hook, environment: throughEnvironment(hook.environment) }));

/** Podman loses carriage returns of a variable that is an argument, and keeps those of its own environment. */
const throughEnvironment = (entries: readonly EnvironmentEntry[]): readonly EnvironmentEntry[] =>
  entries.map((entry) =>
    entry.secret === undefined && entry.value?.some((part) => typeof part === 'string' && part.includes('\r'))
      ? { ...entry, hidden: true as const }
      : entry,
  );
