import type { Code } from '../report/codes.ts';
import { kindOf } from '../keys/kind.ts';
import type { Decode } from '../keys/rule.ts';
import { scalarText } from '../tree/scalar-text.ts';
import type { Report } from '../report/report.ts';
import type { Node, Path, ScalarNode } from '../tree/node.ts';
import { pathText, scalar } from '../tree/node.ts';
import { quoteMend } from '../fix/value-mends.ts';
import { parseBoolean } from '../values/scalars/boolean.ts';
import { parseBytes } from '../values/scalars/bytes.ts';
import { parseDuration } from '../values/scalars/duration.ts';
import { parseFloat64, toFloat32 } from '../values/scalars/float.ts';
import { parseInteger, toInteger } from '../values/scalars/integer.ts';

export interface DecodeContext {
  readonly report: Report;
  /** The path of the value. Belongs to the walker: copied before it is kept. */
  readonly path: Path;
}

/** Reads a scalar as what its key holds; undefined when it is dropped or an error was reported. */
export function readScalar(node: ScalarNode, kind: Decode, context: DecodeContext): Node | undefined {
  switch (kind) {
    case 'text':
      return readText(node, context);
    case 'boolean':
      return readBoolean(node, context);
    case 'integer':
      return readInteger(node, context, true);
    case 'unsigned':
    case 'count':
      return readUnsigned(node, context);
    case 'single':
    case 'cpus':
      return readSingle(node, context);
    case 'bytes':
      return readBytes(node, context);
    case 'duration':
      return readDuration(node, context);
    case 'mode':
      return readMode(node, context);
    case 'device-count':
      return readDeviceCount(node, context);
    case 'dropped':
      return warn(node, 'no-effect', 'Compose takes this key and does nothing with it', context);
    default:
      return node;
  }
}

/** Reports what is wrong with a value. */
export function refuse(
  node: Node,
  code: Code,
  message: string,
  { report, path }: DecodeContext,
  hint?: string,
): undefined {
  report.add({
    code,
    message: `${pathText(path)}: ${message}`,
    path: [...path],
    span: node.origin.span,
    ...(hint === undefined ? {} : { hint }),
  });
  return undefined;
}

/** A string; whole numbers are printed, dates and fractions are none. */
function readText(node: ScalarNode, context: DecodeContext): Node | undefined {
  if (node.type === 'string') return node;
  if (node.type === 'int') return scalar(scalarText(node), 'string', node.origin);
  const mend = quoteMend(node, typeof context.path.at(-1) === 'string');
  context.report.add({
    code: 'wrong-type',
    message: `${pathText(context.path)} must be a string, and is ${kindOf(node)}`,
    path: [...context.path],
    span: node.origin.span,
    ...(mend ? { mend, hint: 'put it in quotes' } : {}),
  });
  return undefined;
}

function readBoolean(node: ScalarNode, context: DecodeContext): Node | undefined {
  if (typeof node.value === 'boolean') return node;
  const word = parseBoolean(scalarText(node));
  if (word.ok) return scalar(word.value.value, 'bool', node.origin);
  return refuse(node, 'failed-cast', word.message, context, 'write `true` or `false`');
}

function readInteger(node: ScalarNode, context: DecodeContext, fromText: boolean): ScalarNode | undefined {
  const { value } = node;
  if (node.type === 'int') warnOfOctal(node, context);
  if (node.type === 'int') return typeof value === 'bigint' ? wrapped(node, value, context) : node;
  if (node.type === 'float' && typeof value === 'number') {
    const whole = BigInt(Math.trunc(value));
    if (whole !== BigInt.asIntN(64, whole)) return outOfRange(node, lowestInteger, context);
    if (!Number.isInteger(value)) warnOfCut(node, value, context);
    return scalar(toInteger(whole), 'int', node.origin);
  }
  const whole = fromText && typeof value === 'string' ? parseInteger(value) : undefined;
  if (whole?.ok) return scalar(whole.value, 'int', node.origin);
  if (!whole) return refuse(node, 'wrong-type', `must be a number, and is ${kindOf(node)}`, context);
  return refuse(node, 'invalid-number', whole.message, context);
}

/** The digits of a number as they are written; undefined where a variable or rule brought it. */
function writtenDigits({ origin }: ScalarNode): string | undefined {
  const written = origin.span.source.text.slice(origin.span.start, origin.span.end);
  return origin.implied || origin.template ? undefined : /^\d+$/.exec(written)?.[0];
}

/** YAML 1.1 counts numbers with a leading zero in eights; permissions aside nobody means that. */
function warnOfOctal(node: ScalarNode, context: DecodeContext): void {
  const digits = writtenDigits(node);
  if (context.path.at(-1) === 'mode') return warnOfDecimalMode(node, context);
  if (digits === undefined || !/^0+[1-7][0-7]/.test(digits)) return;
  warn(node, 'misread-value', `${digits} is read as an octal number: it counts as ${scalarText(node)}`, context);
}

