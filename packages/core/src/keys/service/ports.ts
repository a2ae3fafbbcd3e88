import { changeItems } from '../../tree/change.ts';
import type { Node, Origin } from '../../tree/node.ts';
import { implied, isMap, isSeq, map as mapNode, scalar, seq, text as textNode } from '../../tree/node.ts';
import type { ShortPort } from '../../values/port.ts';
import { parsePort } from '../../values/port.ts';
import { kindOf } from '../kind.ts';
import type { ItemProblem, RuleContext } from '../rule.ts';
import { scalarText } from '../../tree/scalar-text.ts';
import { integerOrText, key, number, object, oneOf, text, uniqueList } from '../type.ts';

export const ports = uniqueList(
  oneOf(
    number,
    text,
    object({
      name: key(text, 'Name for people.'),
      mode: key(text, '`ingress` or `host`, for Swarm.'),
      host_ip: key(text, 'Address of the host to listen on.'),
      target: key(integerOrText, 'Port of the container.', { cast: 'integer', decode: 'unsigned' }),
      published: key(oneOf(text, { is: 'integer' }), 'Port or range of the host.'),
      protocol: key(text, '`tcp` or `udp`.'),
      app_protocol: key(text, 'Protocol of the application, such as `http`.', { since: '2.26.0' }),
    }),
  ),
);

/** Short forms are known by their text, long ones by address, host port, container port and protocol. */
export function portIdentity(item: Node): string | ItemProblem | undefined {
  if (item.kind === 'scalar') return item.type === 'string' || item.type === 'int' ? scalarText(item) : undefined;
  if (!isMap(item)) return undefined;
  if (!item.entries.has('target'))
    return { code: 'missing-key', message: 'a port needs a `target`, the port of the container' };
  const part = (name: string, absent: string): string => {
    const node = item.entries.get(name);
    if (node?.kind !== 'scalar') return absent;
    // Quirk: to Docker Compose a number is not the text of the same digits.
    return name === 'published' && node.type === 'int' ? `number ${scalarText(node)}` : scalarText(node);
  };
  return `${part('host_ip', '0.0.0.0')}:${part('published', '-')}:${part('target', '')}/${part('protocol', 'tcp')}`;
}

/** `22:22`: to YAML 1.1, which other programs read, a number in base 60. Source: YAML 1.1, the type `int`. */
function noteBaseSixty({ origin: { span } }: Node, index: number, { report, path }: RuleContext): void {
  const written = span.source.text.slice(span.start, span.end);
  const [, hours, minutes] = /^([1-9]\d*):([0-5]?\d)$/.exec(written) ?? [];
  if (hours === undefined) return;
  report.add({
    code: 'unquoted-port',
    message: `${written} without quotes is the number ${Number(hours) * 60 + Number(minutes)} to programs that read YAML 1.1`,
    path: [...path, index],
    span,
    hint: `write "${written}", as all mappings of ports`,
  });
}

/** Short forms to long ones; a range becomes one entry per container port. */
export function expandPorts(node: Node, context: RuleContext): Node {
  if (!isSeq(node)) return node;
  if (node.items.every((item) => item.kind === 'map')) return node;
  const items: Node[] = [];
  for (const [index, item] of node.items.entries()) {
    if (item.kind !== 'scalar') {
      items.push(item);
      continue;
    }
    if (item.type !== 'string' && item.type !== 'int') {
      context.report.add({
        code: 'invalid-port',
        message: `a port must be a whole number, a string or a mapping, and is ${kindOf(item)}`,
        path: [...context.path, index],
        span: item.origin.span,
      });
      continue;
    }
    noteBaseSixty(item, index, context);
    const short = parsePort(scalarText(item));
    if (short.ok) items.push(...short.value.map((port) => longPort(port, item.origin)));
    else if (context.lenient) return node;
    else {
      context.report.add({
        code: 'invalid-port',
        message: short.message,
        path: [...context.path, index],
        span: item.origin.span,
        hint: 'the form is [[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]',
      });
    }
  }
  return seq(items, node.origin);
}

function longPort(port: ShortPort, origin: Origin): Node {
  const filled = implied(origin);
  const entries: [string, Node][] = [['mode', textNode(port.mode, filled)]];
  // Docker Compose loses a port 0 of the container, and then misses it.
  if (port.target !== 0) entries.push(['target', scalar(port.target, 'int', origin)]);
  if (port.published !== undefined) entries.push(['published', textNode(port.published, origin)]);
  if (port.host_ip !== undefined) entries.push(['host_ip', textNode(port.host_ip, origin)]);
  entries.push(['protocol', textNode(port.protocol, filled)]);
  return mapNode(entries, origin);
}

/** `tcp` and `ingress` unless the long form says another. */
export function fillPorts(node: Node): Node {
  if (!isSeq(node)) return node;
  return changeItems(node, (item) => {
    if (!isMap(item) || (item.entries.has('protocol') && item.entries.has('mode'))) return item;
    const filled = implied(item.origin);
    const entries = new Map(item.entries);
    if (!entries.has('protocol')) entries.set('protocol', textNode('tcp', filled));
    if (!entries.has('mode')) entries.set('mode', textNode('ingress', filled));
    return { ...item, entries };
  });
}
