import { kindOf } from '../keys/kind.ts';
import type { Decode } from '../keys/rule.ts';
import { scalarText } from '../tree/scalar-text.ts';
import { changeEntries, changeItems } from '../tree/change.ts';
import type { MapNode, Node, Origin, ScalarNode } from '../tree/node.ts';
import { isMap, isNull, isSeq, isString, map, scalar, seq, text, pathText } from '../tree/node.ts';
import { isPlainNonText } from '../fix/value-mends.ts';
import type { ExtraHost } from '../values/extra-host.ts';
import { extraHost, parseExtraHost } from '../values/extra-host.ts';
import type { Parsed } from '../values/result.ts';
import { splitShellWords } from '../values/shell-words.ts';
import type { DecodeContext } from './decode-scalars.ts';
import { readScalar, refuse, warn } from './decode-scalars.ts';
import { withoutName } from './entry-origin.ts';

/** Reads a list or map (or the string that stands for one) as what its key holds; undefined after an error. */
export function readCollection(node: Node, kind: Decode, context: DecodeContext): Node | undefined {
  switch (kind) {
    case 'words':
      return readWords(node, context);
    case 'test':
      return isString(node) ? seq([text('CMD-SHELL', node.origin), node], node.origin) : readTexts(node, context);
    case 'texts':
      return readTexts(node, context);
    case 'entries':
      // Names of variables end in no space; those of labels and options may.
      return readEntries(node, context, (origin) => scalar(null, 'null', origin), { spaces: 'refused' });
    case 'mapping':
      return readEntries(node, context, (origin) => text('', origin));
    case 'options':
      return readEntries(node, context, (origin) => text('', origin));
    case 'plain-options':
      return readPlainOptions(node, context);
    case 'option-lists':
      return readOptionLists(node);
    case 'hosts':
      return readHosts(node, context);
    case 'ulimits':
      return readLimits(node, context);
    default:
      return node;
  }
}

/** A command: a string is split as a shell would, without expanding anything. */
function readWords(node: Node, context: DecodeContext): Node | undefined {
  // A date without quotes is not a command, which Docker Compose does not say.
  if (node.kind === 'scalar' && node.type === 'timestamp')
    return warn(node, 'dropped-value', 'a date without quotes is dropped', context);
  if (!isString(node)) return readTexts(node, context);
  const split = splitShellWords(node.value);
  if (!split.ok) return refuse(node, 'invalid-command', `invalid command line: ${split.message}`, context);
  const { words, droppedFrom } = split.value;
  if (droppedFrom !== undefined) {
    const dropped = node.value.slice(droppedFrom).trim();
    warn(node, 'cut-command', `"${dropped}" is dropped: no shell runs this command`, context);
  }
  return seq(
    words.map((word) => text(word, node.origin)),
    node.origin,
  );
}

/** A list of strings; anything in it is printed. */
function readTexts(node: Node, context: DecodeContext): Node | undefined {
  if (node.kind === 'scalar' && node.type === 'timestamp')
    return refuse(node, 'wrong-type', 'must be a string or a list, and is a date', context, 'put it in quotes');
  return changeItems(isSeq(node) ? node : seq([node], node.origin), (item) => {
    if (item.kind === 'scalar') return asText(item);
    refuse(item, 'wrong-type', `an item must be a string, and is ${kindOf(item)}`, context);
    return item;
  });
}

function asText(node: ScalarNode): Node {
  return node.type === 'string' ? node : text(scalarText(node), node.origin);
}

/** As {@link asText}, with a warning where the value is not spelt as it is in the file. */
function spelt(node: ScalarNode, name: string, { report, path }: DecodeContext): Node {
  const { span } = node.origin;
  const printed = scalarText(node);
  if (isPlainNonText(node) && printed !== span.source.text.slice(span.start, span.end)) {
    report.add({
      code: 'respelt-value',
      message: `${pathText([...path, name])} is "${printed}" to the container: without quotes it is read as ${kindOf(node)}`,
      path: [...path, name],
      span,
      hint: 'put it in quotes, or write what it shall be',
    });
  }
  return asText(node);
}

