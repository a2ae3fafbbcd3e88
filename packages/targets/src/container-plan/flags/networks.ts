import type { IpamPool, Network } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathsIn, pathTo } from '../../account/key-path.ts';
import type { PlanContext } from '../context.ts';
import { dockerText } from '../context.ts';
import { labelFlags } from './labels.ts';
import { nameOfNetwork } from '../names.ts';
import { podmanNetworkFlags } from '../podman/podman-flags.ts';
import { text } from '../text.ts';
import type { Flag, NetworkPlan } from '../types.ts';
import type { EngineOption } from '../engine-field.ts';

/** The project's networks, as `network create` makes them. */
export function planNetworks(context: PlanContext): readonly NetworkPlan[] {
  return Object.entries(context.project.networks).map(([key, network]) => ({
    key,
    name: nameOfNetwork(context, key),
    external: network.external,
    flags: network.external ? [] : networkFlags(context, key, network),
  }));
}

function networkFlags(context: PlanContext, key: string, network: Network): readonly Flag[] {
  const at = pathsIn('networks', key);
  const pair = (flag: EngineOption, path: KeyPath, name: string, value: string): Flag => ({
    flag,
    value: text(`${name}=`, dockerText(context, path, value)),
    path,
  });
  const flags: Flag[] = [];
  if (network.driver !== undefined) flags.push({ flag: '--driver', value: text(network.driver), path: at('driver') });
  for (const [name, value] of Object.entries(network.driver_opts))
    flags.push(pair('--opt', at('driver_opts', name), name, value));
  if (network.ipam.driver !== undefined) {
    flags.push({
      flag: '--ipam-driver',
      value: text(network.ipam.driver),
      path: at('ipam', 'driver'),
    });
  }
  for (const [name, value] of Object.entries(network.ipam.options))
    flags.push(pair('--ipam-opt', at('ipam', 'options', name), name, value));
  network.ipam.config.forEach((pool, index) =>
    flags.push(...poolFlags(context, [...at('ipam', 'config'), index], pool)),
  );
  if (network.internal) flags.push({ flag: '--internal', path: at('internal') });
  if (network.attachable) flags.push({ flag: '--attachable', path: at('attachable') });
  if (network.enable_ipv4 !== undefined)
    flags.push({ flag: network.enable_ipv4 ? '--ipv4' : '--ipv4=false', path: at('enable_ipv4') });
  if (network.enable_ipv6 !== undefined)
    flags.push({ flag: network.enable_ipv6 ? '--ipv6' : '--ipv6=false', path: at('enable_ipv6') });
  const known = context.engine.name === 'podman' ? podmanNetworkFlags(context, flags) : flags;
  return [...known, ...labelFlags(context, at('labels'), network.labels)];
}

/** The command line finds the pool of a gateway, a range or an address by the subnet that holds it. */
function poolFlags(context: PlanContext, path: readonly (string | number)[], pool: IpamPool): readonly Flag[] {
  const flag = (name: EngineOption, key: 'subnet' | 'gateway' | 'ip_range'): readonly Flag[] => {
    const value = pool[key];
    return value === undefined ? [] : [{ flag: name, value: text(value), path: pathTo([...path, key]) }];
  };
  const addresses = Object.entries(pool.aux_addresses);
  if (pool.subnet === undefined) {
    for (const key of ['gateway', 'ip_range', 'aux_addresses'] as const) {
      if (key === 'aux_addresses' ? addresses.length === 0 : pool[key] === undefined) continue;
      context.ledger.dropped(
        [...path, key],
        '`network create` refuses it without a subnet.',
        'give the pool a `subnet`',
      );
    }
    return [];
  }
  return [
    ...flag('--subnet', 'subnet'),
    ...flag('--gateway', 'gateway'),
    ...flag('--ip-range', 'ip_range'),
    ...addresses.map(([name, value]): Flag => {
      const at = pathTo([...path, 'aux_addresses', name]);
      return { flag: '--aux-address', value: text(`${name}=`, value), path: at };
    }),
  ];
}
