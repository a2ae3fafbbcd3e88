/** An option of resolv.conf(5): `rotate`, `ndots:2`. */
export interface DnsOption {
  readonly name: string;
  readonly value?: string;
}

/** Reads `NAME[:VALUE]`, an item of `dns_opt`. What follows a second colon is ignored. */
export function parseDnsOption(text: string): DnsOption {
  const [name = '', value] = text.split(':');
  return value === undefined ? { name } : { name, value };
}
