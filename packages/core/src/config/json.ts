import type { ConfigData } from './print.ts';

/** Data as JSON, indented by two spaces. Whole numbers beyond 2^53 keep all their digits. */
export function jsonText(data: ConfigData): string {
  return holdsBigint(data) ? print(data, '') : JSON.stringify(data, undefined, 2);
}

function holdsBigint(data: ConfigData): boolean {
  return (
    typeof data === 'bigint' || (typeof data === 'object' && data !== null && Object.values(data).some(holdsBigint))
  );
}

function print(data: ConfigData, indent: string): string {
  if (typeof data === 'bigint') return String(data);
  if (data === null || typeof data !== 'object') return JSON.stringify(data);
  const inner = `${indent}  `;
  const lines = Array.isArray(data)
    ? (data as readonly ConfigData[]).map((item) => `${inner}${print(item, inner)}`)
    : Object.entries(data).map(([name, value]) => `${inner}${JSON.stringify(name)}: ${print(value, inner)}`);
  const [open, close] = Array.isArray(data) ? ['[', ']'] : ['{', '}'];
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
