import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

export interface ExtraHost {
  readonly host: string;
  /** Not checked; `host-gateway` is one. */
  readonly addresses: readonly string[];
}

/**
 * Reads an entry of list-form `extra_hosts`: `HOST=IP` or `HOST:IP`, several addresses by comma. An equals sign
 * anywhere is the separator, so that `HOST:IP` is read where there is none. Source: compose-go's `HostsList`.
 */
export function parseExtraHost(text: string): Parsed<ExtraHost> {
  const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
  if (at < 0) return failed(`an extra host needs an address: "${text}"`);
  return extraHost(text.slice(0, at), text.slice(at + 1).split(','));
}

/** An entry of map-form `extra_hosts`: brackets around an address are dropped, the host's name is checked. */
export function extraHost(host: string, addresses: readonly string[]): Parsed<ExtraHost> {
  if (host === '' || /[:=]/.test(host)) return failed(`bad host name "${host}"`);
  return parsed({ host, addresses: addresses.map((address) => /^\[(.+)\]$/s.exec(address)?.[1] ?? address) });
}
