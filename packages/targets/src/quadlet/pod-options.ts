import { sameText } from '../container-plan/text.ts';
import type { Text } from '../container-plan/text.ts';
import type { AttachmentPlan, Flag, ServicePlan } from '../container-plan/types.ts';
import type { CheckedLedger } from '../account/ledger.ts';
import { literalOf } from '../container-plan/text.ts';
import { pathTo } from '../account/key-path.ts';
import type { UnitField } from '../unit-plan/unit-field.ts';

/** Whether a service is in the project's pod: it has the networks of the project. */
export const inPod = (service: ServicePlan): boolean => service.networkMode === undefined;

/** Options of which the pod takes all that its services have. */
const gathered: ReadonlySet<string> = new Set(['--publish', '--dns', '--dns-option', '--dns-search', '--add-host']);

/** Options of which a pod has one for all: whether it is taken when only some services ask for it. */
const common: ReadonlyMap<string, boolean> = new Map([
  ['--hostname', true],
  ['--shm-size', true],
  ['--userns', false],
  ['--uts', false],
]);

/** Options that neither the pod nor a container in it can have. */
const impossible: ReadonlySet<string> = new Set(['--ipc', '--mac-address']);

/** Whether an option of a container in a pod belongs to the pod. Source: podman-pod-create(1); podman-run(1), `--pod`. */
export const isOfPod = ({ flag }: Flag): boolean => gathered.has(flag) || common.has(flag) || impossible.has(flag);

/** The options that a pod takes over from the containers in it; what it cannot take goes into the ledger. */
export function podFlags(services: readonly ServicePlan[], ledger: CheckedLedger<UnitField>): readonly Flag[] {
  const flags = services.flatMap((service) => service.flags);
  for (const flag of flags)
    if (impossible.has(flag.flag))
      ledger.dropped(flag.path, 'The containers of a pod have it in common.', 'leave `--pod` out');
  return [
    ...[...common].flatMap(([name, some]) => {
      const asked = flags.filter(({ flag }) => flag === name);
      return commonFlag(asked, some || asked.length === services.length, services.length, ledger);
    }),
    ...flags.filter(({ flag }) => gathered.has(flag)),
  ];
}

/** The one flag for the pod, when those that ask for it agree; of sizes the largest. */
function commonFlag(
  asked: readonly Flag[],
  taken: boolean,
  services: number,
  ledger: CheckedLedger<UnitField>,
): readonly Flag[] {
  const [first] = asked.toSorted((one, other) => sizeOf(other) - sizeOf(one));
  if (!first) return [];
  const agreed = asked.every(({ value }) => sameText(value ?? [], first.value ?? []));
  if (!taken || (!agreed && first.flag !== '--shm-size')) {
    for (const { path } of asked)
      ledger.dropped(
        path,
        agreed
          ? 'The containers of a pod have it in common, and not all services ask for it.'
          : 'The containers of a pod have it in common, and the services ask for different ones.',
        'give all services the same, or leave `--pod` out',
      );
    return [];
  }
  const difference = 'All containers of the pod have it.';
  for (const { flag, path } of asked)
    if (agreed && asked.length === services) ledger.carried(path, `PodmanArgs=${flag}`);
    else ledger.approximated(path, `PodmanArgs=${flag}`, difference);
  return [first];
}

/** Bytes of a size as `--shm-size` has it; 0 for other texts. */
function sizeOf({ value = [] }: Flag): number {
  const [, digits = '0', unit = ''] = /^(\d+)([kmg]?)$/.exec(literalOf(value) ?? '') ?? [];
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit);
}

/** Each network once, with the aliases of all, and the addresses of the first service that asks for some. */
export function podAttachments(
  services: readonly ServicePlan[],
  ledger: CheckedLedger<UnitField>,
): readonly AttachmentPlan[] {
  const found = new Map<string, AttachmentPlan>();
  for (const one of services.flatMap((service) => service.networks)) {
    const known = found.get(one.key);
    const aliases = (known?.aliases ?? []).concat(
      [...(one.ownName ? [one.ownName] : []), ...one.aliases].filter(
        (alias) => isPlain(alias) && !known?.aliases.some((other) => sameText(alias, other)),
      ),
    );
    if (!known) {
      const { ownName: _ofContainer, ...joined } = one;
      found.set(one.key, { ...joined, aliases });
      continue;
    }
    found.set(one.key, {
      ...known,
      aliases,
      ...address(one, known, 'ipv4', ledger),
      ...address(one, known, 'ipv6', ledger),
      ...address(one, known, 'mac', ledger),
    });
  }
  return [...found.values()];
}

/** An address of a further service: the pod has one in each network. */
function address(
  one: AttachmentPlan,
  known: AttachmentPlan,
  kind: 'ipv4' | 'ipv6' | 'mac',
  ledger: CheckedLedger<UnitField>,
): Partial<Pick<AttachmentPlan, 'ipv4' | 'ipv6' | 'mac'>> {
  const value = one[kind];
  if (!value) return {};
  if (!known[kind]) return { [kind]: value };
  const path = kind === 'mac' ? (one.macPath ?? one.path) : pathTo([...one.path, `${kind}_address`]);
  ledger.dropped(path, 'A pod has one address in a network, and it has that of another service.', 'leave `--pod` out');
  return {};
}

/** Names of single containers mean nothing in a pod. */
const isPlain = (alias: Text): boolean => alias.every((part) => typeof part === 'string');
