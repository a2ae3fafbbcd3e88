import type { Service } from '@transpose/core';
import { publishedRange } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { namePlaces } from '../../shared/names/host-token.ts';
import type { Basis } from '../facts/basis.ts';
import type { ObjectNames } from '../facts/names.ts';
import { fieldOf } from './field-of.ts';
import type { HostText } from './host-texts.ts';
import { textContext } from './host-texts.ts';
import { portAfter } from './mentions.ts';

/** The names by which a container reaches the machine that it runs on. */
const hostNames = ['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal'];
const loopback = ['localhost', '127.0.0.1'];

/**
 * Says where a text of a service means the machine itself, by Docker's own names or, from within its network, as
 * `localhost`: where a service of the project publishes the port that follows, that service is meant.
 */
export function dockerHostReporter(basis: Basis, names: ObjectNames): (service: Service) => (text: HostText) => void {
  const publishers = publishersOf(basis);
  return (service) => {
    const own = service.network_mode === 'host' ? loopback : [];
    const gateways = Object.entries(service.extra_hosts).flatMap(([host, addresses]) =>
      addresses.includes('host-gateway') ? [host] : [],
    );
    const wanted = new Set([...hostNames, ...gateways, ...own]);
    return ({ text, path }) => {
      const said = new Set<string>();
      for (const { end, name, host } of namePlaces(text, (token) => wanted.has(token), textContext(service, path))) {
        const port = portAfter(text, end);
        // Its own ports it finds on its own loopback address.
        const publisher =
          port === undefined ? undefined : publishers.get(port)?.find((one) => one.service !== service.name);
        // Docker's own names mean nothing else; `localhost` has to be a host and to lead to a service.
        const isMeant = !own.includes(name) || (host !== 'none' && publisher !== undefined);
        if (!isMeant || said.has(`${name}:${port}`)) continue;
        said.add(`${name}:${port}`);
        report(basis, path, name, publisher && `${names.service(publisher.service)}:${publisher.port}`);
      }
    };
  };
}

function report({ ledger }: Basis, path: KeyPath, name: string, publisher: string | undefined): void {
  ledger.approximated(
    path,
    fieldOf(path),
    `"${name}" means the machine that Docker runs on, which a Pod knows nothing of`,
    publisher === undefined ? 'Name a host that the cluster reaches' : `Write "${publisher}", which publishes the port`,
    // What runs beside the project may as well be reached otherwise, or not be used.
    publisher === undefined ? 'differs' : 'breaks',
  );
}

interface Publisher {
  readonly service: string;
  readonly port: number;
}

/** The first two services that publish a TCP port of the machine, each with its own port, by the machine's. */
function publishersOf({ pods }: Basis): ReadonlyMap<number, readonly Publisher[]> {
  const found = new Map<number, Publisher[]>();
  for (const { name: service, network_mode: mode, ports } of pods.emitted) {
    if (mode === 'host') continue;
    for (const { published, protocol, target: port } of ports) {
      if (protocol.toLowerCase() !== 'tcp') continue;
      const number = publishedRange(published)?.start;
      if (number === undefined) continue;
      const known = found.get(number) ?? [];
      found.set(number, known);
      if (known.length < 2 && known[0]?.service !== service) known.push({ service, port });
    }
  }
  return found;
}
