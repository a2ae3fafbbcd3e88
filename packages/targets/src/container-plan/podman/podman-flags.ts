import type { Service } from '@transpose/core';
import { parseTmpfs } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { joinTexts, literalOf, text } from '../text.ts';
import type { Flag } from '../types.ts';
import { table } from '../../shared/formats/table.ts';

/** Options of `docker create` that Podman does not have, and why nothing stands for them. */
const unknown: Readonly<Record<string, string>> = table({
  '--isolation': 'Podman has one way to isolate containers on Linux.',
  '--storage-opt': "Podman's storage options hold for all containers.",
});

/** Log drivers of Docker by what Podman calls them. */
const logDrivers: Readonly<Record<string, string>> = table({
  journald: 'journald',
  'json-file': 'k8s-file',
  local: 'k8s-file',
  none: 'none',
});

/** Options of its log drivers that Podman has as well. */
const logOptions = /^(?:max-size|tag|path)=/;

/** The options of `docker create` as those of `podman create`. Source: podman-create(1). */
export function podmanFlags(context: PlanContext, service: Service, flags: readonly Flag[]): readonly Flag[] {
  const hostname = flags.find(({ flag }) => flag === '--hostname');
  const domain = flags.find(({ flag }) => flag === '--domainname');
  return flags.flatMap((one): readonly Flag[] => {
    const reason = unknown[one.flag];
    if (reason !== undefined) {
      context.ledger.dropped(one.path, reason);
      return [];
    }
    switch (one.flag) {
      case '--hostname':
        return domain?.value && one.value ? [{ ...one, value: text(one.value, '.', domain.value) }] : [one];
      case '--domainname':
        if (hostname)
          context.ledger.approximated(
            one.path,
            '--hostname',
            'Podman has one name for both: the host name holds the domain, and so does HOSTNAME.',
          );
        else
          context.ledger.dropped(
            one.path,
            'Podman has no domain without a host name.',
            'give the service a `hostname`',
          );
        return [];
      case '--add-host':
        return one.value
          ? [
              {
                ...one,
                value: one.value.map((part, index) =>
                  index === 0 && typeof part === 'string' ? part.replace('=', ':') : part,
                ),
              },
            ]
          : [one];
      case '--read-only':
        // Podman would put writable file systems at /tmp, /run and others.
        return [one, { flag: '--read-only-tmpfs=false', path: one.path }, ...sharedMemory(service, flags, one.path)];
      case '--log-driver':
        return logDriver(context, one);
      case '--log-opt':
        if (one.value && logOptions.test(literalOf(one.value) ?? '')) return [one];
        context.ledger.dropped(one.path, "Podman's log drivers do not have this option.");
        return [];
      default:
        return [one];
    }
  });
}

/** Without its file systems Podman 5 makes /dev/shm read-only as well, which Docker does not. */
function sharedMemory(service: Service, flags: readonly Flag[], path: KeyPath): readonly Flag[] {
  const places = [
    ...service.volumes.map(({ target }) => target),
    ...service.tmpfs.map((one) => parseTmpfs(one).target),
  ];
  if (places.includes('/dev/shm') || flags.some(({ flag }) => flag === '--ipc')) return [];
  const size = flags.find(({ flag }) => flag === '--shm-size')?.value ?? text('64m');
  return [{ flag: '--tmpfs', value: text('/dev/shm:rw,nosuid,nodev,noexec,size=', size), path }];
}

function logDriver(context: PlanContext, flag: Flag): readonly Flag[] {
  const driver = literalOf(flag.value ?? []) ?? '';
  const known = logDrivers[driver];
  if (known === undefined) {
    context.ledger.dropped(
      flag.path,
      `Podman has no log driver ${driver}; the output goes to its usual one.`,
      'forward the journal',
    );
    return [];
  }
  if (known === driver) context.ledger.carried(flag.path, '--log-driver');
  else context.ledger.approximated(flag.path, '--log-driver', `Podman's driver for it is ${known}.`);
  return [{ ...flag, value: text(known) }];
}

/** Options of `docker network create` as those of `podman network create`. Source: podman-network-create(1). */
export function podmanNetworkFlags(context: PlanContext, flags: readonly Flag[]): readonly Flag[] {
  return flags.flatMap((one): readonly Flag[] => {
    const value = literalOf(one.value ?? []) ?? '';
    switch (one.flag) {
      case '--attachable':
        context.ledger.resolved(one.path, 'every network of Podman is attachable');
        return [];
      case '--ipv4':
      case '--ipv6=false':
        context.ledger.resolved(one.path, "it is Podman's default");
        return [];
      case '--ipv4=false':
        context.ledger.dropped(
          one.path,
          "Podman's networks have IPv4 addresses unless all their subnets are IPv6.",
          'give the network IPv6 subnets only',
        );
        return [];
      case '--aux-address':
      case '--ipam-opt':
        context.ledger.dropped(one.path, `Podman's networks have nothing like ${one.flag}.`);
        return [];
      case '--opt':
        if (!value.startsWith('com.docker.') || value.startsWith('com.docker.network.driver.mtu=')) return [one];
        context.ledger.dropped(one.path, "The option is of Docker's driver.");
        return [];
      case '--driver':
        if (value === 'default') return [];
        return [one];
      default:
        return [one];
    }
  });
}

/** Options that only BuildKit has. */
const buildKitOnly = new Set(['--provenance', '--sbom', '--allow', '--no-cache-filter', '--isolation']);

/** Options of `docker build` as those of `podman build`. Source: podman-build(1). */
export function podmanBuildFlags(context: PlanContext, flags: readonly Flag[]): readonly Flag[] {
  return flags.flatMap((one): readonly Flag[] => {
    if (buildKitOnly.has(one.flag)) {
      context.ledger.dropped(one.path, `\`podman build\` has no ${one.flag}.`);
      return [];
    }
    if (one.flag === '--add-host' && one.value)
      return [{ ...one, value: joinTexts([text(literalOf(one.value)?.replace('=', ':') ?? '')], '') }];
    return [one];
  });
}
