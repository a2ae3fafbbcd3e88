import type { Port, Service } from '@transpose/core';
import type { KeyPath } from '../../account/key-path.ts';
import { pathTo } from '../../account/key-path.ts';
import { isLabelKey } from '../../shared/names/k8s-name.ts';
import type { Basis } from '../facts/basis.ts';
import { dockerfileOf } from '../dockerfile/dockerfile.ts';
import { runsOwnCommand } from './certain.ts';
import type { FoundPort } from './found.ts';
import { isPort, portRange } from './found.ts';
import { protocolOf } from './published.ts';

/** Protocols of Kubernetes' own that applications are told to use; others are passed on as they are. */
const ownProtocols = new Set(['h2c', 'ws', 'wss']);

/** The ports that the file says: `ports`, `expose`, EXPOSE of the Dockerfile. */
export function declaredPorts(basis: Basis, service: Service): readonly FoundPort[] {
  const published = service.ports.flatMap((port, index): readonly FoundPort[] => {
    const protocol = protocolOf(port.protocol);
    if (protocol === undefined || !isPort(port.target)) return [];
    const path = pathTo(['services', service.name, 'ports', index]);
    const appProtocol = appProtocolOf(basis, port, path);
    return [
      {
        port: port.target,
        protocol,
        evidence: { kind: 'ports', path },
        ...(port.name !== undefined && { name: port.name }),
        ...(appProtocol !== undefined && { appProtocol }),
      },
    ];
  });
  const exposed = service.expose.flatMap((text, index) => {
    const ports = portRange(text);
    const path = pathTo(['services', service.name, 'expose', index]);
    if (ports.length === 0) basis.ledger.dropped(path, `"${text}" names no port`);
    return ports.map((port): FoundPort => ({ ...port, evidence: { kind: 'expose', path } }));
  });
  // Another service's image that runs another command serves other ports.
  const runs = service.build !== undefined || runsOwnCommand(service);
  const built = ((runs && dockerfileOf(basis, service)?.expose) || []).flatMap((text) =>
    portRange(text).map((port): FoundPort => ({ ...port, evidence: { kind: 'dockerfile' } })),
  );
  return [...published, ...exposed, ...built];
}

function appProtocolOf(basis: Basis, { app_protocol: protocol }: Port, path: KeyPath): string | undefined {
  if (protocol === undefined || protocol === '') return undefined;
  if (ownProtocols.has(protocol)) return `kubernetes.io/${protocol}`;
  if (isLabelKey(protocol)) return protocol;
  basis.ledger.dropped([...path, 'app_protocol'], `"${protocol}" is not a legal name of a protocol in Kubernetes`);
  return undefined;
}
