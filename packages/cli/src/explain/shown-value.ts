import type { Node, Origin, Path, Template } from '@transpose/core';
import { formatDuration, maskLine, placeAt, positionOf } from '@transpose/core';
import { credentialSpans, looksSecret } from '@transpose/targets';

const mask = '******';

/** A value of the model as plain data, durations and modes as people write them, its secrets masked. */
export function shownValue(node: Node, path: Path): unknown {
  if (node.kind === 'map')
    return Object.fromEntries([...node.entries].map(([name, value]) => [name, shownValue(value, [...path, name])]));
  if (node.kind === 'seq') return node.items.map((item, index) => shownValue(item, [...path, index]));
  const value = typeof node.value === 'object' && node.value !== null ? node.value.timestamp : node.value;
  if (isSecret(path, String(value))) return mask;
  const decode = placeAt(path)?.rule?.decode;
  if (decode === 'duration') return formatDuration(Number(value));
  if (decode === 'mode') return `0${Number(value).toString(8)}`;
  return typeof value === 'bigint' ? Number(value) : value;
}

/** A value under the name that it has; the content of a secret needs no name to be one. */
export function maskedText(path: Path, value: string): string {
  return isSecret(path, value) ? mask : value;
}

function isSecret(path: Path, value: string): boolean {
  return (
    looksSecret(nameOf(path), value) ||
    credentialSpans(value).length > 0 ||
    (path[0] === 'secrets' && path.at(-1) === 'content')
  );
}

/** The line of source at which a value begins, without the space around it and without secrets. */
export function shownLine({ key, span, template, bare }: Origin, path: Path): string {
  const { source, start } = key ?? span;
  const text = source.text.split('\n')[positionOf(source, start).line - 1]?.trim() ?? '';
  if (path[0] === 'secrets' && path.at(-1) === 'content') return `content: ${mask}`;
  if (bare && /^(?:- )?["']?[\w.-]+["']?:?$/.test(text)) return text;
  if (
    template &&
    isVariable(template) &&
    /^(?:- )?["']?[\w.-]+["']?\s*[:=]\s*/.exec(text)?.[0] === before(text, template)
  )
    return text;
  return maskLine({ text, start: 0, end: 0 }, nameOf(path), looksSecret, credentialSpans).text;
}

/** Whether a value is written as a variable alone, without a default: that tells no secret. */
function isVariable({ parts }: Template): boolean {
  const [part] = parts;
  return (
    parts.length === 1 && part?.kind === 'variable' && (part.operator === undefined || part.operator.endsWith('?'))
  );
}

/** What of a line is before the template that ends it. */
const before = (text: string, { source }: Template): string | undefined =>
  text.endsWith(source) ? text.slice(0, -source.length) : undefined;

/** The innermost name of a path: of an item of a list, that of the list. */
function nameOf(path: Path): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}
