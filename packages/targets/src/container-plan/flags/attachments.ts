import type { Service } from '@transpose/core';
import { lendingService, parseLink } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import type { CsvField } from './csv.ts';
import { csvLine } from './csv.ts';
import type { Engine } from '../engine.ts';
import { namesOnNetwork, nameOfFirstContainer, nameOfNetwork, standardName } from '../names.ts';
import { podmanAttachment, podmanAttachmentLine, podmanLinks } from '../podman/podman-networks.ts';
import type { Text } from '../text.ts';
import { text } from '../text.ts';
import type { AttachmentPlan, Flag, LinkPlan, ServicePlan } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/** The label of a network's driver that names the interface in the container (moby, `netlabel.Ifname`). */
const interfaceOption = 'com.docker.network.endpoint.ifname';

/**
 * The networks that a service joins, the primary one first: that of the highest `priority`, then the first by key.
 * Source: docker compose, `pkg/compose/create.go`.
 */
export function planAttachments(context: PlanContext, service: Service): readonly AttachmentPlan[] {
  const names = Object.keys(service.networks).sort((one, other) => {
    const priority = (service.networks[other]?.priority ?? 0) - (service.networks[one]?.priority ?? 0);
    return priority !== 0 ? priority : one < other ? -1 : 1;
  });
  return names.map((key, index) => attachment(context, service, key, index === 0));
}

function attachment(context: PlanContext, service: Service, key: string, primary: boolean): AttachmentPlan {
  const path = pathTo(['services', service.name, 'networks', key]);
  const joined = service.networks[key];
  const value = (field: 'ipv4_address' | 'ipv6_address' | 'mac_address'): Text | undefined => {
    const given = joined?.[field];
    return given === undefined ? undefined : text(given);
  };
  const ipv4 = value('ipv4_address');
  const ipv6 = value('ipv6_address');
  const serviceMac = primary && service.mac_address !== undefined ? text(service.mac_address) : undefined;
  const mac = value('mac_address') ?? serviceMac;
  const macPath = value('mac_address')
    ? pathTo([...path, 'mac_address'])
    : pathTo(['services', service.name, 'mac_address']);
  const driverOptions = Object.entries(joined?.driver_opts ?? {}).map(
    ([name, option]) => [name, text(option)] as const,
  );
  if (joined?.interface_name !== undefined) {
    driverOptions.push([interfaceOption, text(joined.interface_name)]);
  }
  const plan: AttachmentPlan = {
    key,
    name: nameOfNetwork(context, key),
    ...namesOnNetwork(service, joined?.aliases ?? []),
    ...(ipv4 ? { ipv4 } : {}),
    ...(ipv6 ? { ipv6 } : {}),
    linkLocal: (joined?.link_local_ips ?? []).map((ip) => text(ip)),
    ...(mac ? { mac, macPath } : {}),
    driverOptions,
    ...(joined?.gw_priority === undefined ? {} : { gatewayPriority: joined.gw_priority }),
    path,
  };
  return context.engine.name === 'podman' ? podmanAttachment(context, service, plan) : plan;
}

/** `network_mode` for the engine; undefined: the service's networks count. */
export function planNetworkMode(context: PlanContext, service: Service): Text | undefined {
  const mode = service.network_mode;
  if (mode === undefined) return Object.keys(service.networks).length === 0 ? text('none') : undefined;
  return namespaceOf(context, mode);
}

/** `service:x` as the container of that service; all else as it is (`network_mode`, `ipc`, `pid`). */
export function namespaceOf(context: Pick<PlanContext, 'project'>, mode: string): Text {
  const other = context.project.services[lendingService(mode) ?? ''];
  return other ? text('container:', nameOfFirstContainer(other)) : text(mode);
}

/** The options of `create` and `run` for the network mode or all networks at once (Engine 25 and newer). */
export function networkFlags(
  plan: Pick<ServicePlan, 'networkMode' | 'networks' | 'links'>,
  path: readonly (string | number)[],
  engine: Engine['name'],
): readonly Flag[] {
  const links = plan.links.map(({ value }): Flag => ({ flag: '--link', value, path: pathTo([...path, 'links']) }));
  if (plan.networkMode)
    return [{ flag: '--network', value: plan.networkMode, path: pathTo([...path, 'network_mode']) }, ...links];
  const joined = plan.networks.flatMap((one, index): readonly Flag[] =>
    index === 0 && engine === 'docker' && (one.plain || hasCapitals(one)) && isPlain(one)
      ? plainFlags(one)
      : [{ flag: '--network', value: attachmentLine(one, engine), path: one.path }],
  );
  return [...joined, ...links];
}