/** `mode: 644` is not a `0644`. */
function warnOfDecimalMode(node: ScalarNode, context: DecodeContext): void {
  const digits = writtenDigits(node);
  if (digits === undefined || !/^[1-7][0-7]{2,3}$/.test(digits)) return;
  const octal = Number(digits).toString(8).padStart(4, '0');
  warn(
    node,
    'misread-value',
    `${digits} is read as a decimal number: the permissions are ${octal}, not 0${digits}`,
    context,
  );
}

const lowestInteger = -(2n ** 63n);

/** A number that Go's `int64` does not hold loses its high bits. */
function wrapped(node: ScalarNode, value: bigint, context: DecodeContext): ScalarNode {
  const kept = BigInt.asIntN(64, value);
  return kept === value ? node : outOfRange(node, kept, context);
}

function outOfRange(node: ScalarNode, kept: bigint, context: DecodeContext): ScalarNode {
  warn(node, 'misread-value', `the number is too large: Compose counts it as ${kept}`, context);
  return scalar(toInteger(kept), 'int', node.origin);
}

/** Strings are not numbers here: its type in Docker Compose does not read them. */
function readUnsigned(node: ScalarNode, context: DecodeContext): Node | undefined {
  const whole = readInteger(node, context, false);
  if (!whole || Number(whole.value) >= 0) return whole;
  return refuse(node, 'out-of-range', `${scalarText(whole)} is negative`, context);
}

function readSingle(node: ScalarNode, context: DecodeContext): Node | undefined {
  if (node.type === 'int' || node.type === 'float') {
    return scalar(toFloat32(Number(node.value)), 'float', node.origin);
  }
  const number = parseFloat64(scalarText(node));
  if (number.ok) return scalar(toFloat32(number.value), 'float', node.origin);
  return refuse(node, 'invalid-number', number.message, context);
}

function readBytes(node: ScalarNode, context: DecodeContext): Node | undefined {
  const { value } = node;
  const isHuge = typeof value === 'bigint' && value !== BigInt.asIntN(64, value);
  if (node.type === 'int' && !isHuge) return node;
  if (node.type !== 'string') {
    return warn(node, 'dropped-value', `${scalarText(node)} is dropped: a size is a whole number or a string`, context);
  }
  const size = parseBytes(scalarText(node));
  if (size.ok) return scalar(toInteger(size.value), 'int', node.origin);
  return refuse(node, 'invalid-size', size.message, context, 'write a number with a unit: `512m`, `1.5g`');
}

function readDuration(node: ScalarNode, context: DecodeContext): Node | undefined {
  const duration = parseDuration(scalarText(node));
  if (duration.ok) return scalar(toInteger(duration.value), 'int', node.origin);
  return refuse(
    node,
    'invalid-duration',
    duration.message,
    context,
    'write numbers with units: `30s`, `1m30s`, `500ms`',
  );
}

/** Permission bits: a YAML number is what it is (`0440` is octal there already), a string is read as octal. */
function readMode(node: ScalarNode, context: DecodeContext): Node | undefined {
  if (node.type === 'int') {
    warnOfDecimalMode(node, context);
    return node;
  }
  const written = scalarText(node);
  if (node.type === 'string' && /^[-+]?[0-7]+$/.test(written)) {
    return scalar(Number.parseInt(written, 8), 'int', node.origin);
  }
  return refuse(node, 'invalid-number', `"${written}" is not an octal number`, context, 'write it as `0440`');
}

function readDeviceCount(node: ScalarNode, context: DecodeContext): Node | undefined {
  if (node.type === 'int') return node;
  if (node.type !== 'string')
    return refuse(node, 'wrong-type', `must be a whole number, and is ${kindOf(node)}`, context);
  const written = scalarText(node);
  if (written.toLowerCase() === 'all') return scalar(-1, 'int', node.origin);
  const whole = parseInteger(written);
  if (whole.ok) return scalar(whole.value, 'int', node.origin);
  return refuse(node, 'invalid-value', `"${written}" is neither a number nor \`all\``, context);
}

function warnOfCut(node: ScalarNode, value: number, context: DecodeContext): void {
  warn(node, 'cut-number', `the fraction is cut off: ${value} counts as ${Math.trunc(value)}`, context);
}

export function warn(node: Node, code: Code, message: string, { report, path }: DecodeContext): undefined {
  report.add({ code, message: `${pathText(path)}: ${message}`, path: [...path], span: node.origin.span });
  return undefined;
}
