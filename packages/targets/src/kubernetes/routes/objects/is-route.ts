import type { LeadingRoute, Manifest } from '../../objects/objects.ts';

const kinds: ReadonlySet<string> = new Set(['Ingress', 'HTTPRoute', 'GRPCRoute', 'TLSRoute']);

/** Whether an object leads requests for hosts to Services. */
export const isRoute = (object: Manifest): object is LeadingRoute => kinds.has(object.kind);
