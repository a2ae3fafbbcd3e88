/**
 * Whether a text is an IPv4 or IPv6 address: without brackets, zone, prefix length or leading zeros in IPv4 parts.
 * Source: Go's `net.ParseIP`.
 */
export function isIpAddress(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last?.includes('.') && !text.endsWith('::') ? groups.pop() : undefined;
  if (embedded !== undefined && !isIpv4(embedded)) return false;
  const count = groups.length + (embedded === undefined ? 0 : 2);
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}
