import type { KeyPath } from '../../account/key-path.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** By what a port of a service is known. `text` kinds are weaker than declarations. */
export interface PortEvidence {
  readonly kind: 'ports' | 'expose' | 'dockerfile' | 'label' | 'healthcheck' | 'variable' | 'peer' | 'image' | 'base';
  /**
   * `image`: the image table, of a program that runs; `base`: of the image below another program. For `peer`: the
   * service that names the port.
   */
  readonly peer?: string;
  readonly path?: KeyPath;
}

export interface KnownPort {
  readonly port: number;
  readonly protocol: Protocol;
  /** Unique in its Pod; at most 15 characters with a letter: `http`, `port-8080`, `udp-53`. For containerPort and Service port. */
  readonly name: string;
  readonly appProtocol?: string;
  readonly evidence: readonly PortEvidence[];
}

export interface KnownPorts {
  /** Unique by protocol and port; declared ones first, in source order. */
  of(service: string): readonly KnownPort[];
}
