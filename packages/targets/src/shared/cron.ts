/** One field of a schedule: its values in ascending order, or `undefined` for every value. */
type CronField = readonly number[] | undefined;

/** A schedule with five fields, as cron and the Kubernetes CronJob read it. */
export interface CronSchedule {
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly days: CronField;
  readonly months: CronField;
  /** 0 is Sunday. */
  readonly weekdays: CronField;
}

interface FieldRule {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names of the values, beginning with that of `min`. */
  readonly names?: readonly string[];
}

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

const fieldRules = {
  minutes: { name: 'minute', min: 0, max: 59 },
  hours: { name: 'hour', min: 0, max: 23 },
  days: { name: 'day of the month', min: 1, max: 31 },
  months: { name: 'month', min: 1, max: 12, names: monthNames },
  weekdays: { name: 'day of the week', min: 0, max: 6, names: weekdayNames },
} as const satisfies Readonly<Record<keyof CronSchedule, FieldRule>>;

const macros: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

export type ReadCron =
  | { readonly ok: true; readonly value: CronSchedule }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a schedule as the CronJob controller does: five fields, names of months and weekdays in any case, `?` for `*`, or
 * a macro such as `@daily`. `@every` counts from the start of a program, which no calendar knows.
 * Source: robfig/cron v3, `ParseStandard`.
 */
export function readCron(text: string): ReadCron {
  const fields = (macros.get(text) ?? text).split(/\s+/).filter((field) => field !== '');
  if (text.startsWith('@') && !macros.has(text))
    return {
      ok: false,
      message: `unknown schedule "${text}": use five fields, or one of ${[...macros.keys()].join(', ')}`,
    };
  if (fields.length !== 5)
    return {
      ok: false,
      message: `a schedule has five fields (minute, hour, day of the month, month, day of the week), and "${text}" has ${fields.length}`,
    };
  const values: { -readonly [K in keyof CronSchedule]?: CronField } = {};
  for (const [index, key] of (Object.keys(fieldRules) as (keyof CronSchedule)[]).entries()) {
    const field = readField(fields[index] ?? '', fieldRules[key]);
    if (typeof field === 'string') return { ok: false, message: field };
    values[key] = field.values;
  }
  const { minutes, hours, days, months, weekdays } = values;
  return { ok: true, value: { minutes, hours, days, months, weekdays } };
}

function readField(text: string, rule: FieldRule): { readonly values: CronField } | string {
  const found = new Set<number>();
  for (const item of text.split(',')) {
    const range = readItem(item, rule);
    if (range === undefined)
      return `"${item}" is not a valid ${rule.name}: use a number from ${rule.min} to ${rule.max}, a range such as 1-5, a step such as */2, or *`;
    if (range === 'every') return { values: undefined };
    for (let value = range.from; value <= range.to; value += range.step) found.add(value);
  }
  return { values: [...found].toSorted((one, other) => one - other) };
}

interface ItemRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** `*`, `5`, `1-5`, each with or without `/STEP`; with a step a single number goes on to the end. */
function readItem(item: string, rule: FieldRule): ItemRange | 'every' | undefined {
  const parts = /^([^/]+?)(?:\/(\d{1,9}))?$/.exec(item);
  if (!parts) return undefined;
  const [, range = '', stepText] = parts;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) return undefined;
  if (range === '*' || range === '?') return step === 1 ? 'every' : { from: rule.min, to: rule.max, step };
  const [low = '', high, ...rest] = range.split('-');
  const from = readValue(low, rule);
  const to = high === undefined ? (stepText === undefined ? from : rule.max) : readValue(high, rule);
  if (from === undefined || to === undefined || to < from || rest.length > 0) return undefined;
  return { from, to, step };
}

function readValue(text: string, rule: FieldRule): number | undefined {
  const named = rule.names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + rule.min : /^\d{1,3}$/.test(text) ? Number(text) : -1;
  return value >= rule.min && value <= rule.max ? value : undefined;
}

/**
 * The schedule as values of `OnCalendar=`. cron starts a job when the day of the month or the weekday fits, where both
 * are given; systemd asks for both, so that they become two values. Source: crontab(5), systemd.time(7).
 */
export function calendarEvents(schedule: CronSchedule): readonly string[] {
  const { days, weekdays } = schedule;
  if (days !== undefined && weekdays !== undefined)
    return [calendarEvent({ ...schedule, weekdays: undefined }), calendarEvent({ ...schedule, days: undefined })];
  return [calendarEvent(schedule)];
}

const asField = (field: CronField): string => (field === undefined ? '*' : ranges(field, '-', String));

function calendarEvent({ minutes, hours, days, months, weekdays }: CronSchedule): string {
  const date = `*-${numbers(months)}-${numbers(days)} ${numbers(hours)}:${numbers(minutes)}:00`;
  return weekdays === undefined ? date : `${weekdayList(weekdays)} ${date}`;
}

const numbers = (field: CronField): string =>
  field === undefined ? '*' : field.map((value) => String(value).padStart(2, '0')).join(',');

/** systemd's week begins with Monday. */
function weekdayList(days: readonly number[]): string {
  const name = (day: number) => ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day] ?? '';
  return ranges(
    days.map((day) => (day + 6) % 7).toSorted((one, other) => one - other),
    '..',
    name,
  );
}

/** Ascending numbers as a list, three or more in a row as a range. */
function ranges(values: readonly number[], to: string, name: (value: number) => string): string {
  const runs: number[][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs
    .map((run) => (run.length > 2 ? [run.at(0) ?? 0, run.at(-1) ?? 0].map(name).join(to) : run.map(name).join(',')))
    .join(',');
}

/** The schedule as the first five fields of a line of crontab(5), with nothing that only some crons know. */
export function crontabFields(schedule: CronSchedule): string {
  return (Object.keys(fieldRules) as (keyof CronSchedule)[]).map((key) => asField(schedule[key])).join(' ');
}
