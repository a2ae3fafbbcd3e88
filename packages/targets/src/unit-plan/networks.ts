import { endpointFlags, hasCapitals, namesNetworkById, plainFlags } from '../container-plan/flags/attachments.ts';
import { text } from '../container-plan/text.ts';
import type { AttachmentPlan, Flag, ServicePlan } from '../container-plan/types.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { Replica } from './markers.ts';
import { marked, nameOf } from './markers.ts';
import type { UnitContext } from './unit-context.ts';
import { words } from './unit-context.ts';

/*
 * The command line of Docker finds a network with a capital in its name by its id alone when it is given with options of its
 * own. No shell reads a unit's command, which therefore cannot ask for an id: the first network is given by options that
 * leave its name as it is, the others are connected when the container is made.
 */

/** The options of `create` without those that name a network by its id. */
export function withoutNetworkIds(
  context: UnitContext,
  service: ServicePlan,
  options: readonly Flag[],
): readonly Flag[] {
  const [first] = service.networks;
  return options.flatMap((flag) => {
    if (!namesNetworkById(flag)) return [flag];
    if (flag.path !== first?.path) return [];
    tellWhatIsLost(context, first, 'driver_opts', 'gw_priority');
    return plainFlags(first);
  });
}

/** `docker network connect` for the networks that `create` leaves out. */
export function connectEntries(context: UnitContext, replica: Replica): readonly UnitEntry[] {
  const { plan, markers } = context;
  if (plan.engine.name !== 'docker') return [];
  return replica.service.networks
    .slice(1)
    .filter(hasCapitals)
    .map((one) => {
      tellWhatIsLost(context, one, 'mac_address');
      const options = connectFlags(one).flatMap(({ flag, value = [] }) => [flag, marked(markers, value, replica)]);
      const command = [plan.engine.name, 'network', 'connect', ...options, marked(markers, one.name, replica)];
      return unitEntry('ExecStartPre', words(context, [...command, nameOf(markers, replica)]));
    });
}

/** The options of `network connect`; it has none for a MAC address. */
function connectFlags(one: AttachmentPlan): readonly Flag[] {
  const { path, gatewayPriority: priority } = one;
  return [
    ...endpointFlags(one, '--alias'),
    ...one.driverOptions.map(([name, value]): Flag => ({ flag: '--driver-opt', value: text(`${name}=`, value), path })),
    ...(priority === undefined ? [] : [{ flag: '--gw-priority', value: text(String(priority)), path } as const]),
  ];
}

function tellWhatIsLost({ ledger }: UnitContext, one: AttachmentPlan, ...keys: readonly string[]): void {
  const given: Readonly<Record<string, boolean>> = {
    driver_opts: one.driverOptions.length > 0,
    gw_priority: one.gatewayPriority !== undefined,
    mac_address: one.mac !== undefined,
  };
  for (const key of keys.filter((name) => given[name])) {
    ledger.dropped(
      [...one.path, key],
      "Docker's command line takes this only with a network that has no capital in its name.",
      'Rename the network.',
    );
  }
}
