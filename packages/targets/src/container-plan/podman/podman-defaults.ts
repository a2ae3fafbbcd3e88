import { isJoined } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { CheckedLedger } from '../../account/ledger.ts';
import type { PodmanVersion } from '../engine.ts';
import { isSince } from '../engine.ts';
import type { Text } from '../text.ts';
import { literalOf, text } from '../text.ts';
import type { ContainerPlan, Flag, MountPlan, ServicePlan } from '../types.ts';
import type { EngineField, EngineOption } from '../engine-field.ts';

/** Capabilities that Docker gives every container and Podman does not. Source: moby, `oci/caps`; containers.conf(5). */
const capabilities = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'];

/** How a project is to run with Podman. */
export interface PodmanDefaults {
  readonly version: PodmanVersion;
  /** Whether containers get what Docker gives them, instead of Podman's defaults. */
  readonly wanted: boolean;
  /** The output makes a working directory that the image lacks, as Docker does. */
  readonly makesWorkdir?: boolean;
  /** The containers share the network of a pod. */
  readonly pod?: boolean;
}

/**
 * What Podman does otherwise for every container, as Docker does it, where that is asked for: Podman's capabilities and limit
 * of processes are the safer ones. What stays is said once.
 */
export function withDockersDefaults(
  plan: ContainerPlan,
  defaults: PodmanDefaults,
  ledger: CheckedLedger<EngineField>,
): ContainerPlan {
  tellPodmansDefaults(plan, defaults, ledger);
  if (!defaults.wanted) return plan;
  return {
    ...plan,
    services: plan.services.map((service) => ({
      ...service,
      flags: [...service.flags, ...defaultFlags(service, defaults)],
      mounts: service.mounts.map(withoutPrograms),
    })),
  };
}

function tellPodmansDefaults(
  { services }: ContainerPlan,
  defaults: PodmanDefaults,
  ledger: CheckedLedger<EngineField>,
): void {
  const has = (flag: EngineOption) => services.some(({ flags }) => flags.some((one) => one.flag === flag));
  if (services.length > 1 && !hasOwnHosts(defaults))
    ledger.note(
      'Podman copies the host\'s /etc/hosts into containers, where a name in it wins over the service of that name: set `base_hosts_file = "none"` in containers.conf, or convert with --docker-defaults for Podman 5.3 or newer.',
    );
  if (services.length > 0 && !defaults.wanted)
    ledger.note(
      `Unlike Docker, Podman gives containers no NET_RAW (ping), MKNOD and AUDIT_WRITE, at most 2048 processes, 62.5 MiB of /dev/shm, and ports below 1024 to root alone${services.some(({ mounts }) => mounts.some(isTmpfs)) ? ', and lets programs run on a tmpfs' : ''}: --docker-defaults gives them what Docker does.`,
    );
  tellOfShared(services, ledger);
  if (has('--read-only')) ledger.note('Podman makes /dev read-only as well where a service has `read_only`.');
  const places = (defaults.makesWorkdir ? [] : services).flatMap((service) => {
    const place = missingWorkdir(service);
    return place === undefined ? [] : [`${service.service} (${place})`];
  });
  if (places.length > 0)
    ledger.note(
      `Podman does not start a container whose image lacks the \`working_dir\`, which Docker makes: see that the images have it: ${places.join(', ')}.`,
    );
}

/** What is otherwise where a container shares a namespace. */
function tellOfShared(services: readonly ServicePlan[], ledger: CheckedLedger<EngineField>): void {
  const sharers = services.filter(({ networkMode }) => isJoined(modeOf(networkMode)));
  if (sharers.length > 0)
    ledger.note(
      `Docker gives a container that shares the network of another that one's host name, and Podman gives it its own: ${sharers.map(({ service }) => service).join(', ')}.`,
    );
  if (services.some(({ flags }) => flags.some(({ flag, value }) => flag === '--ipc' && modeOf(value) === 'host')))
    ledger.note("Podman runs no programs from the host's /dev/shm, which `ipc: host` shares.");
}

const modeOf = ([first]: Text = []): string => (typeof first === 'string' ? first : '');

/**
 * The working directory that the image has to have: Docker makes it, Podman does not. What is mounted there is there, and
 * what is on the way to the image's own.
 */
export function missingWorkdir(service: ServicePlan): string | undefined {
  const place = literalOf(service.flags.find(({ flag }) => flag === '--workdir')?.value ?? []) ?? '';
  const isMounted = service.mounts.some(({ target }) =>
    `${place}/`.startsWith(target.endsWith('/') ? target : `${target}/`),
  );
  const isOfImage = `${service.imageDirectory ?? ''}/`.startsWith(`${place.replace(/\/$/, '')}/`);
  return place.startsWith('/') && place !== '/' && !isMounted && !isOfImage ? place : undefined;
}

const isTmpfs = ({ form, value: [first] }: MountPlan): boolean =>
  form === 'tmpfs' || (typeof first === 'string' && first.startsWith('type=tmpfs,'));

/** An own hosts file: older Podmans have no option for it. */
const hasOwnHosts = ({ wanted, version, pod }: PodmanDefaults): boolean =>
  wanted && pod !== true && isSince(version, '5.3');

/** It has the network of the container, host or pod that it shares. */
const sharesNetwork = ({ networkMode }: ServicePlan, { pod }: PodmanDefaults): boolean => {
  const mode = modeOf(networkMode);
  return (pod === true && networkMode === undefined) || mode === 'host' || isJoined(mode);
};

function defaultFlags(service: ServicePlan, defaults: PodmanDefaults): readonly Flag[] {
  const flag = (name: EngineOption, value: string): Flag => ({
    flag: name,
    value: text(value),
    path: pathTo(['services', service.service]),
  });
  const said = (name: EngineOption) =>
    service.flags.filter((one) => one.flag === name).map(({ value }) => literalOf(value ?? []) ?? '');
  const dropped = said('--cap-drop').map((one) => one.toUpperCase().replace(/^CAP_/, ''));
  const isPrivileged = said('--privileged').length > 0;
  const missing = isPrivileged || dropped.includes('ALL') ? [] : capabilities.filter((one) => !dropped.includes(one));
  const ownNetwork = !sharesNetwork(service, defaults);
  const lowPorts = 'net.ipv4.ip_unprivileged_port_start';
  const ownMemory =
    said('--ipc').length + said('--shm-size').length === 0 &&
    !said('--tmpfs').some((one) => one.startsWith('/dev/shm')) &&
    !service.mounts.some(({ target }) => target === '/dev/shm');
  return [
    ...(hasOwnHosts(defaults) && ownNetwork ? [flag('--hosts-file', 'none')] : []),
    ...missing.map((one) => flag('--cap-add', one)),
    ...(said('--pids-limit').length > 0 ? [] : [flag('--pids-limit', '-1')]),
    ...(ownNetwork && !said('--sysctl').some((one) => one.startsWith(`${lowPorts}=`))
      ? [flag('--sysctl', `${lowPorts}=0`)]
      : []),
    ...(ownMemory ? [flag('--shm-size', '64m')] : []),
  ];
}

/** A tmpfs of Docker runs no programs, unless it is told to. */
function withoutPrograms(mount: MountPlan): MountPlan {
  const value = literalOf(mount.value);
  if (value === undefined || !isTmpfs(mount) || /[:,](?:no)?exec(?:,|$)/.test(value)) return mount;
  const isFirst = mount.form === 'tmpfs' && !value.includes(':');
  return { ...mount, value: text(value, isFirst ? ':noexec' : ',noexec') };
}
