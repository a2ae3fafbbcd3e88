/** A namespace that a container takes from elsewhere, or a mode by name (`host`, `none`, the name of a network). */
export type Namespace =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'container'; readonly container: string }
  | { readonly kind: 'mode'; readonly mode: string };

/** Reads `network_mode`, `pid` and `ipc`: `service:NAME`, `container:NAME`, or a mode. Source: compose-go, `ServicePrefix`. */
export function parseNamespace(text: string): Namespace {
  if (text.startsWith('service:')) return { kind: 'service', service: text.slice('service:'.length) };
  if (text.startsWith('container:')) return { kind: 'container', container: text.slice('container:'.length) };
  return { kind: 'mode', mode: text };
}

/** Whether a service or container lends its namespace. */
export const isJoined = (text: string | undefined): boolean =>
  text !== undefined && parseNamespace(text).kind !== 'mode';

/** The service that lends its namespace. */
export function lendingService(text: string | undefined): string | undefined {
  const namespace = text === undefined ? undefined : parseNamespace(text);
  return namespace?.kind === 'service' ? namespace.service : undefined;
}