/** `K=V` in lists and maps become a map of strings; `bare` makes the value of a name without one. */
function readEntries(
  node: Node,
  context: DecodeContext,
  bare: (origin: Origin) => Node,
  { spaces }: { readonly spaces: 'refused' | 'kept' } = { spaces: 'kept' },
): Node | undefined {
  if (isMap(node)) {
    return changeEntries(node, (value, name) => {
      if (isNull(value)) return bare(value.origin);
      return value.kind === 'scalar' ? spelt(value, name, context) : undefined;
    });
  }
  const entries = new Map<string, Node>();
  if (!isSeq(node)) return refuse(node, 'wrong-type', `must be a mapping or a list, and is ${kindOf(node)}`, context);
  for (const item of node.items) {
    if (item.kind !== 'scalar') continue;
    const written = scalarText(item);
    const at = written.indexOf('=');
    const name = at < 0 ? written : written.slice(0, at);
    if (spaces === 'refused' && /\s$/.test(name)) {
      refuse(item, 'invalid-value', `the name "${name}" ends in a space`, context, 'remove the space before the `=`');
    }
    const previous = entries.get(name);
    const value = at < 0 ? bare(item.origin) : entryValue(item, written.slice(at + 1));
    entries.set(name, previous ? { ...value, origin: { ...value.origin, previous: previous.origin } } : value);
  }
  return map(entries, node.origin);
}

function entryValue(item: ScalarNode, value: string): Node {
  if (item.entryValue?.kind === 'scalar') {
    const { previous } = item.origin;
    const given = asText(item.entryValue);
    return previous ? { ...given, origin: { ...given.origin, previous } } : given;
  }
  return text(value, withoutName(item.origin));
}

/** A map of strings; whole numbers are printed, other values are errors. */
function readPlainOptions(node: Node, context: DecodeContext): Node {
  if (!isMap(node)) return node;
  const entries = new Map<string, Node>();
  for (const [name, value] of node.entries) {
    const inside = { ...context, path: [...context.path, name] };
    if (isNull(value)) entries.set(name, text('', value.origin));
    else if (value.kind === 'scalar') {
      const read = readScalar(value, 'text', inside);
      if (read) entries.set(name, read);
    } else refuse(value, 'wrong-type', `must be a string, and is ${kindOf(value)}`, inside);
  }
  return { ...node, entries };
}

function readOptionLists(node: Node): Node {
  if (!isMap(node)) return node;
  const entries = new Map<string, Node>();
  for (const [name, value] of node.entries) {
    const items = isSeq(value) ? value.items : [value];
    const texts = items.flatMap((item) => (item.kind === 'scalar' ? [asText(item)] : []));
    // An empty list says nothing.
    if (texts.length > 0) entries.set(name, seq(texts, value.origin));
  }
  return { ...node, entries };
}

/** Host names with their addresses; those of a host that is given several times are put together. */
function readHosts(node: Node, context: DecodeContext): Node | undefined {
  const hosts = new Map<string, { readonly addresses: Node[]; readonly origin: Origin }>();
  const add = (parsed: Parsed<ExtraHost>, item: Node): void => {
    if (!parsed.ok) {
      refuse(item, 'invalid-value', parsed.message, context, 'write `HOST=ADDRESS`');
      return;
    }
    const known = hosts.get(parsed.value.host);
    const addresses = parsed.value.addresses.map((address) => text(address, item.origin));
    if (known) known.addresses.push(...addresses);
    else hosts.set(parsed.value.host, { addresses: [...addresses], origin: item.origin });
  };
  if (isMap(node)) {
    for (const [host, value] of node.entries) {
      const items = isSeq(value) ? value.items : [value];
      add(
        extraHost(
          host,
          items.map((item) => (item.kind === 'scalar' ? scalarText(item) : '')),
        ),
        value,
      );
    }
  } else if (isSeq(node)) {
    for (const item of node.items) if (item.kind === 'scalar') add(parseExtraHost(scalarText(item)), item);
  } else return refuse(node, 'wrong-type', `must be a mapping or a list, and is ${kindOf(node)}`, context);
  const entries = [...hosts].map(([host, { addresses, origin }]): [string, MapNode | Node] => [
    host,
    seq(addresses, origin),
  ]);
  return map(entries, node.origin);
}

/** One number, or a soft and a hard limit. */
function readLimits(node: Node, context: DecodeContext): Node {
  if (!isMap(node)) return node;
  const entries = new Map<string, Node>();
  for (const [name, value] of node.entries) {
    const inside = { ...context, path: [...context.path, name] };
    if (!isMap(value)) {
      const limit = readLimit(value, inside);
      if (limit) entries.set(name, limit);
      continue;
    }
    const limits = new Map<string, Node>();
    for (const [end, number] of value.entries) {
      if (end.startsWith('x-')) continue;
      const limit = readLimit(number, { ...context, path: [...inside.path, end] });
      if (limit) limits.set(end, limit);
    }
    entries.set(name, { ...value, entries: limits });
  }
  return { ...node, entries };
}

function readLimit(node: Node, context: DecodeContext): Node | undefined {
  if (node.kind === 'scalar' && node.type === 'int') return node;
  return refuse(
    node,
    'wrong-type',
    `must be a whole number, and is ${kindOf(node)}`,
    context,
    'write it without quotes',
  );
}
