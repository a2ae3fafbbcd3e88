import { isIpAddress } from './ip-address.ts';
import type { Parsed } from './result.ts';
import { failed, parsed } from './result.ts';

/** One port of the short form of `ports`, with the names of the long form. */
export interface ShortPort {
  readonly mode: 'ingress';
  readonly host_ip?: string;
  readonly target: number;
  /** A port or, when the host has a range for one container port, `8000-8010`. Absent: the engine chooses. */
  readonly published?: string;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/**
 * Reads `[[IP:]HOST:]CONTAINER[/PROTOCOL]`. Ranges give one entry per container port, sorted as text (10 before 8),
 * as Compose does. Source: compose-go's `ParsePortConfig`, docker/go-connections.
 */
export function parsePort(text: string): Parsed<readonly ShortPort[]> {
  const parts = text.split(':');
  const last = parts.pop() ?? '';
  const host = parts.pop() ?? '';
  const containerAt = text.length - last.length;
  const hostAt = Math.max(0, containerAt - host.length - 1);

  const slash = last.indexOf('/');
  const container = slash < 0 ? last : last.slice(0, slash);
  if (container === '') return failed(`no port specified: ${text === '' ? '<empty>' : `"${text}"`}`, containerAt);
  const protocol = (slash < 0 ? '' : last.slice(slash + 1).toLowerCase()) || 'tcp';
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
    return failed(`invalid protocol: "${protocol}"`, containerAt + slash + 1);
  }

  const writtenIp = parts.join(':');
  const ip = /^\[(.*)\]$/.exec(writtenIp)?.[1] ?? writtenIp;
  if (ip !== '' && !isIpAddress(ip)) return failed(`invalid IP address: "${ip}"`, 0);
  if (ip === '' && writtenIp !== '') return failed(`invalid IP address: "${writtenIp}"`, 0);

  const target = parsePortRange(container);
  if (!target) return failed(`invalid container port: "${container}"`, containerAt);
  const published = host === '' ? undefined : parsePortRange(host);
  if (host !== '' && !published) return failed(`invalid host port: "${host}"`, hostAt);

  const count = target.end - target.start + 1;
  if (published && count > 1 && published.end - published.start + 1 !== count) {
    return failed(`the ranges of container and host ports differ in length: "${container}" and "${host}"`, hostAt);
  }
  const range = published && count === 1 && published.end > published.start ? `-${published.end}` : '';
  const ports = Array.from({ length: count }, (_, index): ShortPort => ({
    mode: 'ingress',
    ...(ip && { host_ip: ip }),
    target: target.start + index,
    ...(published && { published: `${published.start + index}${range}` }),
    protocol,
  }));
  const byText = ports.map((port) => ({ port, key: String(port.target) }));
  byText.sort((a, b) => (a.key < b.key ? -1 : 1));
  return parsed(byText.map(({ port }) => port));
}

export interface PortRange {
  readonly start: number;
  /** The same as `start` where it is one port. */
  readonly end: number;
}

/**
 * The port or range of the host in a model's `published`, which Compose does not check; undefined: the engine takes any
 * free port. Source: moby, `validatePortBindings`.
 */
export function parsePublished(text: string | undefined): Parsed<PortRange | undefined> {
  if (text === undefined || text === '') return parsed(undefined);
  const range = parsePortRange(text);
  if (!range) return failed(`invalid host port: "${text}"`);
  return parsed(range.end === 0 ? undefined : range);
}

/** {@link parsePublished} where the text is known to be legal. */
export function publishedRange(text: string | undefined): PortRange | undefined {
  const range = parsePublished(text);
  return range.ok ? range.value : undefined;
}

/** A port (`80`) or range (`80-82`) from 0 to 65535, leading zeros allowed; undefined when it is none. */
function parsePortRange(text: string): PortRange | undefined {
  const [, startText = '', endText = startText] = /^(\+?\d+)(?:-(\+?\d+))?$/.exec(text) ?? [];
  if (startText === '') return undefined;
  const [start, end] = [Number(startText), Number(endText)];
  return start <= end && end <= 65535 ? { start, end } : undefined;
}
