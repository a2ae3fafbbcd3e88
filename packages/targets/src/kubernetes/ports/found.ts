import type { PortEvidence, Protocol } from './known-port.ts';

/** A port that a piece of evidence speaks for. */
export interface FoundPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly evidence: PortEvidence;
  /** As the user named it. */
  readonly name?: string;
  readonly appProtocol?: string;
}

/** `8080`, `8000-8010`, with `/udp` behind or not: the ports, none where the text is not a port. */
export function portRange(text: string): readonly { readonly port: number; readonly protocol: Protocol }[] {
  const [, from, to = from, protocol = 'tcp'] =
    /^\s*(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?\s*$/i.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to);
  if (!isPort(first) || !isPort(last) || last < first) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    port: first + index,
    protocol: protocol.toUpperCase() as Protocol,
  }));
}

export function isPort(number: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= 65535;
}
