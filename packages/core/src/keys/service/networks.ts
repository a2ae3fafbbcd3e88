import { key, map, names, none, number, object, oneOf, optionMap, text, uniqueList } from '../type.ts';
import { beforeEquals } from '../mapping.ts';

/** How a service joins networks. */
export const attachments = oneOf(
  uniqueList(text),
  map(
    oneOf(
      object({
        aliases: key(uniqueList(text), 'Further host names of the service on this network.', {
          identity: beforeEquals,
        }),
        interface_name: key(text, 'Name of the network interface in the container.', { since: '2.36.0' }),
        ipv4_address: key(text, 'Fixed IPv4 address.'),
        ipv6_address: key(text, 'Fixed IPv6 address.'),
        link_local_ips: key(uniqueList(text), 'Link-local addresses.', { identity: beforeEquals }),
        mac_address: key(text, 'MAC address on this network.', { since: '2.24.0' }),
        driver_opts: key(optionMap, "Options for the network's driver.", { since: '2.27.1', decode: 'options' }),
        priority: key(number, 'Order in which networks are joined, highest first.', { decode: 'integer' }),
        gw_priority: key(number, 'The highest gives the default gateway.', { since: '2.33.0', decode: 'integer' }),
      }),
      none,
    ),
    { names },
  ),
);
