import type { Service } from '@transpose/core';
import { pathTo } from '../../account/key-path.ts';
import type { Hosts } from '../hosts/hosts.ts';
import type { DockerfileBasis } from '../dockerfile/dockerfile.ts';
import { knownImageOf, recordOf, replacesProgram } from '../facts/image-facts.ts';
import type { FoundPort } from './found.ts';
import type { Protocol } from './known-port.ts';
import { isPort } from './found.ts';
import { schemePort } from './scheme-ports.ts';

/** The ports that texts speak of: own healthcheck, own variables, what peers call. */
export function observedPorts(basis: DockerfileBasis, service: Service, hosts: Hosts): readonly FoundPort[] {
  const isStore = knownImageOf(basis, service)?.dataStore === true;
  return [...checkedPorts(service), ...variablePorts(service, isStore), ...calledPorts(service, hosts)];
}

/** What the image is known to listen on. */
export function imagePorts(basis: DockerfileBasis, service: Service): readonly FoundPort[] {
  const kind = replacesProgram(basis, service) && !recordOf(basis, service) ? 'base' : 'image';
  return (knownImageOf(basis, service)?.ports ?? []).map(({ port, protocol }) => ({
    port,
    protocol: protocol.toUpperCase() as Protocol,
    evidence: { kind },
  }));
}

/** `localhost:8080`, `http://localhost`, `nc -z localhost 8080`, `-h localhost -p 8080`, `/dev/tcp/localhost/8080`. */
const asked = new RegExp(
  [
    String.raw`\/dev\/tcp\/(?:localhost|127\.0\.0\.1)\/(?<file>\d{2,5})`,
    String.raw`(?:(?<![a-z0-9+.-])(?<scheme>[a-z][a-z0-9+.-]{0,40}):\/\/)?(?<![\w.-])(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\])(?![\w.-])` +
      String.raw`(?:(?::|\s+|\s+(?:-[pP]|--port)[\s=]*)(?<port>\d{2,5})(?![\w.])|(?<unread>:))?`,
  ].join('|'),
  'gi',
);

/** Clients that ask over UDP. */
const overUdp = /\b(?:dig|drill|kdig|nslookup)\s|\bnc -\w{0,5}u/;

/**
 * What the own healthcheck asks on the loopback address. Words of an exec form are read as one line. A port that only the
 * shell knows (`http://localhost:$PORT`) is none, and not that of the scheme either.
 */
function checkedPorts(service: Service): readonly FoundPort[] {
  const path = pathTo(['services', service.name, 'healthcheck', 'test']);
  const line = (service.healthcheck?.test ?? []).join(' ');
  if (/--(?:abstract-)?unix-socket\b/.test(line)) return [];
  const protocol = overUdp.test(line) && !line.includes('+tcp') ? 'UDP' : 'TCP';
  return [...line.matchAll(asked)].flatMap(({ groups }): readonly FoundPort[] => {
    if (groups?.['unread'] !== undefined) return [];
    const digits = groups?.['file'] ?? groups?.['port'];
    const port = digits === undefined ? schemePort((groups?.['scheme'] ?? '').toLowerCase()) : Number(digits);
    return port !== undefined && isPort(port) ? [{ port, protocol, evidence: { kind: 'healthcheck', path } }] : [];
  });
}

/** Variables by which data stores are told their port; to other programs they are the port of a peer. */
const storePort = /^(?:PGPORT|MYSQL_TCP_PORT|RABBITMQ_NODE_PORT|\w+_PORT_NUMBER)$/;

/** `PORT=3000`, and names such as `SERVICE_URL_WEB_3000`, by which a platform is told the port. */
function variablePorts(service: Service, isStore: boolean): readonly FoundPort[] {
  return Object.entries(service.environment).flatMap(([name, value]): readonly FoundPort[] => {
    const text =
      name === 'PORT' || (isStore && storePort.test(name))
        ? value
        : /^SERVICE_(?:URL|FQDN)_.+_(\d{2,5})$/.exec(name)?.[1];
    if (text === null || text === undefined || !/^\d{1,5}$/.test(text) || !isPort(Number(text))) return [];
    return [
      {
        port: Number(text),
        protocol: 'TCP',
        evidence: { kind: 'variable', path: pathTo(['services', service.name, 'environment', name]) },
      },
    ];
  });
}

/** `db:5432`, `DB_HOST=db` beside `DB_PORT=5432`, `redis://db`. */
function calledPorts(service: Service, hosts: Hosts): readonly FoundPort[] {
  return hosts.mentionsOf(service.name).flatMap(({ by, path, port, scheme }): readonly FoundPort[] => {
    const called = port ?? (scheme === undefined ? undefined : schemePort(scheme));
    if (called === undefined) return [];
    const protocol = scheme === 'udp' ? 'UDP' : 'TCP';
    const own = path[2] === 'healthcheck' ? 'healthcheck' : 'variable';
    return [{ port: called, protocol, evidence: { kind: by === service.name ? own : 'peer', peer: by, path } }];
  });
}
