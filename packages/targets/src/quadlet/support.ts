import type { EngineCommand, EngineField } from '../container-plan/engine-field.ts';
import { isSince, podmanVersion } from '../container-plan/engine.ts';
import { commandLineSupport } from '../container-plan/support/support.ts';
import type { Support, SupportTable } from '../account/support.ts';
import { dropped, resolved } from '../account/support.ts';
import type { HookKey } from '../unit-plan/unit-field.ts';
import { approximated, carried } from '../unit-plan/unit-rows.ts';
import { podmanVersionOption } from '../container-plan/engine-options.ts';
import { supportLike } from '../unit-plan/support-rows.ts';
import { unitRows } from '../unit-plan/unit-support.ts';
import { buildKeys, containerKeys, networkKeys, volumeKeys } from './keys.ts';

const usual = podmanVersion(String(podmanVersionOption.default)) ?? { major: 0, minor: 0 };
const all = { ...buildKeys, ...volumeKeys, ...networkKeys, ...containerKeys };

/** What runs the commands of docker that have a key as a whole. */
const commands = {
  'docker build': 'podman build',
  'docker cp': 'podman secret create',
  'docker create': 'podman run',
  'docker exec': 'podman exec',
  'docker network create': 'podman network create',
  'docker network inspect': 'podman network inspect',
  'docker pull': 'podman pull',
  'docker run': 'podman run',
  'docker volume create': 'podman volume create',
  'docker volume inspect': 'podman volume inspect',
} as const satisfies Record<EngineCommand, string>;

/** A field of the command line in the words of this version: the key that stands for an option. */
function quadletField(field: EngineField): string {
  if (isCommand(field)) return commands[field];
  return field
    .split(' ')
    .map((word) => (word.startsWith('--') ? keyOf(word) : word))
    .join(' ');
}

const isCommand = (field: EngineField): field is EngineCommand => Object.hasOwn(commands, field);

function keyOf(option: string): string {
  const known = Object.hasOwn(all, option) ? all[option] : undefined;
  return known && isSince(usual, known.since) ? `${known.key}=` : `PodmanArgs=${option}`;
}

const mapped = (row: Support<EngineField>): Support =>
  row.kind === 'carried' || row.kind === 'approximated' ? { ...row, field: quadletField(row.field) } : row;

const buildKit = dropped('`podman build` does not have it.');
const rebuilt = 'The image is built, out of the cache where that is possible, whenever the unit starts.';
const notOfContainers = dropped('Podman has no options of a driver per container.');
const gpus = approximated('AddDevice=', 'The GPUs are devices of the Container Device Interface, whole and by number.');
const devices = (path: string): Readonly<Record<string, Support>> => ({
  [path]: gpus,
  [`${path}.capabilities`]: gpus,
  [`${path}.count`]: gpus,
  [`${path}.device_ids`]: gpus,
  [`${path}.driver`]: gpus,
  [`${path}.options`]: dropped('Devices of the Container Device Interface take no options.'),
});
const hook = (name: string, key: HookKey): Readonly<Record<string, Support>> => ({
  [`services.${name}.environment`]: carried(`${key}= --env`),
  [`services.${name}.privileged`]: carried(`${key}= --privileged`),
  [`services.${name}.user`]: carried(`${key}= --user`),
  [`services.${name}.working_dir`]: carried(`${key}= --workdir`),
});
const fileMounts = carried('Mount=');

let table: SupportTable | undefined;

/** Keys of Quadlet files for Podman 5.4; other versions say more per use. */
export const support = (): SupportTable =>
  (table ??= supportLike(commandLineSupport(), mapped, {
    ...unitRows,
    ...hook('post_start', 'ExecStartPost'),
    ...hook('pre_start', 'ExecStartPre'),
    ...hook('pre_stop', 'ExecStop'),
    'networks.attachable': resolved('every network of Podman is attachable'),
    'networks.driver_opts': carried('Options='),
    'networks.enable_ipv4': resolved("Podman's networks have IPv4 addresses"),
    'networks.ipam.config.aux_addresses': dropped("Podman's networks keep no addresses free."),
    'networks.ipam.options': dropped("Podman's address management has no such options."),
    'secrets.external': carried('Secret='),
    'services.build': approximated('SetWorkingDirectory=', rebuilt),
    'services.build.context': approximated('SetWorkingDirectory=', rebuilt),
    'services.build.dockerfile_inline': carried('File='),
    'services.build.extra_hosts': carried('PodmanArgs=--add-host'),
    'services.build.pull': carried('PodmanArgs=--pull'),
    'services.build.shm_size': carried('PodmanArgs=--shm-size'),
    'services.build.ulimits': carried('PodmanArgs=--ulimit'),
    'services.build.ulimits.hard': carried('PodmanArgs=--ulimit'),
    'services.build.ulimits.soft': carried('PodmanArgs=--ulimit'),
    'services.build.entitlements': buildKit,
    'services.build.isolation': buildKit,
    'services.build.no_cache_filter': buildKit,
    'services.build.privileged': buildKit,
    'services.build.provenance': buildKit,
    'services.build.sbom': buildKit,
    'services.container_name': carried('ContainerName='),
    'services.deploy.replicas': carried('ContainerName='),
    'services.scale': carried('ContainerName='),
    ...devices('services.deploy.resources.reservations.devices'),
    'services.domainname': dropped('Podman has no domain without a host name.', 'give the service a `hostname`'),
    'services.external_links': dropped('Podman has no links.', 'put both containers into one network'),
    ...devices('services.gpus'),
    'services.gpus.capabilities': dropped('Devices of the Container Device Interface come whole.'),
    'services.healthcheck.start_interval': carried('HealthStartupInterval='),
    'services.image': carried('Image= or ImageTag='),
    'services.environment': carried('Environment='),
    'services.isolation': dropped('Podman has one way to isolate containers on Linux.'),
    'services.links': approximated(
      'Network=',
      'Podman has no links: the name is one for all containers of the network.',
    ),
    'services.networks.driver_opts': notOfContainers,
    'services.networks.gw_priority': dropped('With Podman the first network has the default route.', 'set `priority`'),
    'services.networks.interface_name': carried('Network= interface_name='),
    'services.networks.link_local_ips': dropped('Podman gives no link-local addresses.'),
    'services.networks.mac_address': carried('Network= mac='),
    'services.mac_address': carried('Network= mac='),
    'services.logging.driver': dropped('Podman has log drivers of its own.', 'forward the journal'),
    'services.runtime': carried('GlobalArgs=--runtime'),
    'services.security_opt': carried('NoNewPrivileges=, SeccompProfile= or PodmanArgs=--security-opt'),
    'services.storage_opt': dropped("Podman's storage options hold for all containers."),
    'services.volumes.volume': carried('Volume= or Mount='),
    'services.volumes.volume.labels': dropped(
      'Podman gives no labels to volumes of a mount.',
      'give them to the top-level volume',
    ),
    'services.volumes.volume.nocopy': carried('Volume= nocopy'),
    'services.volumes.volume.subpath': carried('Mount= subpath='),
    'services.volumes.image.subpath': carried('Mount= subpath='),
    'services.volumes.bind.recursive': carried('Volume= or Mount='),
    'services.volumes.bind.create_host_path': carried('ExecStartPre= mkdir'),
    'services.secrets': fileMounts,
    'services.configs': fileMounts,
  }));
