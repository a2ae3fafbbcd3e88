import { networkAt } from '../container-plan/plan-index.ts';
import { podmanAttachmentOptions } from '../container-plan/podman/podman-networks.ts';
import { joinTexts } from '../container-plan/text.ts';
import type { AttachmentPlan } from '../container-plan/types.ts';
import type { Quoted } from '../shared/shell/quoting.ts';
import { isRefused } from '../shared/shell/quoting.ts';
import type { UnitEntry } from '../shared/formats/unit-file.ts';
import { unitEntry } from '../shared/formats/unit-file.ts';
import type { Replica } from '../unit-plan/markers.ts';
import { marked } from '../unit-plan/markers.ts';
import { needed, sayable } from '../unit-plan/unit-context.ts';
import type { QuadletContext } from './entries.ts';
import { argumentEntries, valueFor } from './entries.ts';
import { inPod } from './pod-options.ts';
import { pathTo } from '../account/key-path.ts';

/** The pod, the network mode or the networks of a container. */
export function networkEntries(context: QuadletContext, replica: Replica): readonly UnitEntry[] {
  const { service } = replica;
  if (context.pod && inPod(service)) return [unitEntry('Pod', `${context.markers.project}.pod`)];
  if (service.networkMode) {
    const path = pathTo(['services', service.service, 'network_mode']);
    const mode = valueFor(context, 'Network', [marked(context.markers, service.networkMode, replica)]);
    return [unitEntry('Network', needed(context, mode, path))];
  }
  return service.networks.flatMap((one) => networkEntry(context, one, replica));
}

/** What the key cannot say, as an alias that ends in a space, is an argument: then the unit of the network is named beside it. */
function networkEntry(context: QuadletContext, one: AttachmentPlan, replica: Replica): readonly UnitEntry[] {
  const value = networkValue(context, one, replica);
  if (!isRefused(value)) return [unitEntry('Network', value)];
  const name = marked(context.markers, one.name, replica);
  return argumentEntries(context, ['--network', `${name}${optionsBehind(context, one, replica)}`], one.path);
}

/** A network of the project's pod. */
export function podNetworkEntries(context: QuadletContext, one: AttachmentPlan): readonly UnitEntry[] {
  const value = sayable(context, networkValue(context, one), one.path);
  return value === undefined ? [] : [unitEntry('Network', value)];
}

/** `NAME.network:OPTIONS`; an external network, which has no file here, by its own name. */
function networkValue(context: QuadletContext, one: AttachmentPlan, replica?: Replica): Quoted {
  const { markers } = context;
  const name = isExternal(context, one) ? marked(markers, one.name, replica) : `${markers.project}-${one.key}.network`;
  return valueFor(context, 'Network', [`${name}${optionsBehind(context, one, replica)}`]);
}

function optionsBehind({ markers }: QuadletContext, one: AttachmentPlan, replica?: Replica): string {
  const options = marked(markers, joinTexts(podmanAttachmentOptions(one), ','), replica);
  return options === '' ? '' : `:${options}`;
}

function isExternal({ plan }: QuadletContext, one: AttachmentPlan): boolean {
  return networkAt(plan, one.key)?.external === true;
}

/** The generator knows of no other networks than those in `Network=`. */
export function networkUnits(context: QuadletContext, replica: Replica): readonly string[] {
  const { service } = replica;
  if (context.pod && inPod(service)) return [];
  const asArguments = service.networks.filter(
    (one) => !isExternal(context, one) && isRefused(networkValue(context, one, replica)),
  );
  return asArguments.map(({ key }) => context.names.network(key));
}
