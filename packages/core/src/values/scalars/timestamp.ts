import type { Timestamp } from '../../tree/node.ts';

const time = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?`;
const pattern = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]${time}(?:Z|([-+])(\d\d):(\d\d))| +${time})?$`,
);

const two = (value: number): string => String(value).padStart(2, '0');

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * Reads a plain scalar as a date or time: `2024-1-2`, `2024-01-02 03:04:05`, `2024-01-02T03:04:05.5+02:00`; undefined
 * when it is none, or none that exists. Source: go-yaml v4's formats, Go's `time.Time.String`. Where the zone is zero,
 * Go prints the local zone's name; here it is always UTC.
 */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [part(1), part(2), part(3)];
  const at = match[4] === undefined ? 11 : 4;
  const [hour, minute, second] = [part(at), part(at + 1), part(at + 2)];
  const [zoneHour, zoneMinute] = [part(9), part(10)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 24 || zoneMinute > 60) return undefined;

  const fraction = (match[at + 3] ?? '').slice(0, 9).replace(/0+$/, '');
  const minutes = zoneHour * 60 + zoneMinute;
  const offset = `${minutes === 0 ? '+' : match[8]}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}${fraction && `.${fraction}`}`;
  const date = `${match[1]}-${two(month)}-${two(day)}`;
  return { timestamp: `${date} ${clock} ${offset} ${minutes === 0 ? 'UTC' : offset}` };
}

/** A timestamp as JSON holds it (RFC 3339): `2024-01-02T00:00:00Z`. */
export function timestampJson({ timestamp }: Timestamp): string {
  const [date = '', clock = '', offset = '', zone] = timestamp.split(' ');
  return `${date}T${clock}${zone === 'UTC' ? 'Z' : `${offset.slice(0, 3)}:${offset.slice(3)}`}`;
}
