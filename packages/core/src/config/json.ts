import type { ConfigData } from './print.ts';

/** Data as JSON, indented by two spaces. Unlike `JSON.stringify` it knows bigints. */
export function jsonText(data: ConfigData, indent = ''): string {
  if (typeof data === 'bigint') return String(data);
  if (data === null || typeof data !== 'object') return JSON.stringify(data);
  const inner = `${indent}  `;
  const lines = Array.isArray(data)
    ? (data as readonly ConfigData[]).map((item) => `${inner}${jsonText(item, inner)}`)
    : Object.entries(data).map(([name, value]) => `${inner}${JSON.stringify(name)}: ${jsonText(value, inner)}`);
  const [open, close] = Array.isArray(data) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