/**
 * Docker's command line makes small letters of all that is in `--network name=…`, so that it finds no network with a capital
 * in its name. Source: docker/cli, `opts/network.go`.
 */
export const hasCapitals = ({ name }: AttachmentPlan): boolean =>
  name.some((part) => (typeof part === 'string' ? /[A-Z]/.test(part) : part.of === 'variable'));

/** Whether the options that came before `--network name=…` say all of it. */
const isPlain = (one: AttachmentPlan): boolean => one.driverOptions.length === 0 && one.gatewayPriority === undefined;

/** The first network by options of their own, which leave its name as it is. */
export function plainFlags(one: AttachmentPlan): readonly Flag[] {
  return [
    { flag: '--network', value: one.name, path: one.path },
    ...endpointFlags(one, '--network-alias'),
    ...(one.mac ? [{ flag: '--mac-address', value: one.mac, path: one.path } as const] : []),
  ];
}

/** The names and addresses in one network, for `create` or for `network connect`. */
export function endpointFlags(one: AttachmentPlan, aliasFlag: '--network-alias' | '--alias'): readonly Flag[] {
  const flags = (flag: EngineOption, values: readonly (Text | undefined)[]): readonly Flag[] =>
    values.flatMap((value) => (value ? [{ flag, value, path: one.path }] : []));
  return [
    ...flags(aliasFlag, allNames(one)),
    ...flags('--ip', [one.ipv4]),
    ...flags('--ip6', [one.ipv6]),
    ...flags('--link-local-ip', one.linkLocal),
  ];
}

const allNames = ({ ownName, aliases }: AttachmentPlan): readonly Text[] => (ownName ? [ownName, ...aliases] : aliases);

/** Whether an option names a network by its id, which is known when the network is there. */
export const namesNetworkById = ({ value }: Flag): boolean =>
  value?.some((part) => typeof part !== 'string' && part.of === 'network') ?? false;

/** The value of `--network` for one network. */
function attachmentLine(one: AttachmentPlan, engine: Engine['name']): Text {
  if (engine === 'podman') return podmanAttachmentLine(one);
  const name = hasCapitals(one) ? text({ of: 'network', name: one.name }) : one.name;
  const fields: CsvField[] = [['name', name], ...allNames(one).map((alias): CsvField => ['alias', alias])];
  if (one.ipv4) fields.push(['ip', one.ipv4]);
  if (one.ipv6) fields.push(['ip6', one.ipv6]);
  for (const ip of one.linkLocal) fields.push(['link-local-ip', ip]);
  if (one.mac) fields.push(['mac-address', one.mac]);
  for (const [name, value] of one.driverOptions) fields.push(['driver-opt', text(`${name}=`, value)]);
  if (one.gatewayPriority !== undefined) fields.push(['gw-priority', text(String(one.gatewayPriority))]);
  return csvLine(fields);
}

/**
 * Links as Compose makes them: per linked service the alias, `SERVICE-1` and `PROJECT-SERVICE-1`, then the external ones.
 * Source: docker compose, `pkg/compose/convergence.go`, getLinks.
 */
export function planLinks(context: PlanContext, service: Service): readonly LinkPlan[] {
  if (context.engine.name === 'podman') return podmanLinks(context, service);
  const links = service.links.flatMap((link): readonly LinkPlan[] => {
    const { target: key, alias } = parseLink(link);
    const other = context.project.services[key];
    if (!other) return [];
    const name = nameOfFirstContainer(other);
    return [
      { value: text(name, ':', alias) },
      { value: text(name, `:${key}-1`), implied: true },
      { value: text(name, ':', standardName(key)), implied: true },
    ];
  });
  const external = service.external_links.map((link) => {
    const { target, alias } = parseLink(link);
    return { value: text(`${target}:${alias}`) };
  });
  return [...links, ...external];
}
